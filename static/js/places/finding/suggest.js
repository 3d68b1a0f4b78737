// The search field as a combobox: suggestions from our own /zoek/ while someone types.
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

async function ask(form, signal) {
  const url = new URL(form.action);
  url.search = new URLSearchParams(new FormData(form)).toString();
  const response = await fetch(url, { signal, headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(`${url.pathname}: ${response.status}`);
  return (await response.json()).suggestions;
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
  const show = (suggestions) => {
    const options = suggestions.map((each, i) => option(each, `${list.id}-${i}`, form.dataset.icons));
    list.replaceChildren(...options);
    list.hidden = !options.length;
    input.setAttribute("aria-expanded", String(Boolean(options.length)));
    choose(-1);
    status.textContent = options.length ? form.dataset.wordFound.replace("{n}", options.length) : "";
  };
  const update = async () => {
    asking.abort();
    asking = new AbortController();
    const { signal } = asking;
    try {
      const found = await ask(form, signal);
      if (!signal.aborted) show(found);
    } catch (error) {
      if (error.name !== "AbortError") close(); // the button still works
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
