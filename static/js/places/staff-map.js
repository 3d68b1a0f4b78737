// Staff's maps: [data-input] chooses a position for the text field with that id;
// [data-boundary] shows a boundary. Without this module the text field is enough.

import { choose, openMap } from "./choose.js";

async function start(element) {
  const { dataset } = element;
  const { L, map } = await openMap(element);
  if (dataset.boundary) {
    const shape = L.geoJSON(JSON.parse(dataset.boundary), { interactive: false, style: { className: "boundary" } });
    map.fitBounds(shape.addTo(map).getBounds());
  }
  if (dataset.input) await choose(L, map, document.getElementById(dataset.input), dataset);
}

for (const element of document.querySelectorAll("[data-staff-map]")) {
  start(element).catch((error) => {
    console.error(error);
    element.replaceChildren(element.dataset.failed);
  });
}
