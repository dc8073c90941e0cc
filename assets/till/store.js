// What a till keeps through a restart: what it knows of itself, and what it took without a network.
const NAME = "emplettes-till";

function opened() {
  return new Promise((done, fail) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("facts");
      request.result.createObjectStore("queue", { keyPath: "nonce" });
    };
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });
}

let database;

// Resolves when it is on the disk: what was taken must outlive a battery.
async function within(store, mode, act) {
  database ??= await opened();
  return new Promise((done, fail) => {
    const transaction = database.transaction(store, mode, { durability: "strict" });
    const request = act(transaction.objectStore(store));
    transaction.oncomplete = () => done(request.result);
    transaction.onabort = transaction.onerror = () => fail(transaction.error);
  });
}

export const fact = (name) => within("facts", "readonly", (store) => store.get(name));
export const keep_fact = (name, value) => within("facts", "readwrite", (store) => store.put(value, name));
export const queue_keep = (entry) => within("queue", "readwrite", (store) => store.put(entry));
export const queue_drop = (nonce) => within("queue", "readwrite", (store) => store.delete(nonce));
// Oldest first.
export async function queue_all() {
  const entries = await within("queue", "readonly", (store) => store.getAll());
  return entries.sort((one, other) => (one.redeemed_at < other.redeemed_at ? -1 : 1));
}
