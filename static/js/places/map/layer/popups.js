// What a marker says when it opens. Text, never HTML: people type these names.

import { button } from "../../../lib/elements.js";

function linkTo(place, words) {
  const link = document.createElement("a");
  link.href = words.place.replace("{slug}", place.slug);
  link.textContent = place.name;
  return link;
}

const closing = (words, map) => button(words.wordClose, "link", () => map.closePopup());

function ofOne(place, words) {
  const facts = [place.free && words.wordFree, place.step_free && words.wordStepFree];
  const lines = facts.filter(Boolean).map((fact) => {
    const line = document.createElement("div");
    line.textContent = `✓ ${fact}`;
    return line;
  });
  const soon = document.createElement("div"); // see soon.js
  soon.dataset.soon = "";
  soon.setAttribute("aria-live", "polite");
  return [linkTo(place, words), ...lines, soon];
}

// More places than pins make sense for: the list has them all.
function inTheList({ box, count }, words) {
  const link = document.createElement("a");
  const url = new URL(location.pathname === words.list ? location.href : words.list, location.href);
  url.searchParams.delete("pagina");
  url.searchParams.set("vak", box);
  url.hash = "";
  link.href = url.href;
  link.textContent = words.wordList.replace("{n}", count);
  return link;
}

function listed(members, words) {
  const list = document.createElement("ul");
  list.className = "plain on-one-spot";
  for (const member of members) {
    const item = document.createElement("li");
    item.append(member.place ? linkTo(member.place, words) : inTheList(member, words));
    list.append(item);
  }
  return list;
}

/** Of a group of one place, or of places that can't be told apart on the map. */
export function popup({ members }, words, map) {
  const box = document.createElement("div");
  const [{ place }] = members;
  if (members.length === 1 && place) box.append(...ofOne(place, words));
  else box.append(listed(members, words));
  box.append(closing(words, map));
  return box;
}
