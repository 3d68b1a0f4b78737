// A card of the list and its marker light each other up, under the mouse and the focus.
// What the map draws anew, or only now, lights up as what it takes the place of.

import { DEEPEST, pixels } from "../mercator.js";

const CELL = 64; // pixels: a cluster stands for what lies in such a square of its zoom

const cellOf = (lon, lat, zoom) => {
  const { x, y } = pixels(lon, lat, zoom);
  return `${Math.floor(x / CELL)},${Math.floor(y / CELL)}`;
};

function holds({ place, lon, lat, tile }, card) {
  if (place) return place.id === card.id;
  const zoom = Math.min(Number(tile.split("/")[0]), DEEPEST);
  return cellOf(lon, lat, zoom) === cellOf(card.lon, card.lat, zoom);
}

function read(element) {
  const [lon, lat] = element.dataset.at.split(",").map(Number);
  return { element, id: Number(element.dataset.place), lon, lat };
}

export function lightUp(map, layer) {
  const cards = [...document.querySelectorAll(".place[data-at]")].map(read);
  if (!cards.length) return;
  let lit = [];
  let asked; // the card that is under the mouse or has the focus
  const light = (elements) => {
    for (const each of lit) each.classList.remove("is-lit");
    lit = elements.filter(Boolean);
    for (const each of lit) each.classList.add("is-lit");
  };
  const dim = () => {
    asked = undefined;
    light([]);
  };
  const pinOf = (card) => [...layer.shown.values()].find(({ group }) => group.members.some((each) => holds(each, card)));
  const cardsOf = (element) => {
    const pin = [...layer.shown.values()].find(({ marker }) => marker.getElement() === element);
    return cards.filter((card) => pin?.group.members.some((each) => holds(each, card)));
  };
  const lightPin = () => asked && light([pinOf(asked)?.marker.getElement()]);
  for (const card of cards) {
    const show = () => {
      asked = card;
      lightPin();
    };
    if (card.element.matches(":hover, :focus-within")) asked = card; // before we listened
    for (const name of ["pointerenter", "focusin"]) card.element.addEventListener(name, show);
    for (const name of ["pointerleave", "focusout"]) card.element.addEventListener(name, dim);
  }
  layer.on("drawn", lightPin);
  const pane = map.getPane("markerPane");
  const showCards = ({ target }) => {
    const pin = target.closest(".pin");
    asked = undefined;
    light(cardsOf(pin).map(({ element }) => element));
  };
  for (const name of ["pointerover", "focusin"]) pane.addEventListener(name, showCards);
  for (const name of ["pointerout", "focusout"]) pane.addEventListener(name, dim);
}
