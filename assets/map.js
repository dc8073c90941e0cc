// The map beside the list. The server gathers the shops; this draws what it answers, keeps list and
// address in step with what is seen, and leaves both to the server where script does not run.
import L from "leaflet";
import { draw_ground, make_map } from "./map/ground.js";

const place = document.getElementById("carte");
const total = document.getElementById("vue-total");
const list = document.getElementById("vue-liste");

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

function cluster_mark(map, { latitude, longitude, shops }) {
  const size = shops < 10 ? 32 : shops < 100 ? 40 : shops < 1000 ? 48 : 58;
  const icon = L.divIcon({ className: "cluster", html: String(shops), iconSize: [size, size] });
  const title = `${place.dataset.shops}: ${shops}`;
  const mark = L.marker([latitude, longitude], { icon, title, riseOnHover: true });
  return mark.on("click", () => map.setView([latitude, longitude], Math.min(19, map.getZoom() + 2)));
}

function shop_mark({ latitude, longitude, slug, name, trade_name, town }) {
  const icon = L.divIcon({ className: "shop-mark", iconSize: [24, 24] });
  const mark = L.marker([latitude, longitude], { icon, title: name, alt: name });
  return mark.bindPopup(() => {
    const box = document.createElement("div");
    const link = box.appendChild(document.createElement("a"));
    link.href = `${place.dataset.root}/commerces/${slug}`;
    link.textContent = name;
    box.appendChild(document.createElement("br"));
    box.append(`${trade_name}, ${town}`);
    return box;
  });
}

function show_marks(map, marks, answer) {
  marks.clearLayers();
  for (const cluster of answer.clusters) marks.addLayer(cluster_mark(map, cluster));
  for (const shop of answer.shops) marks.addLayer(shop_mark(shop));
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

function start() {
  const map = make_map(place);
  const marks = L.layerGroup().addTo(map);
  let waiting = 0;
  map.on("moveend", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => look(map, marks), 150);
  });
  draw_ground(map, place);
  look(map, marks);
}

start();
