// A group as a marker: its pin, its name, and what happens when it is pressed.

import { manyPin, onePin } from "../pins.js";
import { ONE, SPLIT, spread } from "./groups.js";
import { Layer } from "./layer.js";
import { APART } from "./merge.js";
import { popup } from "./popups.js";
import { addSoon } from "./soon.js";

const CLOSER = 2; // zooms
const WIDE = 230; // pixels, so that what comes later into a pop-up fits
const options = { isSmall: true, keyboard: false, riseOnHover: true };

function nameOf({ kind, count, members }, words) {
  if (kind === ONE) return members[0].place.name;
  if (kind === SPLIT) return words.wordCluster.replace("{n}", count);
  const spots = new Set(members.map(({ lon, lat }) => `${lon},${lat}`));
  return (spots.size === 1 ? words.wordSpot : words.wordNear).replace("{n}", count);
}

// So near that the members are told apart, when they are places; else a bit nearer.
function zoomFor({ members, zoom }, map) {
  const places = members.every(({ place }) => place);
  const steps = places ? Math.ceil(Math.log2((2 * APART) / Math.max(1, spread(members)))) : CLOSER;
  return Math.min(map.getMaxZoom(), zoom + Math.max(1, steps));
}

// What opens takes the focus, and gives it back when it closes.
function opening(marker, content, minWidth = 50) {
  marker.bindPopup(content, { closeButton: false, minWidth }); // Leaflet's own speaks English only
  marker.on("popupopen", (event) => event.popup.getElement().querySelector("a").focus({ preventScroll: true }));
  marker.on("popupclose", () => marker.getElement()?.focus({ preventScroll: true }));
  marker.press = () => marker.togglePopup();
}

/** A press that does not split what was pressed is pressed on. */
export function pressOn(map, layer) {
  let pressed;
  map.on("split", ({ count }) => (pressed = count));
  layer.on("drawn", () => {
    const { x, y } = map.getSize().divideBy(2);
    const isSame = (each) => each.group.count === pressed && Math.hypot(each.x - x, each.y - y) < APART;
    const same = layer.inView().find(isSame);
    pressed = undefined;
    if (same?.group.kind === SPLIT) same.marker.press();
  });
}

/** Makes markers on a map; `words` is the dataset of its element. */
export function markers(L, map, words) {
  return (group) => {
    const { lon, lat } = Layer.spot(group);
    const { kind, count, members } = group;
    const marker =
      kind === ONE
        ? onePin(L, [lat, lon], members[0].place.icon, words.icons, options)
        : manyPin(L, [lat, lon], count, options);
    if (kind === SPLIT) {
      marker.press = () => {
        map.fire("split", { count });
        map.setView(marker.getLatLng(), zoomFor(group, map));
      };
      marker.on("click", marker.press);
    } else {
      opening(marker, () => popup(group, words, map), kind === ONE && words.soon ? WIDE : undefined);
      if (kind === ONE) addSoon(map, marker, members[0].place, words);
    }
    marker.on("add", () => {
      const element = marker.getElement();
      element.setAttribute("role", "button");
      element.setAttribute("aria-label", nameOf(group, words));
      element.tabIndex = -1; // keyboard.js gives one of them the turn
    });
    return marker;
  };
}
