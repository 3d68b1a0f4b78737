// Beside a text that the public will read: what could be said more plainly, while typing.
// Without this module the page that comes back after saving has the same advice.

const PAUSE = 800; // milliseconds after the last key

function item(said, text) {
  const line = document.createElement("li");
  const bold = Object.assign(document.createElement("b"), { textContent: said, lang: "nl" });
  line.append(bold, " ", text);
  return line;
}

function show(box, { level, advice, more }) {
  const old = box.querySelector("details");
  if (!advice.length) return old?.remove();
  const details = document.createElement("details");
  details.open = Boolean(old?.open);
  const summary = document.createElement("summary");
  summary.textContent = `${box.dataset.tips} (${advice.length}${more ? "+" : ""})`;
  const list = document.createElement("ul");
  list.append(...advice.map(({ said, text }) => item(said, text)));
  if (more) list.append(Object.assign(document.createElement("li"), { textContent: box.dataset.more }));
  details.append(summary);
  if (level) details.append(Object.assign(document.createElement("p"), { textContent: level }));
  details.append(list);
  const hadFocus = old?.contains(document.activeElement);
  if (old) old.replaceWith(details);
  else box.append(details);
  if (hadFocus) summary.focus();
}

function follow(box) {
  const field = document.getElementById(box.dataset.for);
  let waiting;
  let asking = new AbortController();
  const ask = async () => {
    asking.abort();
    asking = new AbortController();
    try {
      const body = new URLSearchParams({ text: field.value });
      const response = await fetch(box.dataset.plain, { method: "POST", body, signal: asking.signal });
      if (response.ok) show(box, await response.json());
    } catch (error) {
      if (error.name !== "AbortError") console.info(error); // advice: nobody is in need of it
    }
  };
  field?.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  });
}

for (const box of document.querySelectorAll("[data-plain]")) follow(box);
