// Staff's grid of opening hours: shows the next eight days while it is being filled in.
// Without this module they show after saving.

const PAUSE = 300; // milliseconds after the last key

function follow(element) {
  const { preview, name } = element.dataset;
  const lines = element.querySelector("[data-week-lines]");
  const none = element.querySelector("[data-week-none]");
  const mode = (value) => element.querySelector(`[name="${name}-mode"][value="${value}"]`);
  let waiting;
  let asking = new AbortController();

  const show = async () => {
    asking.abort();
    asking = new AbortController();
    const cells = new URLSearchParams();
    for (const field of element.querySelectorAll("input, select")) {
      const chosen = !["radio", "checkbox"].includes(field.type) || field.checked;
      if (field.name && field.value && chosen) cells.append(field.name.replace(`${name}-`, ""), field.value);
    }
    try {
      const response = await fetch(`${preview}?${cells}`, { signal: asking.signal });
      if (!response.ok) return;
      const { days, errors } = await response.json();
      lines.replaceChildren(
        ...[...errors, ...days].map((text) => Object.assign(document.createElement("li"), { textContent: text })),
      );
      none.hidden = Boolean(days.length + errors.length);
    } catch (error) {
      if (error.name !== "AbortError") console.error(error);
    }
  };
  element.addEventListener("input", ({ target }) => {
    if (target.type === "text" && target.value) mode("week").checked = true;
    clearTimeout(waiting);
    waiting = setTimeout(show, PAUSE);
  });
}

for (const element of document.querySelectorAll("[data-week]")) follow(element);
