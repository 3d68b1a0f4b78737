// What a phone counted and has not sent yet, kept in the browser by activity and date.
//
// A press adds to `open`. What is sent is first put apart as a batch under a key of its
// own, and stays there until the site says that it counted it: sent twice, it counts once.
// Only sums are kept, and which button was pressed last.

import { newKey } from "../offline/key.js";

const NOTHING = { first: 0, more: 0 };

/** What is kept under this name; `known` is what the site counted when the page came, and
 * when that was: a page that was kept here may be older than what we heard since. */
export function keptUnder(name, known) {
  let kept = { known, open: { ...NOTHING }, batch: null, last: null };

  function read() {
    try {
      const found = JSON.parse(localStorage.getItem(name));
      if (found?.open) kept = { ...found, known: found.known.at > kept.known.at ? found.known : kept.known };
    } catch {
      // Nothing can be kept here: what is in memory counts as long as the page is open.
    }
  }

  function write() {
    try {
      localStorage.setItem(name, JSON.stringify(kept));
    } catch {
      return false;
    }
    return true;
  }

  read();
  const sum = (which) => kept.known[which] + kept.open[which] + (kept.batch?.[which] ?? 0);
  return {
    read,
    /** Whether this browser keeps it when the page is closed. */
    isSafe: write,
    /** All who were counted, as far as this phone knows. */
    sums: () => ({ first: Math.max(sum("first"), 0), more: Math.max(sum("more"), 0) }),
    last: () => kept.last,
    waits: () => kept.batch !== null || kept.open.first !== 0 || kept.open.more !== 0,
    add(which, number, last) {
      read();
      kept.open[which] += number;
      kept.last = last;
      write();
    },
    /** What is to be sent now, under its key; null when there is nothing. */
    batch() {
      read();
      if (!kept.batch && (kept.open.first || kept.open.more)) {
        kept.batch = { key: newKey(), ...kept.open };
        kept.open = { ...NOTHING };
        write();
      }
      return kept.batch;
    },
    /** The site has it: these are its sums now; null when it refused it for good. */
    sent(key, sums) {
      read();
      if (sums) kept.known = sums;
      if (kept.batch?.key === key) kept.batch = null;
      write();
    },
  };
}

/** What was kept for a day of long ago goes: nobody takes it any more. The name ends in
 * the date. */
export function forgetBefore(day, beginning) {
  try {
    const names = Object.keys(localStorage).filter((name) => name.startsWith(beginning));
    for (const name of names) if (name.slice(-day.length) < day) localStorage.removeItem(name);
  } catch {
    // Nothing is kept here.
  }
}
