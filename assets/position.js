// Where a shop is: a mark on the map that is put by a click, dragged, or moved by the arrow keys. The
// fields beside it say the same in degrees, and either follows the other.
import L from "leaflet";
import { draw_ground, make_map } from "./map/ground.js";

const place = document.querySelector("[data-position-map]");
const latitude = document.getElementById("latitude");
const longitude = document.getElementById("longitude");
const value = document.getElementById("value"); // of a correction: both in one
const choice = document.querySelector("[name=field][value=position]");
const step = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

const number = (text) => (/^[+-]?\d+([.,]\d*)?$/.test(text.trim()) ? Number(text.replace(",", ".")) : NaN);

function typed() {
  const both = latitude ? [latitude.value, longitude.value] : value.value.split(/[;\s]+|,\s+/);
  const [north, east] = both.map(number);
  return both.length === 2 && Math.abs(north) <= 90 && Math.abs(east) <= 180 ? L.latLng(north, east) : null;
}

function write({ lat, lng }) {
  const texts = [lat.toFixed(5), lng.toFixed(5)];
  if (latitude) [latitude.value, longitude.value] = texts;
  else {
    value.value = texts.join(", ");
    choice.checked = true;
  }
  place.nextElementSibling.textContent = `${place.dataset.there} ${texts.join(", ")}`;
}

function make_mark(map, at) {
  const icon = L.divIcon({ className: "shop-mark", iconSize: [32, 32] });
  const { mark: title } = place.dataset;
  const mark = L.marker(at, { icon, title, alt: title, draggable: true, autoPan: true }).addTo(map);
  mark.on("dragend", () => write(mark.getLatLng()));
  mark.getElement().addEventListener("keydown", (event) => {
    if (!step[event.key]) return;
    event.preventDefault();
    event.stopPropagation();
    const by = event.shiftKey ? 1 : 8;
    const [x, y] = step[event.key].map((one) => one * by);
    mark.setLatLng(map.containerPointToLatLng(map.latLngToContainerPoint(mark.getLatLng()).add([x, y])));
    write(mark.getLatLng());
  });
  return mark;
}

function start() {
  const map = make_map(place);
  // A correction begins with where the shop is said to be: the middle of this map.
  const from = typed() ?? (latitude || !place.dataset.known ? null : map.getCenter());
  let mark = from && make_mark(map, from);
  const put = (at) => {
    mark = mark ? mark.setLatLng(at) : make_mark(map, at);
    write(at);
  };
  map.on("click", (event) => put(event.latlng));
  // Enter on the map itself puts the mark in its middle.
  place.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target !== place) return;
    event.preventDefault();
    put(map.getCenter());
    mark.getElement().focus();
  });
  for (const field of [latitude, longitude, value])
    field?.addEventListener("change", () => {
      const at = typed();
      if (!at) return;
      mark = mark ? mark.setLatLng(at) : make_mark(map, at);
      map.setView(at, Math.max(map.getZoom(), 16));
    });
  draw_ground(map, place);
}

place.hidden = false;
const closed = place.closest("details:not([open])");
if (closed) closed.addEventListener("toggle", start, { once: true });
else start();
