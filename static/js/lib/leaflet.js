// The one file that knows of the global L: the copy of Leaflet that django-leaflet ships.
// It is fetched only when a map is shown, so that a list costs an old phone nothing.

let loading;

/** @param {string} url of leaflet.js @returns {Promise<object>} L */
export function loadLeaflet(url) {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = url;
    script.addEventListener("load", () => resolve(window.L));
    script.addEventListener("error", () => reject(new Error(`${url} does not load`)));
    document.head.append(script);
  });
  return loading;
}

/** An icon of the sprite as an element. */
export function iconElement(sprite, name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("class", "i");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(space, "use");
  use.setAttribute("href", `${sprite}#${name}`);
  svg.append(use);
  return svg;
}
