// Going past places with a phone. Without this module each place is a form of its own.
//
// With it one place shows at a time, the nearest to where the phone is. What is tapped is
// put away first (outbox.js) and then sent, now or once there is a connection; also where no
// place is left to go past.

import { keepPage } from "../offline/keep.js";
import { drawWay } from "./way.js";
import { put, remove, waiting } from "../offline/outbox.js";

const AGAIN = 20_000; // ms between two tries
const SOON = 3_000; // ms after a connection came back
const PATIENCE = 30_000; // ms for one: it may have a photo
const TURN = Math.PI / 4;
const METRES = 111_195; // in a degree of latitude

function wayTo(stop, here) {
  const north = (Number(stop.dataset.lat) - here.lat) * METRES;
  const east = (Number(stop.dataset.lon) - here.lon) * METRES * Math.cos((here.lat * Math.PI) / 180);
  return { metres: Math.round(Math.hypot(north, east)), wind: (Math.round(Math.atan2(east, north) / TURN) + 8) % 8 };
}

function filled(words, values) {
  return words.replace(/\{(\w+)\}/g, (_all, name) => values[name]);
}

/** A token of now and the mark of who is logged in; null when nobody is. Throws without a connection, also when
 * this phone answers with the page that it kept, which holds none. */
async function loggedIn() {
  const response = await fetch(location.pathname, { signal: AbortSignal.timeout(PATIENCE), cache: "no-store" });
  if (!response.ok) throw new Error(`${response.status}`);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  if (response.redirected || new URL(response.url).pathname !== location.pathname) return null;
  const field = page.querySelector("[name=csrfmiddlewaretoken]");
  if (!field && page.querySelector("[data-walk]")) throw new Error("the page that was kept");
  const walker = page.querySelector("meta[name=walker]")?.content;
  return field && walker ? { secret: field.value, walker } : null;
}

async function sendOne(entry, secret) {
  const body = new FormData();
  for (const [name, value] of entry.fields) body.append(name, value);
  body.append("seen_at", entry.at);
  body.append("csrfmiddlewaretoken", secret);
  const response = await fetch(entry.url, {
    method: "POST",
    headers: { Accept: "application/json" },
    body,
    signal: AbortSignal.timeout(PATIENCE),
  });
  if (!response.ok && response.status !== 409) throw new Error(`${response.status}`);
  return (await response.json()).problem;
}

function begin(walk) {
  const stops = [...walk.querySelectorAll("[data-stop]")];
  const all = stops.length;
  const { walker } = walk.dataset;
  const isMine = (entry) => (entry.walker ?? walker) === walker;
  const part = (name) => walk.querySelector(`[data-${name}]`);
  const winds = walk.dataset.winds.split("|");
  let left = [...stops];
  let showsAll = false;
  let isSending = false;

  function show() {
    const done = all - left.length;
    for (const stop of stops) stop.hidden = showsAll ? !left.includes(stop) : stop !== left[0];
    part("which").textContent = filled(walk.dataset.wordStop, { n: Math.min(done + 1, all), all });
    const meter = part("meter");
    meter.firstElementChild.setAttribute("width", all ? (100 * done) / all : 100);
    meter.setAttribute("aria-label", filled(walk.dataset.wordDone, { n: done, all }));
    part("ready").hidden = left.length > 0 || all === 0;
    part("bar").hidden = left.length === 0;
  }

  function goNext(stop, comesBack) {
    left = left.filter((each) => each !== stop);
    if (comesBack) left.push(stop);
    show();
    (showsAll ? part("bar") : (left[0] ?? part("ready"))).scrollIntoView({ block: "start" });
    left[0]?.focus({ preventScroll: true });
  }

  function from(here) {
    const measured = new Map(left.map((stop) => [stop, wayTo(stop, here)]));
    left.sort((one, other) => measured.get(one).metres - measured.get(other).metres);
    for (const [stop, { metres, wind }] of measured) {
      stop.querySelector("[data-way]").textContent = filled(walk.dataset.wordWay, { metres, wind: winds[wind] });
    }
    const [lat, lon] = walk.dataset.middle.split(",").map(Number);
    for (const stop of left) {
      const there = { lat: Number(stop.dataset.lat), lon: Number(stop.dataset.lon) };
      drawWay(stop.querySelector("[data-drawing]"), { lat, lon }, here, there);
      walk.append(stop);
    }
    show();
  }

  async function tell() {
    const all = await waiting();
    const entries = all.filter(isMine);
    part("waits").hidden = entries.length === 0;
    part("number").textContent = entries.length;
    part("others").hidden = entries.length === all.length;
    return entries;
  }

  async function send() {
    if (isSending) return;
    isSending = true;
    try {
      const entries = await tell();
      const now = entries.length ? await loggedIn() : {};
      part("login").hidden = now?.walker === walker || (now !== null && entries.length === 0);
      // Of who walked only: another colleague does not say that she saw it.
      for (const entry of now?.walker === walker ? entries : []) {
        const problem = await sendOne(entry, now.secret);
        await remove(entry.key);
        if (problem) {
          part("refused").hidden = false;
          part("why").textContent = `${entry.name}: ${problem}`;
        }
      }
    } catch {
      // No connection: tried again by and by.
    } finally {
      isSending = false;
      await tell();
    }
  }

  for (const stop of stops) {
    const form = stop.querySelector("form");
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const fields = [...new FormData(form, event.submitter)];
      const kept = fields.filter(([name, value]) => name !== "csrfmiddlewaretoken" && value !== "" && value.size !== 0);
      const name = stop.querySelector("h2").textContent.trim();
      try {
        await put({ key: form.elements.key.value, url: form.action, fields: kept, name, walker, at: Date.now() });
      } catch {
        // This browser keeps nothing: then it goes as a form does.
        const pressed = document.createElement("input");
        Object.assign(pressed, { type: "hidden", name: "do", value: event.submitter.value });
        form.append(pressed);
        form.submit();
        return;
      }
      goNext(stop, false);
      send();
    });
    const skip = stop.querySelector("[data-skip]");
    skip.hidden = false;
    skip.addEventListener("click", () => goNext(stop, true));
  }
  part("whole").addEventListener("click", (event) => {
    showsAll = !showsAll;
    event.currentTarget.setAttribute("aria-pressed", `${showsAll}`);
    show();
  });
  if (navigator.geolocation && all) {
    part("from").hidden = false;
    part("here").addEventListener("click", () => {
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => from({ lat: coords.latitude, lon: coords.longitude }),
        () => (part("from").hidden = true),
        { timeout: 10_000, maximumAge: 60_000 },
      );
    });
  }
  part("meter").toggleAttribute("hidden", all === 0);
  addEventListener("online", () => {
    send();
    setTimeout(send, SOON); // a phone says that it is on line before anything gets through
  });
  setInterval(send, AGAIN);
  keepPage(walk.dataset.worker, {
    until: Number(walk.dataset.until),
    url: `${location.pathname}?op=telefoon`,
    credentials: "same-origin",
  }).catch(() => false);

  // What waits here from before was done already.
  waiting()
    .then((entries) => {
      const known = new Set(entries.filter(isMine).map((entry) => entry.url));
      left = left.filter((stop) => !known.has(stop.querySelector("form").action));
    })
    .catch(() => {})
    .finally(() => {
      show();
      send();
    });
}

const walk = document.querySelector("[data-walk]");
if (walk) begin(walk);
