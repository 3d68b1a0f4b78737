// Where the map shows nothing: what is nearest, and what to let go of. And where a part of
// it does not come: that it does not, and a button to ask again.

import { button } from "../../../lib/elements.js";
import { hashOf } from "./address.js";
import { boxOf } from "./search-here.js";

const QUIET = "btn btn--quiet";

function paragraph(text) {
  const element = document.createElement("p");
  element.textContent = text;
  return element;
}

function linkTo({ url, text }, hash) {
  const link = document.createElement("a");
  link.className = QUIET;
  link.href = `${url}${hash}`;
  link.textContent = text;
  return link;
}

export function addNotes(L, map, element, layer) {
  const words = element.dataset;
  const note = document.createElement("div");
  note.className = "map-over notice stack";
  note.hidden = true;
  L.DomEvent.disableClickPropagation(note);
  element.append(note);
  let asking = new AbortController();

  const put = (...parts) => {
    note.replaceChildren(...parts);
    note.hidden = !parts.length;
  };
  const goTo = ([west, south, east, north]) =>
    map.fitBounds([[south, west], [north, east]], { maxZoom: Math.min(16, map.getZoom()), padding: [60, 60] });

  async function lookElsewhere() {
    asking = new AbortController();
    const url = `${words.elsewhere}&beeld=${boxOf(map)}`;
    try {
      const response = await fetch(url, { signal: asking.signal });
      if (!response.ok) throw new Error(`${url}: ${response.status}`);
      const { text, box, ways } = await response.json();
      const show = box ? [button(words.wordShowThem, QUIET, () => goTo(box))] : [];
      put(paragraph(text), ...show, ...ways.map((way) => linkTo(way, hashOf(map))));
      layer.say(text);
    } catch (error) {
      if (error.name === "AbortError") return;
      console.error(error);
      put(paragraph(words.wordNothing));
      layer.say(words.wordNothing);
    }
  }

  map.on("movestart", () => {
    asking.abort();
    put();
  });
  layer.on("rested", () => {
    if (!element.offsetWidth || !map.getSize().x) return; // nobody sees it, or not yet
    if (!layer.isWhole) put(paragraph(words.wordPartly), button(words.wordAgain, QUIET, () => layer.tiles.retry()));
    else if (!layer.count) lookElsewhere();
    else {
      const hadFocus = note.contains(document.activeElement);
      put();
      if (hadFocus) map.fire("focuslost");
    }
  });
}
