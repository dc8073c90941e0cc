// What a till keeps through a restart: what it knows of itself, and what it took without a network.
// A window that keeps nothing (a private one of some browsers) still takes vouchers with a network:
// what it knows lasts as long as it is open, and it takes nothing that it would have to keep.
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

const known = new Map();
let opening;
const database = () => (opening ??= opened().catch(() => null));

// Is there a place where a taking outlives this window?
export const keeps = async () => (await database()) !== null;

// Resolves when it is on the disk: what was taken must outlive a battery.
async function within(store, mode, act) {
  const place = await database();
  if (!place) throw new Error("this window keeps nothing");
  return new Promise((done, fail) => {
    const transaction = place.transaction(store, mode, { durability: "strict" });
    const request = act(transaction.objectStore(store));
    transaction.oncomplete = () => done(request.result);
    transaction.onabort = transaction.onerror = () => fail(transaction.error);
  });
}

export async function fact(name) {
  if (known.has(name) || !(await keeps())) return known.get(name);
  return within("facts", "readonly", (store) => store.get(name));
}
// On a full disk a fact is known for as long as the window is open: the server will tell it again.
export async function keep_fact(name, value) {
  await within("facts", "readwrite", (store) => store.put(value, name)).then(
    () => known.delete(name),
    () => known.set(name, value),
  );
}
// Fails where it cannot be kept: nothing has been taken then.
export const queue_keep = (entry) => within("queue", "readwrite", (store) => store.put(entry));
export const queue_drop = (nonce) => within("queue", "readwrite", (store) => store.delete(nonce));
// Oldest first.
export async function queue_all() {
  if (!(await keeps())) return [];
  const entries = await within("queue", "readonly", (store) => store.getAll());
  return entries.sort((one, other) => (one.redeemed_at < other.redeemed_at ? -1 : 1));
}
