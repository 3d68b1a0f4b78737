// Staff's maps: [data-input] chooses a position for the text field with that id;
// [data-boundary] shows a boundary. Without this module the text field is enough.

import { addBackground } from "../lib/background.js";
import { loadLeaflet } from "../lib/leaflet.js";
import { onePin } from "./markers.js";

const NETHERLANDS = [[50.7, 3.3], [53.6, 7.3]];

function position(text) {
  const numbers = text.split(",").map(Number);
  return numbers.length === 2 && numbers.every(Number.isFinite) ? numbers : null;
}

// A pin that follows the field, and a field that follows the pin.
async function choose(L, map, input, { icons, outlines }) {
  let pin;
  const write = ({ lat, lng }) => {
    input.value = `${lat.toFixed(6)},${lng.toFixed(6)}`;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const put = (at) => {
    if (pin) return pin.setLatLng(at);
    pin = onePin(L, at, "pin", icons, { draggable: true, keyboard: false });
    pin.on("dragend", () => write(pin.getLatLng()));
    return pin.addTo(map);
  };
  const at = position(input.value);
  if (at) {
    put(at);
    map.setView(at, 16);
  } else {
    const known = await (await fetch(outlines)).json();
    const bounds = L.geoJSON(known).getBounds();
    map.fitBounds(bounds.isValid() ? bounds : NETHERLANDS);
  }
  map.on("click", ({ latlng }) => {
    put(latlng);
    write(latlng);
  });
  input.addEventListener("change", () => {
    const typed = position(input.value);
    if (typed) map.panTo(put(typed).getLatLng());
  });
}

async function start(element) {
  const { dataset } = element;
  const L = await loadLeaflet(dataset.leaflet);
  const map = L.map(element, {
    attributionControl: Boolean(dataset.attribution),
    zoomControl: false,
    scrollWheelZoom: false,
    minZoom: 7,
    maxZoom: 19,
  }).fitBounds(NETHERLANDS);
  map.attributionControl?.setPrefix(false);
  L.control.zoom({ zoomInTitle: dataset.wordIn, zoomOutTitle: dataset.wordOut }).addTo(map);
  addBackground(L, map, { pictures: dataset.background, outlines: dataset.outlines, attribution: dataset.attribution });
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
