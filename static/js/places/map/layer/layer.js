// The markers of what is in view. Old ones stay until the new ones of that spot are there,
// and a marker that stands for the same stays the same element.

import { breathe, whenIdle } from "../../../lib/turns.js";
import { DEEPEST, degrees, pixels, tileAt, tilesOn } from "../mercator.js";
import { inReadingOrder } from "../order.js";
import { groups } from "./groups.js";

const REST = 500; // milliseconds after which a view is at rest

export class Layer {
  /** `make(group)` gives a marker; `drawn` is called when all of a view is there,
      `rested` when it stays so. */
  constructor(map, tiles, make) {
    this.map = map;
    this.tiles = tiles;
    this.make = make;
    this.shown = new Map(); // key → { group, marker }
    this.turn = 0;
    this.listeners = { drawn: [], rested: [] };
    this.told = new Set(); // what is so of this view
    tiles.changed = () => this.draw();
    map.on("moveend", () => this.look());
    addEventListener("online", () => tiles.failed.size && tiles.retry());
  }

  /** Who comes late hears at once what is so already. */
  on(name, listener) {
    this.listeners[name].push(listener);
    if (this.told.has(name)) listener(this);
  }

  /** The tiles of the view, asked where they are not known. */
  look() {
    const { x, y } = this.map.getSize();
    if (!x || !y) return undefined; // nobody sees it
    this.zoom = this.map.getZoom();
    const { min, max } = this.map.getPixelBounds();
    this.view = { left: min.x, top: min.y, right: max.x, bottom: max.y };
    this.keys = tilesOn(this.view, this.zoom, this.tileZoom);
    this.tiles.want(this.keys);
    return this.draw();
  }

  get tileZoom() {
    return Math.min(this.zoom, DEEPEST);
  }

  /** Markers of all that is known, in turns that leave room for the visitor. */
  async draw() {
    const turn = ++this.turn;
    this.told.clear();
    clearTimeout(this.resting);
    const isNewZoom = this.zoom !== this.drawnZoom;
    if (isNewZoom && this.tiles.isWaiting) return; // all of a zoom at once
    const known = this.keys.map((key) => this.tiles.known(key));
    const found = groups(known.flatMap((items) => items ?? []), this.zoom, this.map.getMaxZoom());
    for (const group of this.#nearFirst(found)) {
      const there = this.shown.get(group.key);
      if (there) {
        there.group = Object.assign(there.group, group);
        this.#moveTo(there);
      } else {
        this.shown.set(group.key, { group, marker: this.make(group).addTo(this.map) });
        await breathe();
        if (turn !== this.turn) return;
      }
    }
    this.drawnZoom = this.zoom;
    this.#removeOld(new Set(found.map(({ key }) => key)), new Set(this.keys.filter((_key, i) => !known[i])));
    if (this.tiles.isWaiting) return;
    this.#tell("drawn");
    this.resting = setTimeout(() => this.#rest(), REST);
  }

  /** What is visible now, with where it stands on the screen. */
  inView() {
    const size = this.map.getSize();
    const all = [...this.shown.values()].map((each) => ({ ...each, ...this.#screen(each) }));
    return all.filter(({ x, y }) => x >= 0 && y >= 0 && x <= size.x && y <= size.y);
  }

  get count() {
    return this.inView().reduce((sum, { group }) => sum + group.count, 0);
  }

  get isWhole() {
    return !this.tiles.failed.size;
  }

  /** Longitude and latitude of a group. */
  static spot({ x, y, zoom }) {
    return degrees(x, y, zoom);
  }

  #screen({ marker }) {
    return this.map.latLngToContainerPoint(marker.getLatLng());
  }

  #moveTo({ group, marker }) {
    const { lon, lat } = Layer.spot(group);
    if (!marker.getLatLng().equals([lat, lon], 1e-7)) marker.setLatLng([lat, lon]);
  }

  // Where a tile is not there yet, what stood there stays.
  #removeOld(current, unknown) {
    for (const [key, { marker }] of this.shown) {
      if (current.has(key)) continue;
      const { lat, lng } = marker.getLatLng();
      const { x, y } = tileAt(lng, lat, this.tileZoom);
      if (unknown.has(`${this.tileZoom}/${x}/${y}`)) continue;
      this.shown.delete(key);
      marker.remove();
    }
  }

  // What one sees, in the order in which one reads it; then what lies around it.
  #nearFirst(found) {
    const { left, top, right, bottom } = this.view;
    const isSeen = ({ x, y }) => x >= left && x <= right && y >= top && y <= bottom;
    const whole = ({ x, y }) => ({ x: Math.round(x), y: Math.round(y) }); // as `inView` has them
    const seen = found.filter(isSeen).map((group) => ({ group, ...whole(group) }));
    return [...inReadingOrder(seen).map(({ group }) => group), ...found.filter((each) => !isSeen(each))];
  }

  #tell(name) {
    this.told.add(name);
    for (const listener of this.listeners[name]) listener(this);
  }

  #rest() {
    this.#tell("rested");
    if (!navigator.connection?.saveData) whenIdle(() => this.#lookAhead());
  }

  // What one sees after zooming in on the middle, where there is anything to tell apart.
  #lookAhead() {
    const next = this.zoom + 1;
    if (next > DEEPEST || this.zoom !== this.map.getZoom()) return;
    const { left, top, right, bottom } = this.view;
    const inner = {
      left: left + (right - left) / 4,
      right: right - (right - left) / 4,
      top: top + (bottom - top) / 4,
      bottom: bottom - (bottom - top) / 4,
    };
    const many = [...this.shown.values()].filter(({ group }) => group.count > 1);
    const worth = new Set(
      many.flatMap(({ group }) => group.members).map(({ lon, lat }) => {
        const { x, y } = tileAt(lon, lat, next);
        return `${next}/${x}/${y}`;
      }),
    );
    this.tiles.expect(tilesOn(inner, this.zoom, next).filter((key) => worth.has(key)));
  }
}
