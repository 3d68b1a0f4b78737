// A text field as a combobox: suggestions from our own /zoek/ while someone types. First
// what we have ourselves; the addresses of a server outside come after it, when they come.
// Pattern: WAI-ARIA Authoring Practices, "Combobox with list autocomplete".

import { iconElement } from "../../lib/icons.js";

const PAUSE = 250; // milliseconds after the last key
const SHORTEST = 2; // letters

function option(suggestion, tag, id, sprite) {
  const one = document.createElement(tag);
  one.id = id;
  one.tabIndex = -1;
  one.setAttribute("role", "option");
  one.setAttribute("aria-selected", "false");
  const label = document.createElement("b");
  label.textContent = suggestion.label; // text, never HTML: people type these names
  const detail = document.createElement("small");
  detail.textContent = suggestion.detail;
  const words = document.createElement("span");
  words.append(label, " ", detail);
  one.append(iconElement(sprite, suggestion.icon), words);
  return one;
}

/** Suggestions below `input`, at the end of `box`, whose data- attributes have the words.
    `ask(signal, more)` gives what /zoek/ answers, `make(element, suggestion, take)`
    finishes an option and `pick` takes the chosen one. `isOne` leaves out what cannot be
    picked here; of those with one `keyOf` only the first is shown. */
export function combobox(box, input, { ask, pick, make, tag = "a", isOne = () => true, keyOf = ({ url }) => url }) {
  const list = document.createElement("div");
  list.className = "suggestions";
  list.id = `${input.id}-lijst`;
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", box.dataset.wordList);
  const status = document.createElement("span");
  status.className = "sr";
  status.setAttribute("role", "status");
  box.append(list, status);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");

  let waiting;
  let asking = new AbortController();
  let chosen = -1;

  const choose = (index) => {
    const options = [...list.children];
    options[chosen]?.setAttribute("aria-selected", "false");
    chosen = index;
    const one = options[chosen];
    one?.setAttribute("aria-selected", "true");
    one?.scrollIntoView({ block: "nearest" });
    if (one) input.setAttribute("aria-activedescendant", one.id);
    else input.removeAttribute("aria-activedescendant");
  };
  const close = () => {
    asking.abort();
    clearTimeout(waiting);
    list.hidden = true;
    list.replaceChildren();
    input.setAttribute("aria-expanded", "false");
    choose(-1);
  };
  const take = (suggestion) => {
    close();
    pick(suggestion);
  };
  const shown = new Map(); // by what tells them apart
  const add = (suggestions) => {
    for (const each of suggestions.filter(isOne)) {
      if (shown.has(keyOf(each))) continue;
      const one = option(each, tag, `${list.id}-${list.children.length}`, box.dataset.icons);
      make(one, each, take);
      shown.set(keyOf(each), each);
      list.append(one);
    }
    const count = list.children.length;
    list.hidden = !count;
    input.setAttribute("aria-expanded", String(Boolean(count)));
    status.textContent = count ? box.dataset.wordFound.replace("{n}", count) : "";
  };
  const update = async () => {
    asking.abort();
    asking = new AbortController();
    const { signal } = asking;
    try {
      const own = await ask(signal, { eigen: "ja" });
      if (signal.aborted) return;
      list.replaceChildren();
      shown.clear();
      choose(-1);
      add(own.suggestions);
      if (!own.may_be_more) return;
      const all = await ask(signal);
      if (!signal.aborted) add(all.suggestions); // what is there stays where it is
    } catch (error) {
      if (error.name !== "AbortError" && list.hidden) close(); // the button still works
    }
  };

  input.addEventListener("input", () => {
    clearTimeout(waiting);
    if (input.value.trim().length < SHORTEST) return close();
    waiting = setTimeout(update, PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    const last = list.children.length - 1;
    if (event.key === "Escape" && !list.hidden) close();
    else if (event.key === "ArrowDown" && last >= 0) choose(chosen < last ? chosen + 1 : 0);
    else if (event.key === "ArrowUp" && last >= 0) choose(chosen > 0 ? chosen - 1 : last);
    else if (event.key === "Enter" && chosen >= 0) take([...shown.values()][chosen]);
    else return;
    event.preventDefault();
  });
  box.addEventListener("focusout", ({ relatedTarget }) => box.contains(relatedTarget) || close());
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
  input.form.addEventListener("submit", close);
}
