// The order in which one reads what is scattered. Pure.

const BAND = 44; // pixels; what begins within so many of each other stands in one row

/** Points (x, y) by rows from top to bottom, and from left to right within a row. */
export function inReadingOrder(points) {
  const rows = [];
  for (const point of [...points].sort((a, b) => a.y - b.y || a.x - b.x)) {
    const row = rows.at(-1);
    if (row && point.y - row[0].y < BAND) row.push(point);
    else rows.push([point]);
  }
  return rows.flatMap((row) => row.sort((a, b) => a.x - b.x));
}
