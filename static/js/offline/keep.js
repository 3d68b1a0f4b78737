// Keeps a page on this phone for when there is no connection: see worker.js.

/** The page and all that it loaded, until a moment in ms; gives whether this browser can.
 * `url` is where the page comes from when it is kept, `credentials` whether as who is
 * logged in. */
export async function keepPage(worker, { until, url = location.pathname, credentials = "omit" }) {
  if (!navigator.serviceWorker) return false;
  const registration = await navigator.serviceWorker.register(worker);
  await navigator.serviceWorker.ready;
  const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
  const urls = [url, ...loaded.filter((each) => each.startsWith(`${location.origin}/static/`))];
  registration.active.postMessage({ do: "keep", urls, until, credentials });
  return true;
}
