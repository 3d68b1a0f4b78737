// The one file that knows of the global L: the copy of Leaflet that django-leaflet ships.
// It is fetched only when a map is shown, so that a list costs an old phone nothing.

let loading;

/** @param {string} url of leaflet.js @returns {Promise<object>} L */
export function loadLeaflet(url) {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.type = "module"; // then the browser reads all of it beside the page, not in between
    script.src = url;
    script.addEventListener("load", () => resolve(window.L));
    script.addEventListener("error", () => reject(new Error(`${url} does not load`)));
    document.head.append(script);
  });
  return loading;
}

/** Ask for the file without running it, so that it is there once the page is painted. */
export function preloadLeaflet(url) {
  const link = document.createElement("link");
  Object.assign(link, { rel: "modulepreload", href: url });
  document.head.append(link);
}
