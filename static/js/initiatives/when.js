// Beside the fields of when something is: the next dates in words, while choosing.
// Without this module a button shows them.

const PAUSE = 300; // milliseconds after the last change
const FIELDS = [
  ...["first_on", "starts_at", "ends_at", "repeat", "every", "days", "weeks", "also_days"],
  ...["also_weeks", "month_days", "not_months", "until", "extra"],
];

function answers(form) {
  const data = new FormData(form);
  const chosen = new URLSearchParams();
  for (const name of FIELDS) {
    for (const value of data.getAll(name)) if (value) chosen.append(name, value);
  }
  return chosen;
}

function lines(texts) {
  return texts.map((text) => Object.assign(document.createElement("li"), { textContent: text }));
}

function capitalised(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function follow(box) {
  const form = box.closest("form");
  const part = (name) => box.querySelector(`[data-preview-${name}]`);
  const button = part("button"); // this and the skips are not for staff
  if (button) button.hidden = true;
  let waiting;
  let asking = new AbortController();

  const show = ({ rule = "", times = [], skips = [] } = {}) => {
    part("rule").textContent = capitalised(rule);
    part("rule").hidden = !rule;
    part("times").replaceChildren(...lines(times.map(capitalised)));
    part("skips")?.replaceChildren(...lines(skips.map(({ name, dates }) => `${name}: ${dates.join(", ")}`)));
    const none = part("none");
    if (none) none.hidden = Boolean(times.length);
  };

  const ask = async () => {
    asking.abort();
    asking = new AbortController();
    const chosen = answers(form);
    if (!chosen.has("first_on") || !chosen.has("starts_at")) return show();
    try {
      const response = await fetch(`${box.dataset.preview}?${chosen}`, { signal: asking.signal });
      if (response.ok) show(await response.json());
      else show();
    } catch (error) {
      if (error.name !== "AbortError") console.error(error); // sending the form says more
    }
  };

  form.addEventListener("input", ({ target }) => {
    if (!FIELDS.includes(target.name)) return;
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  });
  if (answers(form).has("first_on")) ask();
}

for (const box of document.querySelectorAll("[data-preview]")) follow(box);
