// On a phone the map lies over the list and starts when it is first asked for.

const WIDE = "(min-width: 60rem)";

/** Begins at once on a wide screen, else when someone opens the map. */
export function overlay(panel, begin) {
  const open = document.querySelector("[data-map-open]");
  const close = panel.querySelector("[data-map-close]");
  const rest = [...document.querySelectorAll("header, footer, .list, [data-map-open]")];
  const wide = matchMedia(WIDE);
  open.hidden = close.hidden = false;
  const show = (isOpen) => {
    panel.classList.toggle("is-open", isOpen);
    for (const part of rest) part.inert = isOpen;
    (isOpen ? close : open).focus();
    history.replaceState({ ...history.state, isMapOpen: isOpen }, "");
    if (isOpen) begin();
  };
  open.addEventListener("click", () => show(true));
  close.addEventListener("click", () => show(false));
  document.addEventListener("keydown", ({ key }) => key === "Escape" && panel.matches(".is-open") && show(false));
  wide.addEventListener("change", ({ matches }) => {
    if (!matches) return;
    panel.classList.remove("is-open");
    for (const part of rest) part.inert = false;
    begin();
  });
  if (wide.matches) begin();
  else if (history.state?.isMapOpen) show(true); // back from a place: where she was
}
