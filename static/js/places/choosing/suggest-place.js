// Beside the field "Where is it?" of a suggestion: where the phone is, a map to tap, and
// what is near the chosen spot already. Without this module the field takes words.
// A position goes into the form and, to ask what is near, into a POST: never an address.

import { iconElement } from "../../lib/icons.js";
import { askAboutPhotos } from "../../lib/photo.js";
import { choose, openMap, position, whileCovered, write } from "./choose.js";

const PATIENCE = 10_000; // milliseconds

function locate(box, input, say) {
  const button = box.querySelector("[data-here]");
  button.hidden = !navigator.geolocation;
  button.addEventListener("click", () => {
    button.setAttribute("aria-busy", "true");
    say(box.dataset.wordBusy);
    const done = () => button.removeAttribute("aria-busy");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        done();
        write(input, coords.latitude, coords.longitude);
      },
      () => {
        done();
        say(box.dataset.wordNowhere);
      },
      { timeout: PATIENCE, maximumAge: 0, enableHighAccuracy: true },
    );
  });
}

function card(place, icons) {
  const item = document.createElement("li");
  item.className = "card card--known";
  const sign = document.createElement("span");
  sign.className = "sign";
  sign.append(iconElement(icons, place.icon));
  const heading = document.createElement("h2");
  const link = document.createElement("a");
  link.href = place.url;
  link.target = "_blank"; // what was typed stays here
  link.lang = "nl";
  link.textContent = place.name; // text, never HTML: people type these names
  heading.append(link);
  const about = document.createElement("p");
  about.className = "soft small";
  about.textContent = place.about;
  item.append(sign, heading, about);
  return item;
}

async function askNear(box, form, at, signal) {
  const body = new FormData();
  body.set("where", at.join(","));
  body.set("kind", form.elements.kind.value);
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  const response = await fetch(box.dataset.near, { method: "POST", body, signal });
  if (!response.ok) throw new Error(`${box.dataset.near}: ${response.status}`);
  return response.json();
}

// What may be the same place, below the map, so that a tap moves nothing under the finger.
function showKnown(box, form, { key, places } = { places: [] }) {
  const known = box.querySelector("[data-known]");
  const found = box.querySelector("[data-found]");
  known.replaceChildren();
  found.textContent = "";
  if (!places.length || form.elements.another.value === key) return;
  found.textContent = box.dataset.wordKnown;
  const list = document.createElement("ul");
  list.className = "cards";
  list.append(...places.map((place) => card(place, box.querySelector("[data-choose]").dataset.icons)));
  const other = document.createElement("button");
  other.type = "button";
  other.className = "btn btn--quiet";
  other.textContent = box.dataset.wordAnother;
  other.addEventListener("click", () => {
    form.elements.another.value = key;
    showKnown(box, form);
    form.elements.kind.focus();
  });
  known.append(list, other);
}

// Each new spot or kind asks anew; only the last answer counts.
function watch(box, form, input, say) {
  let asking = new AbortController();
  const ask = async () => {
    asking.abort();
    asking = new AbortController();
    const { signal } = asking;
    const at = position(input.value);
    say(at ? box.dataset.wordChosen : "");
    showKnown(box, form);
    if (!at) return;
    try {
      const found = await askNear(box, form, at, signal);
      if (!signal.aborted) showKnown(box, form, found);
    } catch (error) {
      if (error.name !== "AbortError") console.error(error); // asked again on sending
    }
  };
  input.addEventListener("change", ask);
  form.elements.kind.addEventListener("change", ask);
}

function start(box) {
  const input = document.getElementById(box.dataset.where);
  const status = box.querySelector("[data-status]");
  const say = (words) => (status.textContent = words);
  box.hidden = false;
  locate(box, input, say);
  watch(box, input.form, input, say);
  const element = box.querySelector("[data-choose]");
  whileCovered(element, async () => {
    const { L, map } = await openMap(element);
    await choose(L, map, input, element.dataset);
  });
}

for (const box of document.querySelectorAll("[data-where]")) start(box);
askAboutPhotos();
