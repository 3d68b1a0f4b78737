// Beside a position: a field for an address or the name of a place, whose suggestions put
// the pin. Without this module the words are looked up when the form is saved.

import { combobox } from "../finding/combobox.js";
import { askFor } from "../finding/suggest.js";
import { position, write } from "./choose.js";

export function seek(box) {
  const words = box.querySelector("[type=search]");
  const input = document.getElementById(box.dataset.seek);
  const status = document.createElement("p");
  status.className = "help";
  status.setAttribute("role", "status");
  box.after(status);
  combobox(box, words, {
    tag: "div",
    ask: (signal, more = {}) => askFor(box.dataset.search, { q: words.value, ...more }, signal),
    make: (one, suggestion, take) => one.addEventListener("click", () => take(suggestion)),
    keyOf: ({ label, at }) => `${label} ${at}`,
    isOne: ({ at }) => Boolean(at), // a whole town is no spot, nor is an activity
    pick: ({ label, at }) => {
      write(input, ...position(at));
      words.value = ""; // the position says it now, and a word here would be looked up
      status.textContent = box.dataset.wordChosen.replace("{name}", label);
    },
  });
  words.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.defaultPrevented) return;
    event.preventDefault(); // it searches, and saves nothing half
    words.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown", cancelable: true }));
  });
  input.addEventListener("change", () => (status.textContent = ""));
}
