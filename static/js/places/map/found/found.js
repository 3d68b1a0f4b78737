// The map of what the filters find: its first view from the page, then tile by tile.

import { yieldTurn } from "../../../lib/turns.js";
import { keepInAddress, viewIn } from "./address.js";
import { Keyboard } from "./keyboard.js";
import { Layer } from "../layer/layer.js";
import { lightUp } from "./lighting.js";
import { markers, pressOn } from "../layer/markers.js";
import { addNotes } from "./nothing-here.js";
import { addSearchHere } from "./search-here.js";
import { Tiles } from "../layer/tiles.js";

const PADDING = [24, 24];
const SMALLER = 2; // zooms that a panel may be smaller than the page thinks

// The zoom that the page has the places of, or further away where the panel is small.
function setFirstView(L, map, { zoom, frame: [west, south, east, north] }) {
  map.setMinZoom(Math.max(0, Math.min(map.getMinZoom(), zoom - SMALLER)));
  const view = viewIn(location.hash);
  if (view) return map.setView([view.lat, view.lon], view.zoom);
  const bounds = L.latLngBounds([[south, west], [north, east]]);
  return map.fitBounds(bounds, { maxZoom: zoom, padding: PADDING });
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

/** The pins of the first view, before anything else; gives what `addToFound` needs. */
export async function drawFound(L, map, element) {
  const words = element.dataset;
  const first = JSON.parse(document.getElementById(words.first).textContent);
  setFirstView(L, map, first);
  const layer = new Layer(map, new Tiles(first, words.tiles), markers(L, map, words));
  await layer.look();
  return { layer, extent: first.extent };
}

/** All that goes with the pins. */
export async function addToFound(L, map, element, { layer, extent }) {
  const keyboard = new Keyboard(map, layer, element);
  keepFocus(map, element, layer, keyboard);
  explain(map, element, element.dataset);
  tellInView(element, layer);
  addNotes(L, map, element, layer);
  addSearchHere(L, map, element, extent);
  keepInAddress(map);
  await yieldTurn();
  lightUp(map, layer);
  pressOn(map, layer);
}
