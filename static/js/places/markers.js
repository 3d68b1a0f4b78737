// Turns the features of a tile into markers: a number for many, an icon for one.

import { iconElement } from "../lib/icons.js";

function linkTo(place, words) {
  const link = document.createElement("a");
  link.href = words.place.replace("{slug}", place.slug);
  link.textContent = place.name; // text, never HTML: people type these names
  return link;
}

function popup(place, words, map) {
  const box = document.createElement("div");
  box.append(linkTo(place, words));
  const facts = [place.free && words.wordFree, place.step_free && words.wordStepFree];
  for (const fact of facts.filter(Boolean)) {
    const line = document.createElement("div");
    line.textContent = `✓ ${fact}`;
    box.append(line);
  }
  box.append(closing(words, map));
  return box;
}

function closing(words, map) {
  const close = document.createElement("button");
  close.type = "button";
  close.className = "link";
  close.textContent = words.wordClose;
  close.addEventListener("click", () => map.closePopup());
  return close;
}

// All places of one spot, each a link.
function listed(places, words, map) {
  const list = document.createElement("ul");
  list.className = "plain on-one-spot";
  for (const place of places) {
    const item = document.createElement("li");
    item.append(linkTo(place, words));
    list.append(item);
  }
  const box = document.createElement("div");
  box.append(list, closing(words, map));
  return box;
}

// More places than pins make sense for: the list has them all.
function inTheList(box, count, words, map) {
  const link = document.createElement("a");
  const url = new URL(location.pathname === words.list ? location.href : words.list, location.href);
  url.searchParams.delete("pagina");
  url.searchParams.set("vak", box);
  link.href = url.href;
  link.textContent = words.wordList.replace("{n}", count);
  const around = document.createElement("div");
  around.append(link, document.createElement("br"), closing(words, map));
  return around;
}

/** Features with the very same coordinates together, the others alone. */
export function bySpot(features) {
  const spots = new Map();
  for (const feature of features) {
    const key = feature.properties.cluster ? feature : feature.geometry.coordinates.join();
    spots.set(key, [...(spots.get(key) ?? []), feature]);
  }
  return [...spots.values()];
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

// What opens takes the focus, and gives it back when it closes.
function opening(marker, content) {
  marker.bindPopup(content, { closeButton: false }); // Leaflet's own speaks English only
  marker.on("popupopen", (event) => event.popup.getElement().querySelector("a").focus({ preventScroll: true }));
  marker.on("popupclose", () => marker.getElement()?.focus({ preventScroll: true }));
  return marker;
}

function manyPin(L, at, count) {
  const html = document.createElement("span");
  html.textContent = count;
  const wide = 44 + 8 * Math.max(0, String(count).length - 2);
  return L.marker(at, { icon: L.divIcon({ html, className: "pin pin--many", iconSize: [wide, 44] }) });
}

/** A marker for the features of one spot; `words` is the dataset of the map's element. */
export function marker(L, [feature, ...others], words, map) {
  const [lon, lat] = feature.geometry.coordinates;
  const { properties } = feature;
  const at = [lat, lon];
  if (others.length) {
    const places = [feature, ...others].map((each) => each.properties);
    const pin = opening(manyPin(L, at, places.length), () => listed(places, words, map));
    const name = words.wordSpot.replace("{n}", places.length);
    return button(pin, name, [" "], () => pin.togglePopup()); // Leaflet itself hears Enter
  }
  if (!properties.cluster) {
    const pin = opening(onePin(L, at, properties.icon, words.icons), () => popup(properties, words, map));
    return button(pin, properties.name, [" "], () => pin.togglePopup());
  }
  const count = properties.point_count;
  const many = manyPin(L, at, count);
  const name = words.wordCluster.replace("{n}", count);
  if (properties.box) {
    opening(many, () => inTheList(properties.box, count, words, map));
    return button(many, words.wordSpot.replace("{n}", count), [" "], () => many.togglePopup());
  }
  const split = () => map.setView(at, Math.min(map.getZoom() + 2, map.getMaxZoom()));
  many.on("click", split);
  return button(many, name, ["Enter", " "], split);
}
