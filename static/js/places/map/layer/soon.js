// What is on soon at a place, in its open pop-up: asked for when it opens, and no more
// when it closes. The pop-up grows upwards and does not move; when nothing comes it stays
// as it is.

const EDGE = 76; // pixels above a pop-up: "search here" may stand there

function lineOf({ name, when, note, url }) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = url;
  const what = document.createElement("span");
  what.lang = "nl"; // people type these names
  what.textContent = name;
  link.append(what, document.createElement("br"), when);
  item.append(link);
  if (note) {
    const called = document.createElement("b");
    called.className = "no";
    called.textContent = note;
    item.append(" ", called);
  }
  return item;
}

// All of it on the map, without closing it.
function bringIntoView(map, element) {
  const above = map.getContainer().getBoundingClientRect().top + EDGE - element.getBoundingClientRect().top;
  if (above > 0) map.panBy([0, -Math.ceil(above)]);
}

/** `place` gets a pop-up in `marker`; it has an element with data-soon for what is on. */
export function addSoon(map, marker, place, words) {
  if (!words.soon) return;
  let asking;
  marker.on("popupclose", () => asking?.abort());
  marker.on("popupopen", async ({ popup }) => {
    asking = new AbortController();
    const { signal } = asking;
    const url = words.soon.replace("{slug}", place.slug);
    try {
      const response = await fetch(url, { signal });
      if (!response.ok) throw new Error(`${url}: ${response.status}`);
      const { times } = await response.json();
      if (signal.aborted || !times.length) return;
      const list = document.createElement("ul");
      list.className = "plain soon";
      list.append(...times.map(lineOf));
      popup.getElement().querySelector("[data-soon]").replaceChildren(list);
      bringIntoView(map, popup.getElement());
    } catch (error) {
      if (error.name !== "AbortError") console.info(error); // the place's page has it too
    }
  });
}
