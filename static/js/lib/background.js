// The map's background: pictures from our own address, and below them, drawn only where
// there are none or one is empty (one pixel wide), the outlines of our own neighbourhoods.

import { addNames } from "./names.js";
import { breathe, yieldTurn } from "./turns.js";

async function drawOutlines(L, map, url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  const { credit, features } = await response.json();
  const pane = map.createPane("outlines");
  pane.style.zIndex = 150; // below the pictures
  pane.setAttribute("aria-hidden", "true"); // a drawing; the list says where all is
  const tint = ({ properties }) => ({ className: `outline outline--${properties.tint}` });
  const renderer = L.svg({ pane: "outlines" }).addTo(map);
  await yieldTurn();
  const shapes = L.geoJSON(null, {
    pane: "outlines",
    renderer,
    interactive: false,
    style: (feature) => ({ weight: 1, fillOpacity: 1, ...tint(feature) }),
    pointToLayer: (feature, at) => L.circle(at, { radius: 350, pane: "outlines", weight: 1, ...tint(feature) }),
  }).addTo(map);
  for (const feature of features) {
    await breathe();
    shapes.addData(feature);
  }
  if (credit) creditOf(L, map).addAttribution(credit);
  addNames(L, map, shapes.getLayers(), pane);
}

function creditOf(L, map) {
  map.attributionControl ??= L.control.attribution({ prefix: false, position: "bottomleft" }).addTo(map);
  return map.attributionControl;
}

// Leaflet's own TileLayer empties pictures with a data: address, which our
// Content-Security-Policy forbids; a GridLayer leaves them alone.
function pictureLayer(L, url, options) {
  const layer = L.gridLayer(options);
  layer.createTile = (coords, done) => {
    const tile = document.createElement("img");
    tile.alt = "";
    tile.addEventListener("load", () => done(null, tile));
    tile.addEventListener("error", () => done(new Error(tile.src), tile));
    tile.src = L.Util.template(url, coords);
    return tile;
  };
  layer.on("tileunload", ({ tile }) => tile.complete || tile.removeAttribute("src"));
  return layer;
}

/** Adds the background to a map; `pictures` (none: "") and `outlines` are addresses of ours. */
export function addBackground(L, map, { pictures, outlines, attribution }) {
  let drawn = false;
  const fallBack = () => {
    if (drawn) return;
    drawn = true;
    drawOutlines(L, map, outlines).catch((error) => {
      drawn = false;
      console.error(error);
    });
  };
  if (!pictures) {
    map.on("moveend", fallBack); // had it failed
    fallBack();
    return;
  }
  const layer = pictureLayer(L, pictures, { attribution, minZoom: 8, maxZoom: 19 });
  layer.on("tileload", ({ tile }) => tile.naturalWidth === 1 && fallBack());
  layer.on("tileerror", fallBack);
  layer.addTo(map);
}
