// "Meer" and "Wanneer?": on a phone a sheet over the page, that going back closes first.
// Where it says so, its button tells how many places the choices would find.

const PAUSE = 150; // milliseconds after the last choice

function query(form) {
  return new URLSearchParams([...new FormData(form)].filter(([, value]) => value)).toString();
}

export function openSheet(details) {
  const form = details.querySelector("form");
  const summary = details.querySelector("summary");
  const submit = details.querySelector("[data-sheet-submit]");
  const close = details.querySelector("[data-sheet-close]");
  const status = details.querySelector("[data-sheet-status]");
  const words = details.dataset;
  const phone = matchMedia("(max-width: 46rem)");
  const rest = [...document.querySelectorAll("body > header, body > footer, .beside, .map-open, .list > *, main > .page > *, .quick > *")];
  let waiting;
  let asking = new AbortController();

  const count = async () => {
    if (!words.count) return;
    asking.abort();
    asking = new AbortController();
    try {
      const response = await fetch(`${words.count}?${query(form)}`, { signal: asking.signal });
      if (!response.ok) return;
      const { sure } = await response.json();
      const label = { 0: words.wordNone, 1: words.wordShowOne }[sure] ?? words.wordShow.replace("{n}", sure.toLocaleString(document.documentElement.lang));
      submit.textContent = status.textContent = label;
    } catch (error) {
      if (error.name !== "AbortError") console.error(error);
    }
  };
  const cover = () => {
    const over = details.open && phone.matches;
    details.classList.toggle("is-over", over);
    for (const part of rest) part.inert = over && !part.contains(details);
    close.hidden = !over;
  };
  details.addEventListener("toggle", () => {
    cover();
    if (!details.open) return;
    if (phone.matches) {
      close.focus();
      history.pushState({ ...history.state, sheet: true }, "");
    }
    count();
  });
  const shut = () => {
    details.open = false;
    summary.focus();
    if (history.state?.sheet) history.back();
  };
  // It is a step of its own in the history, and what is chosen in it takes its place.
  addEventListener("popstate", ({ state }) => {
    if (details.open && phone.matches && !state?.sheet) shut();
  });
  const goTo = (event, address) => {
    if (!history.state?.sheet || event.defaultPrevented) return;
    event.preventDefault();
    location.replace(address);
  };
  details.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (link && isPlain) goTo(event, link.href);
  });
  phone.addEventListener("change", cover);
  close.addEventListener("click", shut);
  details.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !details.open) return;
    event.stopPropagation();
    shut();
  });
  form.addEventListener("change", () => {
    clearTimeout(waiting);
    waiting = setTimeout(count, PAUSE);
  });
  // An address without empty answers is one that people can read and share.
  form.addEventListener("submit", (event) => {
    const asked = query(form);
    for (const field of form.elements) {
      if (field.name && !field.value) field.disabled = true;
    }
    goTo(event, `${form.action}${asked && "?"}${asked}`);
  });
  addEventListener("pageshow", () => {
    for (const field of form.elements) field.disabled = false;
  });
}
