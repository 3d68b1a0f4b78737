// The search field suggests what leads to a page: a place, an area, an address.

import { combobox } from "./combobox.js";

/** What /zoek/ at `address` answers to these pairs: {suggestions, may_be_more}. */
export async function askFor(address, pairs, signal) {
  const url = new URL(address, location);
  url.search = new URLSearchParams(pairs).toString();
  const response = await fetch(url, { signal, headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(`${url.pathname}: ${response.status}`);
  return response.json();
}

export function suggest(form) {
  combobox(form, form.querySelector("[name=q]"), {
    ask: (signal, more = {}) => askFor(form.action, [...new FormData(form), ...Object.entries(more)], signal),
    make: (link, { url }) => (link.href = url),
    pick: ({ url }) => location.assign(url),
  });
}
