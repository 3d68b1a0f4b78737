// What is to be sent once there is a connection, kept in this browser (IndexedDB): forms
// with their files, each under a key of its own, so that the site counts it once.

const NAME = "ontmoeten";
const STORE = "outbox";

function asked(request) {
  return new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
}

async function store(mode) {
  const opening = indexedDB.open(NAME, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE, { keyPath: "key" });
  const database = await asked(opening);
  return database.transaction(STORE, mode).objectStore(STORE);
}

/** An entry is { key, url, fields: [[name, value or file]], at: ms }, with what its page adds. */
export async function put(entry) {
  await asked((await store("readwrite")).put(entry));
}

/** What waits, the oldest first. */
export async function waiting() {
  const found = await asked((await store("readonly")).getAll());
  return found.sort((one, other) => one.at - other.at);
}

export async function remove(key) {
  await asked((await store("readwrite")).delete(key));
}
