// Staff's maps: [data-input] chooses a position for the text field with that id;
// [data-boundary] shows a boundary, [data-at] one spot, [data-spots] many. Without this module the words
// beside it are enough, and the box of the map stays hidden.

import { choose, openMap, position, whileCovered } from "./choose.js";
import { onePin } from "../map/pins.js";
import { seek } from "./seek.js";

async function start(element) {
  const { dataset } = element;
  const { L, map } = await openMap(element);
  if (dataset.boundary) {
    const shape = L.geoJSON(JSON.parse(dataset.boundary), { interactive: false, style: { className: "boundary" } });
    map.fitBounds(shape.addTo(map).getBounds());
  }
  const at = position(dataset.at ?? "");
  if (at) onePin(L, at, "pin", dataset.icons, { interactive: false, keyboard: false }).addTo(map.setView(at, 17));
  if (dataset.spots) {
    const spots = JSON.parse(dataset.spots);
    const look = { interactive: false, radius: 6, className: "spot" };
    for (const spot of spots) L.circleMarker(spot, look).addTo(map);
    map.fitBounds(spots, { maxZoom: 17, padding: [20, 20], animate: false });
  }
  if (dataset.input) await choose(L, map, document.getElementById(dataset.input), dataset);
}

for (const element of document.querySelectorAll("[data-staff-map]")) {
  element.hidden = false;
  whileCovered(element, () => start(element));
}
for (const box of document.querySelectorAll("[data-seek]")) seek(box);
