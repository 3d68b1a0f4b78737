// What the map shows stands in the address, after "#": going back or sharing restores it.

const VIEW = /^#kaart=(\d{1,2})\/(-?\d{1,2}(?:\.\d+)?)\/(-?\d{1,3}(?:\.\d+)?)$/;
const DECIMALS = 4; // some ten metres
const WHERE = ["bij", "straal", "buurt", "vak", "q"];

/** `zoom`, `lat` and `lon` of an address; undefined when it says nothing of a map. */
export function viewIn(hash) {
  const found = VIEW.exec(hash)?.slice(1).map(Number);
  if (!found || Math.abs(found[1]) > 85 || Math.abs(found[2]) > 180) return undefined;
  return { zoom: found[0], lat: found[1], lon: found[2] };
}

/** The part of an address that says what a map shows. */
export function hashOf(map) {
  const { lat, lng } = map.getCenter().wrap();
  return `#kaart=${Math.round(map.getZoom())}/${lat.toFixed(DECIMALS)}/${lng.toFixed(DECIMALS)}`;
}

const isSameWhere = (url) => {
  const here = new URL(location.href);
  return WHERE.every((name) => url.searchParams.get(name) === here.searchParams.get(name));
};

/** Keeps the address true to the map, and lets links to the same part of the list, with
    another filter or another page, take the view along. */
export function keepInAddress(map) {
  let last = hashOf(map);
  map.on("moveend", () => {
    const now = hashOf(map);
    if (now === last) return;
    last = now;
    history.replaceState(history.state, "", now);
  });
  addEventListener("hashchange", () => {
    const view = viewIn(location.hash);
    if (!view || location.hash === last) return;
    last = location.hash;
    map.setView([view.lat, view.lon], view.zoom);
  });
  document.addEventListener("click", ({ target }) => {
    const link = target.closest?.("a[href]");
    if (!link || link.origin !== location.origin || link.pathname !== location.pathname) return;
    if (link.hash && !viewIn(link.hash)) return;
    if (viewIn(location.hash) && isSameWhere(new URL(link.href))) link.hash = location.hash;
  });
}
