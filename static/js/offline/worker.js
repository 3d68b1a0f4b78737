// Service worker of the pages below its own address, and of no other (at the door, going
// past): opened once, such a page opens without a connection too. It is kept on this phone
// under its own address until a day that the page says; it holds no person and no token of
// a form. Whatever comes from the site itself goes before what was kept, and nothing that
// is sent is kept.

const FOLDER = new URL(self.registration.scope).pathname.split("/").filter(Boolean).join("-") + "-";

/** The name of the store says until when it is kept. */
async function clean() {
  for (const name of await caches.keys()) {
    if (name.startsWith(FOLDER) && Number(name.slice(FOLDER.length)) < Date.now()) await caches.delete(name);
  }
}

async function keep({ urls, until, credentials = "omit" }) {
  const store = await caches.open(`${FOLDER}${until}`);
  await Promise.all(urls.map((url) => store.add(new Request(url, { credentials })).catch(() => {})));
  // The page as it was kept before, perhaps for another person.
  if (!(await store.match(urls[0]))) return;
  for (const name of await caches.keys()) {
    if (!name.startsWith(FOLDER) || name === `${FOLDER}${until}`) continue;
    await (await caches.open(name)).delete(urls[0], { ignoreSearch: true, ignoreVary: true });
  }
}

async function answer(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await caches.match(request, { ignoreSearch: true, ignoreVary: true });
    if (kept) return kept;
    throw error;
  }
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(clean().then(() => self.clients.claim())));
self.addEventListener("message", (event) => {
  if (event.data?.do === "keep") event.waitUntil(clean().then(() => keep(event.data)));
});
self.addEventListener("fetch", (event) => {
  if (event.request.method === "GET") event.respondWith(answer(event.request));
});
