// Lets the till open without a network. It keeps one page, the till's own without anybody's data,
// and the files which that page names; everything else goes to the network as if this were not here.
// A new build has another name for its store, and the old store goes.
const NAME = `till-${self.SHELL_VERSION}`;
const root = self.registration.scope.replace(/^https?:\/\/[^/]+/, "").replace(/\/caisse$/, "");
const SHELL = `${root}/caisse/sans-reseau`;
const PATIENCE_MS = 5000;

async function fill() {
  const cache = await caches.open(NAME);
  const page = await fetch(SHELL, { credentials: "omit", cache: "reload" });
  if (!page.ok) throw new Error(`${SHELL} answered ${page.status}`);
  const text = await page.clone().text();
  await cache.put(SHELL, page);
  const named = [...text.matchAll(/(?:href|src)="(\/(?:assets|theme)\/[^"#]+)/g)].map((found) => found[1]);
  await cache.addAll([...new Set(named)]);
}

async function forget_old() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("till-") && name !== NAME).map((name) => caches.delete(name)));
}

const patience = () => new Promise((done, fail) => setTimeout(() => fail(new Error("slow")), PATIENCE_MS));

async function page_or_shell(request) {
  try {
    const reply = await Promise.race([fetch(request), patience()]);
    if (![502, 503, 504].includes(reply.status)) return reply;
  } catch {
    // no network, or none worth waiting for
  }
  return (await caches.match(SHELL)) ?? Response.error();
}

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(fill());
});
self.addEventListener("activate", (event) => event.waitUntil(forget_old().then(() => self.clients.claim())));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname, origin } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    if (pathname === `${root}/caisse`) event.respondWith(page_or_shell(request));
  } else if (/^\/(assets|theme)\//.test(pathname)) {
    event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)));
  }
});
