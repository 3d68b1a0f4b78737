// Asks opening_hours.js: reads JSON from stdin, {hours: [...], moments: [...]} with the
// moments in ISO 8601, and writes per hours its states, or null when it refuses them.
// Run with TZ=Europe/Amsterdam: it takes the clock of the machine.

import { readFileSync } from "node:fs";
import OpeningHours from "opening_hours";

const BREDA = {
  lat: 51.589,
  lon: 4.775,
  address: { country_code: "nl", state: "Noord-Brabant" },
};

function statesOf(text, moments) {
  try {
    const hours = new OpeningHours(text, BREDA, { locale: "en" });
    return moments.map((at) => {
      const then = hours.getIterator(at); // what getUnknown and getState each begin with
      if (then.getUnknown()) return "unknown";
      return then.getState() ? "open" : "closed";
    });
  } catch {
    return null;
  }
}

const { hours, moments } = JSON.parse(readFileSync(0, "utf8"));
const dates = moments.map((moment) => new Date(moment));
process.stdout.write(JSON.stringify(hours.map((text) => statesOf(text, dates))));
