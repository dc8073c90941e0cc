// The map beside the list. The server gathers the shops; this draws what it answers, keeps list and
// address in step with what is seen, and leaves both to the server where script does not run.
import L from "leaflet";
import { draw_ground, make_map, pause } from "./map/ground.js";

const place = document.getElementById("carte");
const total = document.getElementById("vue-total");
const list = document.getElementById("vue-liste");

const NAMED_ZOOM = 17; // from here a mark of few shops names them

const query_with = (box) => [place.dataset.query, `box=${encodeURIComponent(box)}`].filter(Boolean).join("&");

function box_of(map) {
  const bounds = map.getBounds();
  const within = (value, most) => Math.max(-most, Math.min(most, value)).toFixed(5);
  return [
    within(bounds.getWest(), 180),
    within(bounds.getSouth(), 85),
    within(bounds.getEast(), 180),
    within(bounds.getNorth(), 85),
  ].join(",");
}

const size_of = (shops) => (shops === 1 ? 28 : shops < 10 ? 34 : shops < 100 ? 42 : shops < 1000 ? 50 : 58);

// The server gathers by squares; the middles of two neighbours may be a few pixels apart. Marks that
// would touch become one, the smaller in the larger, so that a finger hits what it means.
function apart(map, marks) {
  const kept = [];
  for (const mark of [...marks].sort((one, other) => other.shops - one.shops)) {
    const at = map.latLngToContainerPoint([mark.latitude, mark.longitude]);
    const room = (other) => (size_of(other.shops) + size_of(mark.shops)) / 2 + 4;
    const near = kept.find((other) => other.at.distanceTo(at) < room(other));
    if (!near) {
      kept.push({ ...mark, at, known: [...mark.known] });
      continue;
    }
    near.shops += mark.shops;
    near.known.push(...mark.known);
  }
  // A mark that has grown may touch again.
  return kept.length < marks.length ? apart(map, kept) : kept;
}

function link_to({ slug, name, trade_name, town }) {
  const box = document.createElement("div");
  const link = box.appendChild(document.createElement("a"));
  link.href = `${place.dataset.root}/commerces/${slug}`;
  link.textContent = name;
  box.appendChild(document.createElement("br"));
  box.append(`${trade_name}, ${town}`);
  return box;
}

function links_to(shops) {
  const box = document.createElement("div");
  box.append(...shops.map(link_to));
  return box;
}

// Shops of one house never part: from close by, their mark names them.
function cluster_mark(map, { latitude, longitude, shops, known }) {
  const size = size_of(shops);
  const icon = L.divIcon({ className: "cluster", html: String(shops), iconSize: [size, size] });
  const title = `${place.dataset.shops}: ${shops}`;
  const mark = L.marker([latitude, longitude], { icon, title, riseOnHover: true });
  if (known.length === shops && map.getZoom() >= NAMED_ZOOM)
    return mark.bindPopup(() => links_to(known), { maxHeight: 240 });
  return mark.on("click", () => map.setView([latitude, longitude], Math.min(19, map.getZoom() + 2)));
}

function shop_mark({ latitude, longitude, known: [shop] }) {
  const size = size_of(1);
  const icon = L.divIcon({ className: "shop-mark", iconSize: [size, size] });
  const mark = L.marker([latitude, longitude], { icon, title: shop.name, alt: shop.name });
  return mark.bindPopup(() => link_to(shop));
}

function show_marks(map, marks, answer) {
  const all = [
    ...answer.clusters.map((cluster) => ({ ...cluster, known: [] })),
    ...answer.shops.map((shop) => ({ ...shop, shops: 1, known: [shop] })),
  ];
  marks.clearLayers();
  for (const mark of apart(map, all))
    marks.addLayer(mark.shops === 1 && mark.known.length === 1 ? shop_mark(mark) : cluster_mark(map, mark));
}

// The same sentences as the server's: it sends the page's fragment for this view.
async function show_list(address, signal) {
  const page = await fetch(address, { signal, headers: { Accept: "text/html" } });
  if (!page.ok) return;
  const fresh = new DOMParser().parseFromString(await page.text(), "text/html");
  list.replaceChildren(...fresh.getElementById("vue-liste").children);
  total.textContent = fresh.getElementById("vue-total").textContent;
  for (const id of ["vue-geojson", "vue-tout", "vue-donnees"])
    document.getElementById(id).href = fresh.getElementById(id).getAttribute("href");
}

let asking = new AbortController();

async function look(map, marks) {
  asking.abort();
  asking = new AbortController();
  const { signal } = asking;
  const query = query_with(box_of(map));
  try {
    const answer = await fetch(`/api/v1/map/${Math.floor(map.getZoom())}?${query}`, {
      signal,
      headers: { "Accept-Language": document.documentElement.lang },
    });
    if (answer.ok) show_marks(map, marks, await answer.json());
    const address = `${location.pathname}?${query}`;
    await show_list(address, signal);
    history.replaceState(null, "", address);
  } catch (error) {
    if (error.name !== "AbortError") throw error;
  }
}

async function start() {
  const map = make_map(place);
  const marks = L.layerGroup().addTo(map);
  let waiting = 0;
  map.on("moveend", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => look(map, marks), 150);
  });
  await pause();
  await look(map, marks);
  await pause();
  await draw_ground(map, place);
}

// The server's drawing stands there until the map is seen and the page is at rest.
new IntersectionObserver((seen, observer) => {
  if (!seen.some((entry) => entry.isIntersecting)) return;
  observer.disconnect();
  pause().then(start);
}, { rootMargin: "200px" }).observe(place);
