// The names of the neighbourhoods on a drawn map: as many as fit into their own area at
// this zoom, and touch neither each other nor a pin.

import { breathe } from "./turns.js";

const LETTER = 8.5; // pixels, the width of a letter of a name; a little generous
const LINE = 20; // pixels, the height of a name
const PIN = 26; // pixels from the middle of a pin to its side, and a little
const ASIDE = [0, -1.5, 1.5, -3, 3]; // lines above and below the middle, the best first
const REST = 120; // milliseconds without a change of the pins

const covers = (one, other) =>
  Math.abs(one.x - other.x) < one.half + other.half && Math.abs(one.y - other.y) < one.tall + other.tall;

function nameOf(shape) {
  const { geometry, properties } = shape.feature;
  const { name, centre } = properties;
  const element = document.createElement("span");
  element.className = "outline-name";
  element.textContent = name;
  const bounds = geometry.type === "Point" ? undefined : shape.getBounds();
  return { element, bounds, at: [centre[1], centre[0]], half: (name.length * LETTER) / 2, tall: LINE / 2 };
}

// Where a name may stand: round the middle of its area, wholly between its sides.
function spots(map, { at, bounds, half, tall }) {
  const middle = map.latLngToLayerPoint(at);
  const tried = ASIDE.map((lines) => ({ x: middle.x, y: middle.y + lines * LINE, half, tall }));
  if (!bounds) return tried.slice(0, 1);
  const [low, high] = [bounds.getSouthWest(), bounds.getNorthEast()].map((each) => map.latLngToLayerPoint(each));
  return tried.filter(
    ({ x, y }) => x - half >= low.x && x + half <= high.x && y - tall >= high.y && y + tall <= low.y,
  );
}

function pins(L, map) {
  const found = [];
  map.eachLayer((layer) => {
    if (!(layer instanceof L.Marker)) return;
    const { x, y } = map.latLngToLayerPoint(layer.getLatLng());
    const { iconSize, iconAnchor } = layer.options.icon.options;
    const [wide, high] = iconSize;
    const [left, top] = iconAnchor ?? [wide / 2, high / 2];
    found.push({ x: x - left + wide / 2, y: y - top + high / 2, half: PIN, tall: PIN });
  });
  return found;
}

/** Keeps the names of `shapes`, layers of Leaflet with a feature, right in `pane`. */
export function addNames(L, map, shapes, pane) {
  const names = shapes.map(nameOf);
  let turn = 0;
  const show = async () => {
    const mine = ++turn;
    const taken = pins(L, map);
    for (const name of names) {
      await breathe();
      if (mine !== turn) return; // another view by now
      const free = spots(map, name).find((spot) => !taken.some((other) => covers(other, spot)));
      if (!free) {
        name.element.remove();
        continue;
      }
      taken.push(free);
      L.DomUtil.setPosition(name.element, L.point(free.x, free.y).round());
      if (!name.element.isConnected) pane.append(name.element);
    }
  };
  let resting;
  const soon = ({ layer }) => {
    if (!(layer instanceof L.Marker)) return;
    clearTimeout(resting);
    resting = setTimeout(show, REST);
  };
  map.on("zoomstart", () => {
    turn++;
    for (const { element } of names) element.remove();
  });
  map.on("zoomend viewreset", show);
  map.on("layeradd layerremove", soon);
  show();
}
