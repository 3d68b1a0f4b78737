// On a phone the map lies over the list and starts when it is first asked for. It is a
// step of its own in the history: going back closes it first.

const WIDE = "(min-width: 60rem)";

/** Begins at once on a wide screen, else when someone opens the map. */
export function overlay(panel, begin) {
  const open = document.querySelector("[data-map-open]");
  const close = panel.querySelector("[data-map-close]");
  const rest = [...document.querySelectorAll("header, footer, .list, [data-map-open]")];
  const wide = matchMedia(WIDE);
  open.hidden = close.hidden = false;
  const show = (isOpen) => {
    if (isOpen === panel.classList.contains("is-open")) return;
    panel.classList.toggle("is-open", isOpen);
    for (const part of rest) part.inert = isOpen;
    (isOpen ? close : open).focus();
    if (isOpen) begin();
  };
  const shut = () => (history.state?.isMapOpen ? history.back() : show(false));
  open.addEventListener("click", () => {
    history.pushState({ ...history.state, isMapOpen: true }, "");
    show(true);
  });
  close.addEventListener("click", shut);
  document.addEventListener("keydown", ({ key }) => key === "Escape" && panel.matches(".is-open") && shut());
  addEventListener("popstate", ({ state }) => wide.matches || show(Boolean(state?.isMapOpen)));
  wide.addEventListener("change", ({ matches }) => {
    if (!matches) return;
    panel.classList.remove("is-open");
    for (const part of rest) part.inert = false;
    begin();
  });
  if (wide.matches) begin();
  else if (history.state?.isMapOpen) show(true); // back from a place: where she was
}
