// The map's background: pictures from our own address, and below them, drawn only when
// a picture is empty (one pixel wide), the outlines of our own neighbourhoods.

import { breathe } from "./turns.js";

const LETTER = 8.5; // pixels, the width of a letter of a name; a little generous
const LINE = 20; // pixels, the height of a name

// The names of the areas, as many as fit without covering each other at this zoom.
function nameLayer(L, map, features) {
  const names = features.map(({ properties }) => {
    const label = document.createElement("span");
    label.textContent = properties.name;
    const icon = L.divIcon({ html: label, className: "outline-name", iconSize: [0, 0] });
    const [lon, lat] = properties.centre;
    const marker = L.marker([lat, lon], { icon, interactive: false, keyboard: false, pane: "outlines" });
    return { marker, half: (properties.name.length * LETTER) / 2 };
  });
  const layer = L.layerGroup();
  let turn = 0;
  const show = async () => {
    const mine = ++turn;
    layer.clearLayers();
    const placed = [];
    for (const { marker, half } of names) {
      await breathe();
      if (mine !== turn) return; // another zoom by now
      const { x, y } = map.latLngToLayerPoint(marker.getLatLng());
      const covers = (other) => Math.abs(other.x - x) < other.half + half && Math.abs(other.y - y) < LINE;
      if (placed.some(covers)) continue;
      placed.push({ x, y, half });
      layer.addLayer(marker);
    }
  };
  map.on("zoomend", show);
  show();
  return layer;
}

async function drawOutlines(L, map, url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  const features = await response.json();
  map.createPane("outlines").style.zIndex = 150; // below the pictures
  const shapes = L.geoJSON(null, {
    pane: "outlines",
    renderer: L.svg({ pane: "outlines" }),
    interactive: false,
    style: { className: "outline", weight: 1, fillOpacity: 1 },
    pointToLayer: (feature, at) => L.circle(at, { radius: 350, pane: "outlines", className: "outline", weight: 1 }),
  }).addTo(map);
  for (const feature of features.features) {
    await breathe();
    shapes.addData(feature);
  }
  nameLayer(L, map, features.features).addTo(map);
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

/** Adds the background to a map; `pictures` and `outlines` are addresses of ours. */
export function addBackground(L, map, { pictures, outlines, attribution }) {
  let drawn = false;
  const layer = pictureLayer(L, pictures, { attribution, minZoom: 8, maxZoom: 19 });
  const fallBack = () => {
    if (drawn) return;
    drawn = true;
    drawOutlines(L, map, outlines).catch((error) => {
      drawn = false;
      console.error(error);
    });
  };
  layer.on("tileload", ({ tile }) => tile.naturalWidth === 1 && fallBack());
  layer.on("tileerror", fallBack);
  layer.addTo(map);
}
