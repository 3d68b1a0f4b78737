// All places at once in the browser, clustered there: the address says which file, and, on
// a page of its own, how large the map is.

(async () => {
  const asked = new URLSearchParams(location.search);
  const own = document.getElementById("map");
  const element = own ?? document.querySelector("[data-map]");
  if (own) {
    own.style.width = `${asked.get("width")}px`;
    own.style.height = `${asked.get("height")}px`;
  }
  element.replaceChildren();
  const map = L.map(element, { maxZoom: 18, zoomControl: true });
  const places = await (await fetch(asked.get("places"))).json();
  const layer = L.geoJSON(places, {
    onEachFeature: ({ properties }, marker) => marker.bindPopup(properties.name),
  });
  const clusters = L.markerClusterGroup();
  clusters.addLayer(layer);
  map.fitBounds(clusters.getBounds(), { maxZoom: 16, padding: [24, 24] });
  map.addLayer(clusters);
})();
