// Icons as elements, drawn in the page itself: what refers to another file (<use>) is
// laid out anew when that comes.

const SPACE = "http://www.w3.org/2000/svg";
const sprites = new Map(); // address → { symbols, once they came }

function load(address) {
  const sprite = { symbols: null };
  sprite.come = fetch(address)
    .then((response) => response.text())
    .then((text) => {
      const parsed = new DOMParser().parseFromString(text, "image/svg+xml");
      sprite.symbols = new Map([...parsed.querySelectorAll("symbol")].map((each) => [each.id, each]));
    })
    .catch(() => sprites.delete(address)); // words stand beside an icon; the next one asks again
  sprites.set(address, sprite);
  return sprite;
}

function draw(svg, { symbols }, name) {
  const symbol = symbols?.get(name);
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
  if (sprite.symbols) draw(svg, sprite, name);
  else sprite.come.then(() => draw(svg, sprite, name));
  return svg;
}
