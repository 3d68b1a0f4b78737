// "Zoek in dit stuk van de kaart": where the list and the map no longer show the same, a
// link to the list of what the map shows.

import { hashOf } from "./address.js";

const SLACK = 1e-4; // degrees

/** West, south, east and north of what a map shows, as the filters know them. */
export function boxOf(map) {
  const bounds = map.getBounds();
  const within = (value, most) => Math.max(-most, Math.min(most, value)).toFixed(4);
  return [
    within(bounds.getWest(), 180),
    within(bounds.getSouth(), 90),
    within(bounds.getEast(), 180),
    within(bounds.getNorth(), 90),
  ].join();
}

function showsAll(map, extent) {
  if (!extent) return true;
  const [west, south, east, north] = extent;
  const bounds = map.getBounds();
  return (
    bounds.getWest() <= west + SLACK && bounds.getSouth() <= south + SLACK &&
    bounds.getEast() >= east - SLACK && bounds.getNorth() >= north - SLACK
  );
}

export function addSearchHere(L, map, element, extent) {
  const { anywhere, narrowed, wordSearchHere } = element.dataset;
  const link = document.createElement("a");
  link.className = "btn map-search";
  link.textContent = wordSearchHere;
  link.hidden = true;
  L.DomEvent.disableClickPropagation(link);
  element.append(link);
  let isMoved = false;
  const show = () => {
    link.hidden = showsAll(map, extent) && !(narrowed && isMoved);
    const url = new URL(anywhere, location.href);
    url.searchParams.set("vak", boxOf(map));
    url.hash = hashOf(map);
    link.href = url.href;
  };
  map.on("moveend", () => {
    isMoved = true;
    show();
  });
  show();
}
