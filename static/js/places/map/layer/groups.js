// What the map shows of the items of its tiles: groups, of which none covers another.
// Pure. Each group has a `key`: the same key is the same marker.

import { APART, merge } from "./merge.js";
import { pixels } from "../mercator.js";

/** How a group opens: one place, a list of what can't be told apart, or by zooming in. */
export const ONE = "one";
export const LIST = "list";
export const SPLIT = "split";

function kindOf({ members }, zoom, closest) {
  if (members.length === 1 && members[0].place) return ONE;
  if (members.some(({ place, box }) => !place && !box)) return SPLIT;
  if (members.length === 1 || zoom >= closest) return LIST;
  return spread(members) * 2 ** (closest - zoom) < APART ? LIST : SPLIT;
}

/** The longest side, in pixels, of what the members cover. */
export function spread(members) {
  const side = (name) => {
    const values = members.map((each) => each[name]);
    return Math.max(...values) - Math.min(...values);
  };
  return Math.max(side("x"), side("y"));
}

const nameOf = ({ place, lon, lat, count }) => (place ? `p${place.id}` : `${lon},${lat},${count}`);

/** Items as groups at a zoom of a map that looks no closer than `closest`. */
export function groups(items, zoom, closest) {
  const points = items.map((item) => ({ ...item, ...pixels(item.lon, item.lat, zoom) }));
  return merge(points).map((group) => {
    const kind = kindOf(group, zoom, closest);
    const key = `${kind} ${group.members.map(nameOf).sort().join(" ")}`;
    return { ...group, kind, key, zoom };
  });
}
