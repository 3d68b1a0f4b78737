// What someone always needs ("zonder drempel", "rugleuning") is remembered on this device
// only, shown, and forgotten with one press. Nothing of it is sent but as a choice that
// stands in the address, as if she had pressed it again.

import { button } from "../../lib/elements.js";

const KEY = "ontmoeten-wensen";
const NEEDS = ["drempelvrij", "voorziening"];
const NOT_A_NEED = ["speeltoestel"]; // with children is for today

const isNeed = ([name, value]) => NEEDS.includes(name) && value && !NOT_A_NEED.includes(value);
const needsIn = (url) => [...new URL(url, location.href).searchParams].filter(isNeed);

function recall() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter((pair) => Array.isArray(pair) && isNeed(pair)) : [];
  } catch {
    return []; // a browser that keeps nothing
  }
}

function remember(needs) {
  try {
    if (needs.length) localStorage.setItem(KEY, JSON.stringify(needs));
    else localStorage.removeItem(KEY);
  } catch {
    // a browser that keeps nothing
  }
}

function withNeeds(address, needs) {
  const url = new URL(address, location.href);
  const there = needsIn(url).map(String);
  for (const need of needs) if (!there.includes(String(need))) url.searchParams.append(...need);
  url.searchParams.delete("pagina");
  return url.href;
}

/** Choices made on the list become needs; the bar shows them wherever one searches. */
export function rememberNeeds() {
  const bar = document.querySelector("[data-needs-bar]");
  if (!bar) return;
  const words = JSON.parse(document.getElementById("wensen").textContent);
  const list = document.querySelector("[data-needs]");
  list?.addEventListener("click", ({ target }) => {
    const link = target.closest("a.chip");
    if (link) remember(needsIn(link.href));
  });
  for (const form of list?.querySelectorAll("form") ?? []) {
    form.addEventListener("submit", () => remember([...new FormData(form)].filter(isNeed)));
  }

  const needs = recall().filter(([, value]) => value in words);
  if (!needs.length) return;
  const here = needsIn(location.href).map(String);
  const missing = needs.filter((need) => !here.includes(String(need)));
  const names = needs.map(([, value]) => words[value]).join(", ");
  const text = document.createElement("span");
  text.textContent = `${bar.dataset.wordKept.replace("{needs}", names)} `;
  bar.append(text);
  if (list && missing.length) {
    const again = document.createElement("a");
    again.href = withNeeds(location.href, needs);
    again.textContent = bar.dataset.wordApply;
    bar.append(again, " ");
  }
  const added = list ? [] : useOnHome(needs);
  bar.append(
    button(bar.dataset.wordForget, "link", () => {
      remember([]);
      for (const undo of added) undo();
      bar.hidden = true;
    }),
  );
  bar.hidden = false;
}

// On the first page every way to the list takes the needs along; gives how to undo that.
function useOnHome(needs) {
  const undo = [];
  for (const form of document.querySelectorAll("[data-find]")) {
    for (const [name, value] of needs) {
      const field = Object.assign(document.createElement("input"), { type: "hidden", name, value });
      form.append(field);
      undo.push(() => field.remove());
    }
  }
  for (const link of document.querySelectorAll("[data-takes-needs]")) {
    const name = link.dataset.locate === undefined ? "href" : "data-locate";
    const before = link.getAttribute(name);
    link.setAttribute(name, withNeeds(before, needs));
    undo.push(() => link.setAttribute(name, before));
  }
  return undo;
}
