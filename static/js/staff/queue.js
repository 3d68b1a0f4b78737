// The queue of staff by keyboard, the text that an answer starts from, and telling others
// who looks at what. Without this module everything is reachable by Tab and buttons.

const REMEMBERED = "sneltoetsen"; // "uit" when someone switched them off

const isOn = () => localStorage.getItem(REMEMBERED) !== "uit";
const isTyping = (element) => element.matches("input:not([type=checkbox]), select, textarea, [contenteditable]");

/** The checkbox that switches the keys on and off, remembered in this browser. */
function followSwitch(box) {
  const input = box.querySelector("[data-keys-on]");
  box.hidden = false;
  input.checked = isOn();
  input.addEventListener("change", () => localStorage.setItem(REMEMBERED, input.checked ? "aan" : "uit"));
}

/** In a list: to the next link, or the one before; from nowhere to the first. */
function step(list, by) {
  const links = [...list.querySelectorAll("a")];
  const at = links.indexOf(document.activeElement);
  const to = at < 0 ? 0 : Math.min(Math.max(at + by, 0), links.length - 1);
  links[to]?.focus();
}

const STEPS = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1 };

function press(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || !isOn() || isTyping(event.target)) return;
  const list = document.querySelector("[data-queue]");
  const by = STEPS[event.key];
  if (list) {
    const isArrow = event.key.startsWith("Arrow");
    if (!by || (isArrow && !list.contains(document.activeElement))) return;
    event.preventDefault();
    step(list, by);
    return;
  }
  const link = { j: "[data-next]", k: "[data-previous]" }[event.key];
  if (link) document.querySelector(link)?.click();
  const button = [...document.querySelectorAll(".bar [data-key], button[data-key], textarea[data-key]")].find(({ dataset }) => dataset.key === event.key);
  if (!button) return;
  event.preventDefault();
  button.focus();
}

/** Choosing an answer to start from puts its text in the field, after what was written. */
function fillFrom(form) {
  const texts = JSON.parse(document.getElementById("queue-texts").textContent);
  const { template, answer } = form.elements;
  if (!template || !answer) return;
  let filled = "";
  template.addEventListener("change", () => {
    const text = texts[template.value] ?? "";
    const written = answer.value.trim() === filled.trim() ? "" : `${answer.value.trim()}\n\n`;
    answer.value = written + text;
    filled = written ? "" : text;
  });
}

/** Enter in a field of one line would press the first button; deciding takes a button. */
function decideByButtonOnly(form) {
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("input")) event.preventDefault();
  });
}

/** Tells the others that someone looks at this. The button is for without JavaScript. */
async function attend(form) {
  form.hidden = true;
  const headers = { Accept: "application/json" };
  const response = await fetch(form.action, { method: "POST", body: new FormData(form), headers });
  if (!response.ok) form.hidden = false;
}

document.addEventListener("keydown", press); // before the switch says that they work
for (const box of document.querySelectorAll("[data-keys]")) followSwitch(box);
for (const form of document.querySelectorAll("[data-decision]")) {
  decideByButtonOnly(form);
  fillFrom(form);
}
for (const form of document.querySelectorAll("[data-attend]")) attend(form).catch((error) => console.info(error));
