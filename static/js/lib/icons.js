// Icons as elements, drawn in the page itself: what refers to another file (<use>) is
// laid out anew when that comes.

const SPACE = "http://www.w3.org/2000/svg";
const sprites = new Map(); // address → { text, once it came; symbols, once they were asked }

function load(address) {
  const sprite = { text: "", symbols: new Map() };
  sprite.come = fetch(address)
    .then((response) => response.text())
    .then((text) => (sprite.text = text))
    .catch(() => sprites.delete(address)); // words stand beside an icon; the next one asks again
  sprites.set(address, sprite);
  return sprite;
}

// Only what is asked of it is parsed: all of it at once takes a slow phone a frame or two.
function symbolOf({ text, symbols }, name) {
  if (!symbols.has(name)) {
    const from = text.indexOf(`<symbol id="${name}"`);
    const end = "</symbol>";
    const part = from < 0 ? "" : text.slice(from, text.indexOf(end, from) + end.length);
    const parsed = new DOMParser().parseFromString(`<svg xmlns="${SPACE}">${part}</svg>`, "image/svg+xml");
    symbols.set(name, parsed.querySelector("symbol"));
  }
  return symbols.get(name);
}

function draw(svg, sprite, name) {
  const symbol = symbolOf(sprite, name);
  if (!symbol) return;
  for (const { name: what, value } of symbol.attributes) if (what !== "id") svg.setAttribute(what, value);
  svg.append(...[...symbol.children].map((part) => document.importNode(part, true)));
}

/** An icon of the sprite as an element; decoration, words stand beside it. */
export function iconElement(address, name) {
  const svg = document.createElementNS(SPACE, "svg");
  svg.setAttribute("class", "i");
  svg.setAttribute("aria-hidden", "true");
  const sprite = sprites.get(address) ?? load(address);
  if (sprite.text) draw(svg, sprite, name);
  else sprite.come.then(() => draw(svg, sprite, name));
  return svg;
}
