// What is known of the tiles: from the first view in the page, and from what was asked.
// The first view holds all that is found, so it answers for every coarser zoom, and says
// where nothing lies. No map, no page: see layer.js for those.

import { breathe } from "../../../lib/turns.js";
import { tileAt } from "../mercator.js";

const KEPT = 200; // tiles
const FIRST_REST = 2_000; // milliseconds after a failure; each time twice as long
const LONGEST_REST = 60_000;

const parts = (key) => key.split("/").map(Number);

// A row of the first view: see places/map/first_view.py.
function fromRow([lon, lat, what, slug, name, icon, free, stepFree]) {
  if (slug === undefined) return { lon, lat, count: what };
  return { lon, lat, count: 1, place: { id: what, slug, name, icon, free, step_free: stepFree } };
}

function fromFeature({ geometry, properties }) {
  const [lon, lat] = geometry.coordinates;
  if (!properties.cluster) return { lon, lat, count: 1, place: properties };
  return { lon, lat, count: properties.point_count, box: properties.box };
}

export class Tiles {
  /** `changed` is called when a tile has come, or has not. */
  constructor({ zoom, extent, tiles }, address, changed) {
    this.zoom = zoom;
    this.extent = extent;
    this.first = new Map(Object.entries(tiles).map(([key, rows]) => [key, this.#of(key, rows.map(fromRow))]));
    this.address = address;
    this.changed = changed;
    this.kept = new Map(); // key → items, the one asked for last at the end
    this.pending = new Map(); // key → AbortController
    this.failed = new Set();
    this.wanted = new Set();
    this.rest = FIRST_REST;
  }

  /** The items of a tile: `lon`, `lat`, `count`, a `place` or a `box`, and its `tile`.
      Undefined when it must be asked. */
  known(key) {
    const kept = this.kept.get(key);
    if (!kept) return this.#withoutAsking(key);
    this.kept.delete(key);
    this.kept.set(key, kept);
    return kept;
  }

  /** Fetch what is lacking of these; who left is no longer waited for. */
  want(keys) {
    this.wanted = new Set(keys);
    for (const [key, request] of this.pending) {
      if (this.wanted.has(key)) continue;
      this.pending.delete(key);
      request.abort();
    }
    for (const key of keys) {
      if (!this.failed.has(key) && !this.known(key)) this.#ask(key);
    }
  }

  /** Fetch these too, for later. */
  async expect(keys) {
    const { wanted } = this;
    for (const key of keys) {
      await breathe();
      if (wanted !== this.wanted) return; // another view by now
      if (!this.known(key)) this.#ask(key);
    }
  }

  /** Ask again for what failed. */
  retry() {
    clearTimeout(this.waiting);
    this.waiting = undefined;
    this.failed.clear();
    this.want([...this.wanted]);
  }

  get isWaiting() {
    return [...this.wanted].some((key) => this.pending.has(key));
  }

  #of(key, items) {
    return items.map((item) => ({ ...item, tile: key }));
  }

  #withoutAsking(key) {
    const [z, x, y] = parts(key);
    if (z <= this.zoom) {
      const up = 2 ** (this.zoom - z);
      const isInside = ([, column, row]) => Math.floor(column / up) === x && Math.floor(row / up) === y;
      return [...this.first].filter(([child]) => isInside(parts(child))).flatMap(([, items]) => items);
    }
    return this.#isEmpty(z, x, y) ? [] : undefined;
  }

  #isEmpty(z, x, y) {
    if (!this.extent) return true;
    const [west, south, east, north] = this.extent;
    const first = tileAt(west, north, z);
    const last = tileAt(east, south, z);
    if (x < first.x || y < first.y || x > last.x || y > last.y) return true;
    for (let up = 1; z - up >= this.zoom; up++) {
      const above = `${z - up}/${x >> up}/${y >> up}`;
      const items = z - up === this.zoom ? (this.first.get(above) ?? []) : this.kept.get(above);
      if (items) return !items.length;
    }
    return false;
  }

  async #ask(key) {
    if (this.pending.has(key)) return;
    const request = new AbortController();
    this.pending.set(key, request);
    const [z, x, y] = key.split("/");
    const url = this.address.replace("{z}", z).replace("{x}", x).replace("{y}", y);
    try {
      const response = await fetch(url, { signal: request.signal });
      if (!response.ok) throw new Error(`${url}: ${response.status}`);
      this.#keep(key, this.#of(key, (await response.json()).features.map(fromFeature)));
    } catch (error) {
      if (error.name === "AbortError") return; // whoever aborted has forgotten it
      console.error(error);
      if (this.wanted.has(key)) this.#fail(key);
    }
    this.pending.delete(key);
    if (this.wanted.has(key)) this.changed();
  }

  #keep(key, items) {
    this.kept.set(key, items);
    this.rest = FIRST_REST;
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= KEPT) break;
      if (!this.wanted.has(oldest)) this.kept.delete(oldest);
    }
  }

  #fail(key) {
    this.failed.add(key);
    if (this.waiting) return;
    this.waiting = setTimeout(() => this.retry(), this.rest);
    this.rest = Math.min(LONGEST_REST, this.rest * 2);
  }
}
