// The markers are one stop of the Tab key: one has the turn, arrows pass it on in the
// order in which one reads. Escape leaves; + and - look closer and further away.

import { inReadingOrder } from "../order.js";

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
const MARGIN = 60; // pixels that a marker with the focus keeps from the edge
const FOCUSABLE = "a[href], button, input, select, textarea, summary, [tabindex]:not([tabindex='-1'])";

// The first thing after an element that one can go to.
function after(element) {
  return [...document.querySelectorAll(FOCUSABLE)].find(
    (other) =>
      element.compareDocumentPosition(other) === Node.DOCUMENT_POSITION_FOLLOWING &&
      !other.disabled &&
      other.checkVisibility?.() !== false &&
      other.getClientRects().length,
  );
}

export class Keyboard {
  constructor(map, layer, element) {
    this.map = map;
    this.layer = layer;
    this.element = element;
    this.pane = map.getPane("markerPane");
    layer.on("drawn", () => this.order());
    map.on("moveend", () => this.order());
    this.pane.addEventListener("focusin", ({ target }) => this.#giveTurn(target));
    element.addEventListener("keydown", (event) => this.#press(event));
    map.on("popupopen popupclose", ({ type }) => (this.isOpen = type === "popupopen"));
  }

  /** Puts what is in view in reading order, for Tab and for who reads the page aloud. */
  order() {
    const focused = this.pane.contains(document.activeElement) ? document.activeElement : undefined;
    this.all = inReadingOrder(this.layer.inView()).map(({ marker }) => marker);
    const elements = this.all.map((marker) => marker.getElement());
    const inView = new Set(elements);
    for (const each of this.pane.children) each.ariaHidden = inView.has(each) || each === focused ? null : "true";
    const turn = focused ?? (inView.has(this.turn) ? this.turn : elements[0]);
    this.#giveTurn(turn);
    const now = [...this.pane.children].filter((each) => inView.has(each));
    if (now.every((each, i) => each === elements[i])) return;
    let isPast = false;
    for (const each of elements) {
      if (each === focused) isPast = true;
      else if (focused && !isPast) this.pane.insertBefore(each, focused);
      else this.pane.append(each);
    }
  }

  /** Focus goes to the marker nearest to the middle, when the one that had it went. */
  catchFocus() {
    const { x, y } = this.map.getSize().divideBy(2);
    const apart = (each) => Math.hypot(each.x - x, each.y - y);
    const [nearest] = this.layer.inView().sort((a, b) => apart(a) - apart(b));
    (nearest?.marker.getElement() ?? this.element.querySelector("button"))?.focus({ preventScroll: true });
  }

  #giveTurn(element) {
    if (this.turn && this.turn !== element) this.turn.tabIndex = -1;
    this.turn = element;
    if (element) element.tabIndex = 0;
  }

  #go(index) {
    const marker = this.all[Math.max(0, Math.min(this.all.length - 1, index))];
    marker.getElement().focus({ preventScroll: true });
    this.map.panInside(marker.getLatLng(), { padding: [MARGIN, MARGIN] });
  }

  #press(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
    const handled = this.#onMap(event) || this.#onMarker(event);
    if (!handled) return;
    event.preventDefault();
    event.stopPropagation();
  }

  #onMap({ key }) {
    if (key === "+" || key === "=") this.map.zoomIn();
    else if (key === "-" || key === "_") this.map.zoomOut();
    else if (key !== "Escape") return false;
    else if (this.isOpen) this.map.closePopup();
    else if (this.element.closest(".is-open")) return false; // the map over the list closes
    else after(this.element)?.focus();
    return true;
  }

  #onMarker({ key, target }) {
    const at = this.all?.findIndex((marker) => marker.getElement() === target) ?? -1;
    if (at < 0) return false;
    if (key in STEPS) this.#go(at + STEPS[key]);
    else if (key === "Home") this.#go(0);
    else if (key === "End") this.#go(this.all.length - 1);
    else if (key === "Enter" || key === " ") this.all[at].press();
    else return false;
    return true;
  }
}
