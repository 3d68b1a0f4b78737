// The pins of the first view in the first paint of the page, before the map itself is there.
// They take no press, and go once the map has drawn its own at the same spots.

import { viewIn } from "./found/address.js";
import { ONE, groups } from "./layer/groups.js";
import { pixels, tilesOn } from "./mercator.js";
import { manyLook, oneLook } from "./pins.js";

// What a map of this size shows of a box (west, south, east, north), as Leaflet's `fitBounds`
// finds it: its zoom, and the pixels of the world that its sides are at.
function fitted({ width, height }, [west, south, east, north], { most, least, padding }) {
  const across = pixels(east, 0, 0).x - pixels(west, 0, 0).x;
  const down = pixels(0, south, 0).y - pixels(0, north, 0).y;
  const scale = Math.min((width - 2 * padding) / across, (height - 2 * padding) / down);
  const zoom = Math.max(least, Math.min(most, Math.floor(Math.round(100 * Math.log2(scale)) / 100)));
  const [first, last] = [pixels(west, north, zoom), pixels(east, south, zoom)];
  const left = Math.round((first.x + last.x) / 2 - width / 2);
  const top = Math.round((first.y + last.y) / 2 - height / 2);
  return { zoom, left, top, right: left + width, bottom: top + height };
}

function pinAt({ x, y }, { html, className, iconSize, iconAnchor }) {
  const pin = document.createElement("div");
  pin.className = className;
  const [width, height] = iconSize.map((side) => `${side}px`);
  Object.assign(pin.style, { width, height, left: `${x - iconAnchor[0]}px`, top: `${y - iconAnchor[1]}px` });
  pin.append(html);
  return pin;
}

/** Draws them into an element with a map to be, of what is known of its `tiles`; undefined
    where nobody sees it, or where the address says another view. */
export function drawEarly(element, first, tiles, limits) {
  const { clientWidth: width, clientHeight: height } = element;
  if (!width || !height || viewIn(location.hash)) return undefined;
  const view = fitted({ width, height }, first.frame, limits);
  const known = tilesOn(view, view.zoom, view.zoom).map((key) => tiles.known(key));
  if (known.some((items) => !items)) return undefined;
  const early = document.createElement("div");
  early.className = "early";
  early.setAttribute("aria-hidden", "true");
  for (const group of groups(known.flat(), view.zoom, limits.closest)) {
    const { kind, count, members } = group;
    const look = kind === ONE ? oneLook(members[0].place.icon, element.dataset.icons, true) : manyLook(count);
    const at = { x: Math.round(group.x) - view.left, y: Math.round(group.y) - view.top };
    if (at.x >= 0 && at.y >= 0 && at.x <= width && at.y <= height) early.append(pinAt(at, look));
  }
  element.replaceChildren(early); // instead of what it says without a map
  return early;
}
