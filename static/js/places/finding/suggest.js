// The search field as a combobox: suggestions from our own /zoek/ while someone types.
// First what we have ourselves; the addresses of a server outside come after it, when they
// come.
// Pattern: WAI-ARIA Authoring Practices, "Combobox with list autocomplete".

import { iconElement } from "../../lib/icons.js";

const PAUSE = 250; // milliseconds after the last key
const SHORTEST = 2; // letters

function option(suggestion, id, sprite) {
  const link = document.createElement("a");
  link.href = suggestion.url;
  link.id = id;
  link.tabIndex = -1;
  link.setAttribute("role", "option");
  link.setAttribute("aria-selected", "false");
  const label = document.createElement("b");
  label.textContent = suggestion.label; // text, never HTML: people type these names
  const detail = document.createElement("small");
  detail.textContent = suggestion.detail;
  const words = document.createElement("span");
  words.append(label, " ", detail);
  link.append(iconElement(sprite, suggestion.icon), words);
  return link;
}

async function ask(form, signal, more = {}) {
  const url = new URL(form.action);
  url.search = new URLSearchParams([...new FormData(form), ...Object.entries(more)]).toString();
  const response = await fetch(url, { signal, headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(`${url.pathname}: ${response.status}`);
  return response.json();
}

export function suggest(form) {
  const input = form.querySelector("[name=q]");
  const list = document.createElement("div");
  list.className = "suggestions";
  list.id = `${input.id}-lijst`;
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.dataset.wordList);
  const status = document.createElement("span");
  status.className = "sr";
  status.setAttribute("role", "status");
  form.append(list, status);
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
  const add = (suggestions) => {
    const shown = [...list.children].map(({ href }) => href);
    const isNew = ({ url }) => !shown.includes(new URL(url, location).href);
    for (const each of suggestions.filter(isNew)) {
      list.append(option(each, `${list.id}-${list.children.length}`, form.dataset.icons));
    }
    const count = list.children.length;
    list.hidden = !count;
    input.setAttribute("aria-expanded", String(Boolean(count)));
    status.textContent = count ? form.dataset.wordFound.replace("{n}", count) : "";
  };
  const update = async () => {
    asking.abort();
    asking = new AbortController();
    const { signal } = asking;
    try {
      const own = await ask(form, signal, { eigen: "ja" });
      if (signal.aborted) return;
      list.replaceChildren();
      choose(-1);
      add(own.suggestions);
      if (!own.may_be_more) return;
      const all = await ask(form, signal);
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
    else if (event.key === "Enter" && chosen >= 0) location.assign(list.children[chosen].href);
    else return;
    event.preventDefault();
  });
  form.addEventListener("focusout", ({ relatedTarget }) => form.contains(relatedTarget) || close());
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
  form.addEventListener("submit", close);
}
