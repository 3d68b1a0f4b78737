// Markers that would cover each other become one. Pure: no map, no page.

export const APART = 44; // pixels, the least that is between two of them

const cellOf = ({ x, y }) => [Math.floor(x / APART), Math.floor(y / APART)];
const byPlace = (a, b) => a.y - b.y || a.x - b.x;
const bySize = (a, b) => b.count - a.count || byPlace(a, b);

// What is settled so far, by squares of APART pixels: who is near lies in nine of them.
class Grid {
  cells = new Map();

  at(column, row) {
    return this.cells.get(`${column},${row}`) ?? [];
  }

  put(group) {
    const key = cellOf(group).join();
    this.cells.set(key, [...(this.cells.get(key) ?? []), group]);
  }

  take(group) {
    const key = cellOf(group).join();
    this.cells.set(key, this.cells.get(key).filter((other) => other !== group));
  }

  nearest(group) {
    const [column, row] = cellOf(group);
    let best;
    let least = APART * APART;
    for (let i = column - 1; i <= column + 1; i++) {
      for (let j = row - 1; j <= row + 1; j++) {
        for (const other of this.at(i, j)) {
          const apart = (other.x - group.x) ** 2 + (other.y - group.y) ** 2;
          if (apart < least || (best && apart === least && byPlace(other, best) < 0)) {
            best = other;
            least = apart;
          }
        }
      }
    }
    return best;
  }
}

function together(one, other) {
  const count = one.count + other.count;
  return {
    x: (one.x * one.count + other.x * other.count) / count,
    y: (one.y * one.count + other.y * other.count) / count,
    count,
    members: [...one.members, ...other.members],
  };
}

/**
 * Groups of points (x and y in pixels, a count) of which no two lie within APART: each at
 * its centre of gravity, with the sum of the counts and its `members`. The same for the
 * same points in any order; the work grows with their number.
 */
export function merge(points) {
  const grid = new Grid();
  for (const point of [...points].sort(bySize)) {
    let group = { x: point.x, y: point.y, count: point.count, members: [point] };
    for (let near; (near = grid.nearest(group)); ) {
      grid.take(near);
      group = together(near, group);
    }
    grid.put(group);
  }
  return [...grid.cells.values()].flat().sort(byPlace);
}
