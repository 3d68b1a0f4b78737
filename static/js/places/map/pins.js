// What a pin looks like: an icon for one place, a number for many, a number on paper.

import { iconElement } from "../../lib/icons.js";

const LONG = 10_000; // from here on in thousands, to fit in a circle

/** A pin whose lower left corner points at the spot; of `isSmall` the middle does, so that
    pins side by side don't cover each other. */
export function onePin(L, at, icon, sprite, { isSmall = false, ...options } = {}) {
  const html = iconElement(sprite, icon);
  const size = [42, 42];
  const className = `pin pin--one${isSmall ? " pin--middle" : ""}`;
  const iconAnchor = isSmall ? [21, 21] : [4, 40];
  return L.marker(at, { icon: L.divIcon({ html, className, iconSize: size, iconAnchor }), ...options });
}

/** A place on paper: its number in the list. */
export function numberPin(L, at, number) {
  const html = document.createElement("span");
  html.textContent = number;
  const icon = L.divIcon({ html, className: "pin pin--number", iconSize: [32, 32] });
  return L.marker(at, { icon, interactive: false, keyboard: false });
}

/** Many places: how many. */
export function manyPin(L, at, count, options = {}) {
  const html = document.createElement("span");
  html.textContent = count < LONG ? count : `${Math.round(count / 1000)}k`;
  const size = count < 100 ? "" : ` pin--${count < 1000 ? "hundreds" : "thousands"}`;
  const className = `pin pin--many${size}`;
  return L.marker(at, { icon: L.divIcon({ html, className, iconSize: [44, 44] }), ...options });
}
