// Buttons that do what fingers do: closer, further away, and to four sides. Together
// they are one stop of the Tab key; arrows go from one to the next.

import { iconElement } from "../../lib/icons.js";

const STEP = 0.4; // of the map's own size
const BUTTONS = [
  { name: "in", icon: "plus", zoom: 1 },
  { name: "out", icon: "minus", zoom: -1 },
  { name: "up", icon: "chevron-left", move: [0, -1] },
  { name: "left", icon: "chevron-left", move: [-1, 0] },
  { name: "down", icon: "chevron-left", move: [0, 1] },
  { name: "right", icon: "chevron-left", move: [1, 0] },
];
const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

function button({ name, icon }, words) {
  const element = document.createElement("button");
  element.type = "button";
  element.className = `map-button map-button--${name}`;
  element.title = words[`word${name[0].toUpperCase()}${name.slice(1)}`];
  element.setAttribute("aria-label", element.title);
  element.append(iconElement(words.icons, icon));
  return element;
}

export function addControls(L, map, element, { calm }) {
  const words = element.dataset;
  const bar = document.createElement("div");
  bar.className = "map-buttons";
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", words.wordButtons);
  const buttons = BUTTONS.map((each) => button(each, words));
  bar.append(...buttons);
  L.DomEvent.disableClickPropagation(bar);
  element.append(bar);

  BUTTONS.forEach(({ zoom, move }, i) => {
    buttons[i].tabIndex = i ? -1 : 0;
    buttons[i].addEventListener("click", () => {
      if (zoom) return map.setZoom(map.getZoom() + zoom, { animate: !calm });
      const { x, y } = map.getSize();
      map.panBy([move[0] * STEP * x, move[1] * STEP * y], { animate: !calm });
    });
  });
  const go = (to) => {
    for (const each of buttons) each.tabIndex = each === to ? 0 : -1;
    to.focus();
  };
  bar.addEventListener("keydown", (event) => {
    const at = buttons.indexOf(event.target);
    const to = { Home: 0, End: buttons.length - 1 }[event.key] ?? at + (STEPS[event.key] ?? NaN);
    if (at < 0 || Number.isNaN(to)) return;
    event.preventDefault();
    event.stopPropagation();
    go(buttons[(to + buttons.length) % buttons.length]);
  });
  const limits = () => {
    buttons[0].setAttribute("aria-disabled", map.getZoom() >= map.getMaxZoom());
    buttons[1].setAttribute("aria-disabled", map.getZoom() <= map.getMinZoom());
  };
  map.on("zoomend", limits);
  limits();
}
