// Turns <div data-map …> into a map: of the places that the filters find, tile by tile, or
// of one place. Without this module the list is complete; the map only shows where.

import { addBackground } from "../../lib/background.js";
import { loadLeaflet, preloadLeaflet } from "../../lib/leaflet.js";
import { afterPaint, yieldTurn } from "../../lib/turns.js";
import { addControls } from "./controls.js";
import { addToFound, drawFound, foretell } from "./found/found.js";
import { overlay } from "./overlay.js";
import { numberPin, onePin } from "./pins.js";

const ZOOMS = { least: 8, closest: 19 };

function setView(L, map, { box, point, around, numbered }) {
  if (point) return map.fitBounds(L.latLng(point.split(",").map(Number)).toBounds(2 * (around || 300)));
  const [west, south, east, north] = (box || "3.3,50.7,7.3,53.6").split(",").map(Number);
  return map.fitBounds([[south, west], [north, east]], { maxZoom: numbered ? 18 : 16, padding: [24, 24] });
}

function showGiven(L, map, words) {
  const still = { interactive: false, keyboard: false };
  if (words.point) {
    onePin(L, words.point.split(",").map(Number), words.icon, words.icons, still).addTo(map);
  }
  for (const [number, lat, lon] of (words.numbered ?? "").split(";").filter(Boolean).map((each) => each.split(","))) {
    numberPin(L, [lat, lon], number).addTo(map);
  }
  if (words.here) {
    const icon = L.divIcon({ className: "pin pin--here", iconSize: [22, 22] });
    L.marker(words.here.split(",").map(Number), { icon, ...still }).addTo(map);
  }
}

async function start(element) {
  const words = element.dataset;
  const isMain = Boolean(element.closest("[data-panel]")); // the rest stands in a page that scrolls
  preloadLeaflet(words.leaflet);
  const foretold = words.tiles && (await foretell(element, ZOOMS));
  await afterPaint();
  const L = await loadLeaflet(words.leaflet);
  await yieldTurn();
  if (!foretold?.early) element.replaceChildren();
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(element, {
    zoomControl: false,
    attributionControl: Boolean(words.attribution),
    keyboard: false, // keyboard.js and the buttons
    maxZoom: ZOOMS.closest,
    minZoom: ZOOMS.least,
    zoomSnap: words.tiles ? 1 : 0.25, // one place: all within its circle, and the names of streets as large as can be
    scrollWheelZoom: isMain,
    dragging: isMain || !L.Browser.mobile, // inside a page it never traps the finger
    inertia: !calm,
    fadeAnimation: !calm,
    zoomAnimation: !calm,
    markerZoomAnimation: !calm,
  });
  map.attributionControl?.setPrefix(false).setPosition("bottomleft");
  await yieldTurn();
  const found = foretold && (await drawFound(L, map, element, foretold)); // first of all
  if (!found) setView(L, map, words);
  showGiven(L, map, words);
  await yieldTurn();
  addControls(L, map, element, { calm });
  await yieldTurn();
  if (found) await addToFound(L, map, element, found);
  new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(element);
  await yieldTurn();
  addBackground(L, map, { pictures: words.background, outlines: words.outlines, attribution: words.attribution });
}

function fail(element, error) {
  console.error(error);
  const note = document.createElement("p");
  note.className = "map-note";
  note.textContent = element.dataset.failed;
  element.replaceChildren(note);
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
  else begin();
}
