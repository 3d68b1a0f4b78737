// A map on which a position is chosen: a pin that follows a text field, and a field that
// follows the pin. Staff and visitors use the same.

import { addBackground } from "../lib/background.js";
import { loadLeaflet } from "../lib/leaflet.js";
import { onePin } from "./pins.js";

export const NETHERLANDS = [[50.7, 3.3], [53.6, 7.3]];

/** Latitude and longitude of a text like "51.589,4.775"; null for other words. */
export function position(text) {
  const numbers = text.trim() ? text.split(",").map(Number) : [];
  return numbers.length === 2 && numbers.every(Number.isFinite) ? numbers : null;
}

/** Writes a position into a field as if it were typed, in full. */
export function write(input, lat, lng) {
  input.value = `${lat.toFixed(6)},${lng.toFixed(6)}`;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

/** A map in `element`, whose data- attributes places/widgets.py wrote. */
export async function openMap(element) {
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
  return { L, map };
}

/** Ties a map and a text field together. */
export async function choose(L, map, input, { icons, outlines }) {
  let pin;
  const put = (at) => {
    if (pin) return pin.setLatLng(at);
    pin = onePin(L, at, "pin", icons, { draggable: true, keyboard: false });
    pin.on("dragend", () => write(input, pin.getLatLng().lat, pin.getLatLng().lng));
    return pin.addTo(map);
  };
  const show = (at) => map.setView(put(at).getLatLng(), Math.max(16, map.getZoom()));
  map.on("click", ({ latlng }) => {
    put(latlng);
    write(input, latlng.lat, latlng.lng);
  });
  input.addEventListener("change", () => {
    const typed = position(input.value);
    if (typed && pin?.getLatLng().equals(typed, 1e-6)) return map.panTo(typed);
    if (typed) return show(typed);
    pin?.remove();
    pin = undefined;
  });
  const at = position(input.value);
  if (at) return show(at);
  const known = await (await fetch(outlines)).json();
  const bounds = L.geoJSON(known).getBounds();
  return pin ?? map.fitBounds(bounds.isValid() ? bounds : NETHERLANDS);
}
