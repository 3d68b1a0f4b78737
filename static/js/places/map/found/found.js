// The map of what the filters find: its first view from the page, then tile by tile.

import { yieldTurn } from "../../../lib/turns.js";
import { drawEarly } from "../early.js";
import { keepInAddress, viewIn } from "./address.js";
import { Keyboard } from "./keyboard.js";
import { Layer } from "../layer/layer.js";
import { lightUp } from "./lighting.js";
import { markers, pressOn } from "../layer/markers.js";
import { addNotes } from "./nothing-here.js";
import { addSearchHere } from "./search-here.js";
import { Tiles } from "../layer/tiles.js";

const PADDING = 24; // pixels
const SMALLER = 2; // zooms that a panel may be smaller than the page thinks

const farthest = (zoom, least) => Math.max(0, Math.min(least, zoom - SMALLER));

// The zoom that the page has the places of, or further away where the panel is small.
function setFirstView(L, map, { zoom, frame: [west, south, east, north] }) {
  map.setMinZoom(farthest(zoom, map.getMinZoom()));
  const view = viewIn(location.hash);
  if (view) return map.setView([view.lat, view.lon], view.zoom);
  const bounds = L.latLngBounds([[south, west], [north, east]]);
  return map.fitBounds(bounds, { maxZoom: zoom, padding: [PADDING, PADDING] });
}

// Says how many are in view, after a view has come to rest.
function tellInView(element, layer) {
  const status = document.createElement("p");
  status.className = "sr";
  status.setAttribute("role", "status");
  element.after(status);
  layer.say = (text) => {
    if (status.textContent !== text) status.textContent = text;
  };
  layer.on("rested", () => {
    const { count } = layer;
    if (count === 1) layer.say(element.dataset.wordOneInView);
    else if (count || !layer.isWhole) layer.say(element.dataset.wordInView.replace("{n}", count));
  });
}

// What had the focus in the map may go with the view; then a marker gets it.
function keepFocus(map, element, layer, keyboard) {
  let hadFocus = false;
  const isLost = () => document.activeElement === document.body;
  map.on("movestart", () => (hadFocus ||= element.contains(document.activeElement)));
  map.on("focuslost", () => isLost() && keyboard.catchFocus());
  layer.on("drawn", () => {
    if (hadFocus && isLost()) keyboard.catchFocus();
    hadFocus = false;
  });
}

// How to use it without a mouse, for who hears the page.
function explain(map, element, { wordMarkers, wordKeys }) {
  const pane = map.getPane("markerPane");
  const keys = document.createElement("p");
  keys.id = "kaart-toetsen";
  keys.hidden = true;
  keys.textContent = wordKeys;
  element.append(keys);
  pane.setAttribute("role", "group");
  pane.setAttribute("aria-label", wordMarkers);
  pane.setAttribute("aria-describedby", keys.id);
}

/** What the page says of the first view, and its pins, `early`, of a map to be with zooms
    from `least` to `closest`. */
export async function foretell(element, { least, closest }) {
  const first = JSON.parse(document.getElementById(element.dataset.first).textContent);
  const tiles = new Tiles(first, element.dataset.tiles);
  const limits = { least: farthest(first.zoom, least), most: first.zoom, closest, padding: PADDING };
  await yieldTurn();
  return { first, tiles, early: drawEarly(element, first, tiles, limits) };
}

/** The pins of the first view, before anything else, for the early ones; gives what
    `addToFound` needs. */
export async function drawFound(L, map, element, { first, tiles, early }) {
  setFirstView(L, map, first);
  await yieldTurn();
  const layer = new Layer(map, tiles, markers(L, map, element.dataset));
  layer.on("drawn", () => early?.remove());
  map.on("movestart", () => early?.remove());
  await layer.look();
  return { layer, extent: first.extent };
}

/** All that goes with the pins. */
export async function addToFound(L, map, element, { layer, extent }) {
  const keyboard = new Keyboard(map, layer, element);
  keepFocus(map, element, layer, keyboard);
  explain(map, element, element.dataset);
  tellInView(element, layer);
  await yieldTurn();
  addNotes(L, map, element, layer);
  addSearchHere(L, map, element, extent);
  keepInAddress(map);
  await yieldTurn();
  lightUp(map, layer);
  await yieldTurn();
  pressOn(map, layer);
}
