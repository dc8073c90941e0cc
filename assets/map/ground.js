// A map on our own ground, drawn in the colours of the page; tiles only where they are configured.
import L from "leaflet";

// How each kind of ground is drawn: filled, or a line of some width.
const areas = ["around", "commune", "sea", "park", "water", "pier", "square", "building"];
const widths = { rail: 1, path: 1, street: 2, road: 3.5 };

const ground_style = (colour) => (feature) => {
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
};

export function make_map(place) {
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

export function escaped(text) {
  const element = document.createElement("i");
  element.textContent = text;
  return element.innerHTML;
}

const SLICE_MS = 12;

// A pause in which the browser answers whoever touches the page.
export const pause = () => new Promise((done) => (window.requestIdleCallback ?? setTimeout)(done));

// Streets are many: they come a few at a time, so that no one waits for them.
export async function draw_ground(map, place) {
  if (place.dataset.tiles) return;
  const answer = await fetch("/api/v1/ground");
  if (!answer.ok) return;
  const { features } = await answer.json();
  const colours = getComputedStyle(place);
  const layer = L.geoJSON(null, {
    style: ground_style((name) => colours.getPropertyValue(`--map-${name}`).trim()),
    interactive: false,
    attribution: escaped(place.dataset.attribution),
  }).addTo(map);
  let until = performance.now() + SLICE_MS;
  for (const feature of features) {
    if (performance.now() > until) {
      await pause();
      until = performance.now() + SLICE_MS;
    }
    layer.addData(feature);
  }
}
