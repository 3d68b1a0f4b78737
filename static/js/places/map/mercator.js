// Web Mercator in pixels: where a spot lies on the map of the whole world at a zoom.
// Pure; formula of OGC 17-083r2 (WebMercatorQuad).

export const TILE = 256;
export const DEEPEST = 18; // the last zoom that has tiles; a map may look closer

const ENDS = 85.0511287798;

/** Pixels from the north-west corner of the world. */
export function pixels(lon, lat, zoom) {
  const side = TILE * 2 ** zoom;
  const sine = Math.sin((Math.max(-ENDS, Math.min(ENDS, lat)) * Math.PI) / 180);
  return {
    x: ((lon + 180) / 360) * side,
    y: (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * side,
  };
}

/** Longitude and latitude of such a spot. */
export function degrees(x, y, zoom) {
  const side = TILE * 2 ** zoom;
  const lat = Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / side)));
  return { lon: (x / side) * 360 - 180, lat: (lat * 180) / Math.PI };
}

/** Column and row of the tile that holds a spot. */
export function tileAt(lon, lat, zoom) {
  const { x, y } = pixels(lon, lat, zoom);
  return { x: Math.floor(x / TILE), y: Math.floor(y / TILE) };
}

/** The tiles of a zoom, as "z/x/y", that touch a rectangle of pixels of another one. */
export function tilesOn({ left, top, right, bottom }, from, zoom) {
  const scale = 2 ** (from - zoom) * TILE;
  const last = 2 ** zoom - 1;
  const within = (value) => Math.max(0, Math.min(last, Math.floor(value / scale)));
  const keys = [];
  if (right < 0 || bottom < 0 || left > (last + 1) * scale || top > (last + 1) * scale) return keys;
  for (let y = within(top); y <= within(bottom); y++) {
    for (let x = within(left); x <= within(right); x++) keys.push(`${zoom}/${x}/${y}`);
  }
  return keys;
}
