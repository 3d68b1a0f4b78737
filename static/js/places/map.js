// Turns <div data-map …> into a map: of the places that the filters find, tile by tile, or
// of one place. Without this module the list is complete; the map only shows where.

import { addBackground } from "../lib/background.js";
import { loadLeaflet } from "../lib/leaflet.js";
import { bySpot, marker, numberPin, onePin } from "./markers.js";

const TILE = 256;
const DEEPEST = 18;

function tilesInView(map) {
  const zoom = Math.min(map.getZoom(), DEEPEST);
  const scale = 2 ** (map.getZoom() - zoom) * TILE;
  const bounds = map.getPixelBounds();
  const last = 2 ** zoom - 1;
  const keys = [];
  for (let x = Math.floor(bounds.min.x / scale); x <= Math.floor(bounds.max.x / scale); x++) {
    for (let y = Math.floor(bounds.min.y / scale); y <= Math.floor(bounds.max.y / scale); y++) {
      if (x >= 0 && y >= 0 && x <= last && y <= last) keys.push(`${zoom}/${x}/${y}`);
    }
  }
  return keys;
}

async function fetchTile(address, key, signal) {
  const [z, x, y] = key.split("/");
  const url = address.replace("{z}", z).replace("{x}", x).replace("{y}", y);
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return (await response.json()).features;
}

// Keeps the markers of the view: old ones stay until all of the new ones are there.
function follow(L, map, element) {
  const shown = new Map(); // tile → layer with its markers
  let moving = new AbortController();
  const status = document.createElement("p");
  status.className = "sr";
  status.setAttribute("role", "status");
  element.after(status);

  async function update() {
    moving.abort();
    moving = new AbortController();
    const { signal } = moving;
    const wanted = tilesInView(map);
    const missing = wanted.filter((key) => !shown.has(key));
    const found = await Promise.all(missing.map((key) => fetchTile(element.dataset.tiles, key, signal)));
    if (signal.aborted) return;
    const hadFocus = element.contains(document.activeElement);
    for (const [key, layer] of shown) {
      if (wanted.includes(key)) continue;
      layer.remove();
      shown.delete(key);
    }
    missing.forEach((key, i) => {
      const markers = bySpot(found[i]).map((features) => marker(L, features, element.dataset, map));
      const layer = L.layerGroup(markers);
      layer.total = found[i].reduce((sum, { properties }) => sum + (properties.point_count ?? 1), 0);
      shown.set(key, layer.addTo(map));
    });
    if (hadFocus && !element.contains(document.activeElement)) element.focus({ preventScroll: true });
    const total = [...shown.values()].reduce((sum, layer) => sum + layer.total, 0);
    status.textContent = element.dataset.wordInView.replace("{n}", total);
  }
  const safely = () => update().catch((error) => error.name !== "AbortError" && console.error(error));
  map.on("moveend", safely);
  safely();
}

// Escape closes the popup, wherever in the map the focus is; the next one may do more.
function closeWithEscape(map, element) {
  let isOpen = false;
  map.on("popupopen popupclose", ({ type }) => (isOpen = type === "popupopen"));
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !isOpen) return;
    event.stopPropagation();
    map.closePopup();
  });
}

function setView(L, map, { box, point, around, numbered }) {
  if (point) return map.fitBounds(L.latLng(point.split(",").map(Number)).toBounds(2 * (around || 300)));
  const [west, south, east, north] = (box || "3.3,50.7,7.3,53.6").split(",").map(Number);
  return map.fitBounds([[south, west], [north, east]], { maxZoom: numbered ? 18 : 16, padding: [24, 24] });
}

async function start(element) {
  const words = element.dataset;
  const L = await loadLeaflet(words.leaflet);
  element.replaceChildren();
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(element, {
    zoomControl: false,
    attributionControl: Boolean(words.attribution),
    maxZoom: 19,
    minZoom: 8,
    zoomSnap: words.tiles ? 1 : 0.25, // one place: all within its circle, and the names of streets as large as can be
    scrollWheelZoom: Boolean(words.tiles),
    dragging: Boolean(words.tiles) || !L.Browser.mobile, // inside a page it never traps the finger
    fadeAnimation: !calm,
    zoomAnimation: !calm,
    markerZoomAnimation: !calm,
  });
  map.attributionControl?.setPrefix(false);
  L.control.zoom({ position: "bottomright", zoomInTitle: words.wordIn, zoomOutTitle: words.wordOut }).addTo(map);
  setView(L, map, words);
  addBackground(L, map, { pictures: words.background, outlines: words.outlines, attribution: words.attribution });
  if (words.point) {
    const pin = onePin(L, words.point.split(",").map(Number), words.icon, words.icons, {
      interactive: false,
      keyboard: false,
    });
    pin.addTo(map);
  }
  for (const [number, lat, lon] of (words.numbered ?? "").split(";").filter(Boolean).map((each) => each.split(","))) {
    numberPin(L, [lat, lon], number).addTo(map);
  }
  if (words.here) {
    const icon = L.divIcon({ className: "pin pin--here", iconSize: [22, 22] });
    L.marker(words.here.split(",").map(Number), { icon, interactive: false, keyboard: false }).addTo(map);
  }
  closeWithEscape(map, element);
  if (words.tiles) follow(L, map, element);
  return map;
}

function fail(element, error) {
  console.error(error);
  const note = document.createElement("p");
  note.className = "map-note";
  note.textContent = element.dataset.failed;
  element.replaceChildren(note);
}

// On a phone the map lies over the list and starts when it is first asked for.
function overlay(panel, begin) {
  const open = document.querySelector("[data-map-open]");
  const close = panel.querySelector("[data-map-close]");
  const rest = [...document.querySelectorAll("header, footer, .list, [data-map-open]")];
  open.hidden = close.hidden = false;
  const show = (isOpen) => {
    panel.classList.toggle("is-open", isOpen);
    for (const part of rest) part.inert = isOpen;
    (isOpen ? close : open).focus();
    if (isOpen) begin();
  };
  open.addEventListener("click", () => show(true));
  close.addEventListener("click", () => show(false));
  document.addEventListener("keydown", ({ key }) => key === "Escape" && panel.matches(".is-open") && show(false));
  matchMedia("(min-width: 60rem)").addEventListener("change", ({ matches }) => {
    if (!matches) return;
    panel.classList.remove("is-open");
    for (const part of rest) part.inert = false;
    begin();
  });
}

for (const element of document.querySelectorAll("[data-map]")) {
  let begun = false;
  const begin = () => {
    if (begun) return;
    begun = true;
    start(element).catch((error) => fail(element, error));
  };
  const panel = element.closest("[data-panel]");
  if (panel) overlay(panel, begin);
  if (!panel || matchMedia("(min-width: 60rem)").matches) begin();
}
