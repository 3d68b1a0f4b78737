// The two buttons at the door, with or without a connection. Without this module they are
// a form. What was not sent yet waits in the browser: see kept.js; the page itself is kept
// by offline/worker.js.

import { keepPage } from "../offline/keep.js";
import { forgetBefore, keptUnder } from "./kept.js";

const AGAIN = 15_000; // ms between two tries
const PATIENCE = 8_000; // ms for one
const KEPT = "turf:"; // how the names of what is kept begin
const LASTS = 15 * 24 * 3600 * 1000; // ms, as long as the site takes it
const WHICH = { eerst: "first", vaker: "more" };

function show(page, kept, state) {
  const sums = kept.sums();
  page.querySelector("[data-people]").textContent = sums.first + sums.more;
  for (const [name, which] of Object.entries(WHICH)) {
    const shown = page.querySelector(`[data-of=${name}]`);
    if (shown) shown.textContent = sums[which];
  }
  page.querySelector("[data-offline]").hidden = !state.isAway;
  if (!kept.waits()) page.querySelector("[data-waits]").hidden = true;
  page.querySelector("[data-refused]").hidden = !state.isRefused;
  const undo = page.querySelector("[data-undo]");
  if (!undo) return;
  const last = kept.last();
  undo.hidden = !last;
  if (last) undo.querySelector("span").textContent = `${undo.dataset.words}: ${undo.dataset[last.who]}, ${last.at}`;
}

/** Sends what waits, until nothing does or there is no connection. */
async function send(kept, state) {
  if (state.isSending) return;
  state.isSending = true;
  try {
    for (let batch = kept.batch(); batch; batch = kept.batch()) {
      const response = await fetch(location.pathname, {
        method: "POST",
        credentials: "omit",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(batch),
        signal: AbortSignal.timeout(PATIENCE),
      });
      state.isRefused = state.isRefused || response.status === 409;
      if (!response.ok && response.status !== 409) throw new Error(`${response.status}`);
      kept.sent(batch.key, response.ok ? await response.json() : null);
      state.isAway = false;
    }
  } catch {
    state.isAway = true; // tried again by and by
  } finally {
    state.isSending = false;
  }
}

function begin(page) {
  const { first, more, at } = page.dataset;
  const known = { first: Number(first), more: Number(more), at: Number(at) };
  const kept = keptUnder(`${KEPT}${page.dataset.tally}`, known);
  const state = { isSending: false, isAway: !navigator.onLine, isRefused: false };
  const refresh = async () => {
    show(page, kept, state);
    await send(kept, state);
    show(page, kept, state);
  };
  const now = () => new Date().toLocaleTimeString("nl-NL", { hour: "2-digit", minute: "2-digit" }).replace(":", ".");
  page.querySelector("form")?.addEventListener("submit", (event) => {
    event.preventDefault();
    const who = event.submitter?.value;
    if (!(who in WHICH)) return;
    kept.add(WHICH[who], 1, { who, at: now() });
    refresh();
  });
  page.querySelector("[data-undo]")?.addEventListener("click", () => {
    const last = kept.last();
    if (!last) return;
    kept.add(WHICH[last.who], -1, null);
    refresh();
  });
  page.querySelector("[data-done]").addEventListener("click", (event) => {
    if (!kept.waits()) return;
    event.preventDefault(); // who leaves now would not know that it was never sent
    page.querySelector("[data-waits]").hidden = false;
    refresh();
  });
  for (const element of page.querySelectorAll("form .btn")) element.hidden = true; // without JavaScript
  page.querySelector("[data-by-itself]")?.toggleAttribute("hidden", false);
  addEventListener("online", refresh);
  addEventListener("offline", () => ((state.isAway = true), show(page, kept, state)));
  addEventListener("storage", () => (kept.read(), show(page, kept, state)));
  setInterval(() => kept.waits() && refresh(), AGAIN);
  keepPage(page.dataset.worker, { until: (Number(page.dataset.until) + 24 * 3600) * 1000 })
    .catch(() => false)
    .then((isKept) => page.querySelector("[data-stay]")?.toggleAttribute("hidden", isKept && kept.isSafe()));
  forgetBefore(new Date(Date.now() - LASTS).toISOString().slice(0, 10), KEPT);
  refresh();
}

const page = document.querySelector("[data-tally]");
if (page) begin(page);
