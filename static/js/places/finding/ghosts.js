// Where an answer takes its time, the shape of what comes stands in the place of the list;
// the map keeps what it shows until then. Escape, which stops a page on its way, brings the
// list back.

const PATIENCE = 400; // milliseconds in which a page usually comes
const LONGEST = 20_000; // milliseconds; then nothing comes any more

const isSame = (address) => new URL(address, location).pathname === location.pathname;

/** For the `<template data-ghosts>` that stands before what it takes the place of. */
export function showGhosts(template) {
  let waiting;
  let ghosts;
  let covered = [];
  const restore = () => {
    clearTimeout(waiting);
    for (const each of covered) each.hidden = false;
    covered = [];
    ghosts?.remove();
    ghosts = undefined;
  };
  const show = () => {
    const shown = template.content.cloneNode(true).firstElementChild;
    for (let each = template.nextElementSibling; each; each = each.nextElementSibling) {
      if (!each.hidden) covered.push(each);
    }
    for (const each of covered) each.hidden = true;
    template.after(shown);
    ghosts = shown;
    const status = shown.querySelector("[role=status]");
    setTimeout(() => (status.textContent = status.dataset.word)); // what is there before it speaks is heard
    waiting = setTimeout(restore, LONGEST);
  };
  const expect = () => {
    restore();
    waiting = setTimeout(show, PATIENCE);
  };
  document.addEventListener("submit", ({ target }) => {
    if (target.method === "get" && (isSame(target.action) || target.matches("[data-find]"))) expect();
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    const isPlain = !(event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    const isHere = link && new URL(link.href).search === location.search && link.hash;
    if (link && isPlain && !isHere && isSame(link.href)) expect();
  });
  document.addEventListener("keydown", ({ key }) => key === "Escape" && restore());
  addEventListener("pageshow", restore);
}
