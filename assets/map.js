// The map beside the list. The server gathers the shops; this draws what it answers, keeps list and
// address in step with what is seen, and leaves both to the server where script does not run.
import L from "leaflet";

const place = document.getElementById("carte");
const total = document.getElementById("vue-total");
const list = document.getElementById("vue-liste");
const colours = getComputedStyle(place);

const colour = (name) => colours.getPropertyValue(`--map-${name}`).trim();

// How each kind of ground is drawn: filled, or a line of some width.
const areas = ["around", "commune", "sea", "park", "water", "pier", "square", "building"];
const widths = { rail: 1, path: 1, street: 2, road: 3.5 };

function ground_style(feature) {
  const { kind } = feature.properties;
  if (areas.includes(kind))
    return {
      stroke: kind === "commune" || kind === "around",
      color: colour("border"),
      weight: 1,
      fillColor: colour(kind),
      fillOpacity: 1,
    };
  return { color: colour(kind), weight: widths[kind] ?? 1, fill: false };
}

function make_map() {
  const [west, south, east, north] = place.dataset.box.split(",").map(Number);
  place.textContent = "";
  place.setAttribute("role", "region");
  place.setAttribute("aria-label", place.dataset.label);
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(place, {
    zoomControl: false,
    preferCanvas: true,
    maxZoom: 19,
    minZoom: 3,
    zoomSnap: 0.5,
    zoomAnimation: !still,
    fadeAnimation: !still,
    markerZoomAnimation: !still,
    inertia: !still,
  });
  map.attributionControl.setPrefix(false);
  L.control.zoom({ zoomInTitle: place.dataset.closer, zoomOutTitle: place.dataset.farther }).addTo(map);
  map.fitBounds([
    [south, west],
    [north, east],
  ]);
  if (place.dataset.tiles)
    L.tileLayer(place.dataset.tiles, { attribution: escaped(place.dataset.tilesAttribution), maxZoom: 19 }).addTo(map);
  return map;
}

function escaped(text) {
  const element = document.createElement("i");
  element.textContent = text;
  return element.innerHTML;
}

async function draw_ground(map) {
  if (place.dataset.tiles) return;
  const answer = await fetch("/api/v1/ground");
  if (!answer.ok) return;
  L.geoJSON(await answer.json(), {
    style: ground_style,
    interactive: false,
    attribution: escaped(place.dataset.attribution),
  }).addTo(map);
}

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
  const map = make_map();
  const marks = L.layerGroup().addTo(map);
  let waiting = 0;
  map.on("moveend", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => look(map, marks), 150);
  });
  draw_ground(map);
  look(map, marks);
}

start();
