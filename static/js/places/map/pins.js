// What a pin looks like: an icon for one place, a number for many, a number on paper.

import { iconElement } from "../../lib/icons.js";

const LONG = 10_000; // from here on in thousands, to fit in a circle

/** The look of one place: what Leaflet's divIcon takes. Its lower left corner points at the
    spot; of `isSmall` the middle does, so that pins side by side don't cover each other. */
export function oneLook(icon, sprite, isSmall = false) {
  const className = `pin pin--one${isSmall ? " pin--middle" : ""}`;
  return { html: iconElement(sprite, icon), className, iconSize: [42, 42], iconAnchor: isSmall ? [21, 21] : [4, 40] };
}

/** The look of many places: how many. */
export function manyLook(count) {
  const html = document.createElement("span");
  html.textContent = count < LONG ? count : `${Math.round(count / 1000)}k`;
  const size = count < 100 ? "" : ` pin--${count < 1000 ? "hundreds" : "thousands"}`;
  return { html, className: `pin pin--many${size}`, iconSize: [44, 44], iconAnchor: [22, 22] };
}

/** One place on the map. */
export function onePin(L, at, icon, sprite, { isSmall = false, ...options } = {}) {
  return L.marker(at, { icon: L.divIcon(oneLook(icon, sprite, isSmall)), ...options });
}

/** A place on paper: its number in the list. */
export function numberPin(L, at, number) {
  const html = document.createElement("span");
  html.textContent = number;
  const icon = L.divIcon({ html, className: "pin pin--number", iconSize: [32, 32] });
  return L.marker(at, { icon, interactive: false, keyboard: false });
}

/** Many places on the map. */
export function manyPin(L, at, count, options = {}) {
  return L.marker(at, { icon: L.divIcon(manyLook(count)), ...options });
}
