// Turns the features of a tile into markers: a number for many, an icon for one.

import { iconElement } from "../lib/icons.js";

function popup(place, words, map) {
  const box = document.createElement("div");
  const link = document.createElement("a");
  link.href = words.place.replace("{slug}", place.slug);
  link.textContent = place.name; // text, never HTML: people type these names
  box.append(link);
  const facts = [place.free && words.wordFree, place.step_free && words.wordStepFree];
  for (const fact of facts.filter(Boolean)) {
    const line = document.createElement("div");
    line.textContent = `✓ ${fact}`;
    box.append(line);
  }
  const close = document.createElement("button");
  close.type = "button";
  close.className = "link";
  close.textContent = words.wordClose;
  close.addEventListener("click", () => map.closePopup());
  box.append(close);
  return box;
}

// A marker says that it is a button, so these keys must press it.
function button(marker, name, keys, press) {
  marker.on("add", () => marker.getElement()?.setAttribute("aria-label", name));
  marker.on("keypress", ({ originalEvent }) => {
    if (!keys.includes(originalEvent.key)) return;
    originalEvent.preventDefault();
    press();
  });
  return marker;
}

export function onePin(L, at, icon, sprite, options = {}) {
  const html = iconElement(sprite, icon);
  const size = [42, 42];
  return L.marker(at, {
    icon: L.divIcon({ html, className: "pin pin--one", iconSize: size, iconAnchor: [4, 40] }),
    ...options,
  });
}

/** A place on paper: its number in the list. */
export function numberPin(L, at, number) {
  const html = document.createElement("span");
  html.textContent = number;
  const icon = L.divIcon({ html, className: "pin pin--number", iconSize: [32, 32] });
  return L.marker(at, { icon, interactive: false, keyboard: false });
}

/** A marker for a feature; `words` is the dataset of the map's element. */
export function marker(L, feature, words, map) {
  const [lon, lat] = feature.geometry.coordinates;
  const { properties } = feature;
  if (!properties.cluster) {
    const pin = onePin(L, [lat, lon], properties.icon, words.icons).bindPopup(() => popup(properties, words, map), {
      closeButton: false, // Leaflet's own speaks English only
    });
    pin.on("popupopen", (event) => event.popup.getElement().querySelector("a").focus({ preventScroll: true }));
    pin.on("popupclose", () => pin.getElement()?.focus({ preventScroll: true }));
    return button(pin, properties.name, [" "], () => pin.togglePopup()); // Leaflet itself hears Enter
  }
  const count = properties.point_count;
  const html = document.createElement("span");
  html.textContent = count;
  const wide = 44 + 8 * Math.max(0, String(count).length - 2);
  const icon = L.divIcon({ html, className: "pin pin--many", iconSize: [wide, 44] });
  const many = L.marker([lat, lon], { icon });
  const split = () => map.setView([lat, lon], Math.min(map.getZoom() + 2, map.getMaxZoom()));
  many.on("click", split);
  return button(many, words.wordCluster.replace("{n}", count), ["Enter", " "], split);
}
