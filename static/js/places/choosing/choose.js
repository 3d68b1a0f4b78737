// A map on which a position is chosen: a pin that follows a text field, and a field that
// follows the pin. Staff and visitors use the same.

import { addBackground } from "../../lib/background.js";
import { loadLeaflet } from "../../lib/leaflet.js";
import { addControls } from "../map/controls.js";
import { onePin } from "../map/pins.js";

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

/** Does the work that brings a map to its first view. Until then the map is covered by a
    word, so that no press reaches it; what fails is said in its place. */
export async function whileCovered(element, work) {
  const note = document.createElement("p");
  note.className = "map-loading";
  note.setAttribute("role", "status");
  element.append(note);
  note.textContent = element.dataset.wordLoading;
  try {
    await work();
    element.dataset.ready = "";
  } catch (error) {
    console.error(error);
    element.replaceChildren(element.dataset.failed);
  }
  note.remove();
}

/** A map in `element`, whose data- attributes places/map/widgets.py wrote. */
export async function openMap(element) {
  const { dataset } = element;
  const L = await loadLeaflet(dataset.leaflet);
  const hasArrows = Boolean(dataset.wordUp); // the staff's has the keys of Leaflet
  const map = L.map(element, {
    attributionControl: Boolean(dataset.attribution),
    zoomControl: false,
    keyboard: !hasArrows,
    scrollWheelZoom: false,
    minZoom: 7,
    maxZoom: 19,
  }).fitBounds(NETHERLANDS);
  map.attributionControl?.setPrefix(false);
  if (hasArrows) addControls(L, map, element, { calm: matchMedia("(prefers-reduced-motion: reduce)").matches });
  else L.control.zoom({ zoomInTitle: dataset.wordIn, zoomOutTitle: dataset.wordOut }).addTo(map);
  addBackground(L, map, { pictures: dataset.background, outlines: dataset.outlines, attribution: dataset.attribution });
  return { L, map };
}

/** Ties a map and a text field together. The map takes a press only once it shows the spot
    of the field or the municipality, and not while it zooms: what is pressed is what is seen. */
export async function choose(L, map, input, { icons, outlines }) {
  let pin;
  let isMoving = false;
  map.on("zoomstart", () => (isMoving = true));
  map.on("zoomend", () => (isMoving = false));
  const put = (at) => {
    if (pin) return pin.setLatLng(at);
    pin = onePin(L, at, "pin", icons, { draggable: true, keyboard: false });
    pin.on("dragend", () => write(input, pin.getLatLng().lat, pin.getLatLng().lng));
    return pin.addTo(map);
  };
  const show = (at, options) => map.setView(put(at).getLatLng(), Math.max(16, map.getZoom()), options);
  const takePresses = () =>
    map.on("click", ({ latlng }) => {
      if (isMoving) return;
      put(latlng);
      write(input, latlng.lat, latlng.lng);
    });
  input.addEventListener("change", () => {
    input.parentElement.querySelector("[data-outside]")?.remove(); // it was about another spot
    const typed = position(input.value);
    if (typed && pin?.getLatLng().equals(typed, 1e-6)) return map.panTo(typed);
    if (typed) return show(typed);
    pin?.remove();
    pin = undefined;
  });
  const at = position(input.value);
  if (at) show(at, { animate: false });
  else {
    const known = await (await fetch(outlines)).json();
    const bounds = L.geoJSON(known).getBounds();
    if (!pin) map.fitBounds(bounds.isValid() ? bounds : NETHERLANDS, { animate: false });
  }
  takePresses();
}
