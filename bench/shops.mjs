// Made data: copies of the real shops of Bordeaux spread over the communes of France, each commune as
// often as its inhabitants ask for. The same count gives the same bytes, and a smaller count the
// first shops of a larger one.
//
//   node bench/shops.mjs 500000 > bench/out/shops.geojson
//   node bench/shops.mjs 50000 csv > bench/out/shops.csv
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const data = path.join(path.dirname(fileURLToPath(import.meta.url)), "../data");
const BORDEAUX = [-0.5792, 44.8378];
const PIECE = 1 << 20; // bytes written at a time

// Numbers by chance that are the same everywhere (splitmix32).
export function chance(seed) {
  return () => {
    seed = (seed + 0x9e3779b9) | 0;
    let z = seed ^ (seed >>> 16);
    z = Math.imul(z, 0x21f0aaad);
    z ^= z >>> 15;
    z = Math.imul(z, 0x735a2d97);
    return ((z ^ (z >>> 15)) >>> 0) / 4294967296;
  };
}

function read_communes() {
  const lines = fs.readFileSync(path.join(data, "communes/communes.csv"), "utf8").trim().split("\n").slice(1);
  const communes = [];
  let inhabitants = 0;
  for (const line of lines) {
    // No name holds a comma or a quote.
    const [code, name, , , , , , postcodes, population, , lon, lat] = line.split(",");
    if (!lon || !lat || !Number(population)) continue;
    inhabitants += Number(population);
    const postcode = postcodes.split("|")[0];
    communes.push({ code, name, postcode, lon: Number(lon), lat: Number(lat), up_to: inhabitants });
  }
  return { communes, inhabitants };
}

function commune_at(communes, inhabitant) {
  let low = 0;
  let high = communes.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (communes[middle].up_to <= inhabitant) low = middle + 1;
    else high = middle;
  }
  return communes[low];
}

// The digit that makes Luhn's sum a multiple of ten.
function with_check_digit(digits) {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const doubled = Number(digits[digits.length - 1 - i]) * (i % 2 === 0 ? 2 : 1);
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return digits + ((10 - (sum % 10)) % 10);
}

function made_siret(number) {
  return with_check_digit(with_check_digit(String(90000000 + number)) + "0001");
}

function around(centre, position, middle, by_chance) {
  const near = (position - middle) / 8; // a town is smaller than the metropolis
  return Math.round((centre + near + (by_chance - 0.5) / 1000) * 1e7) / 1e7;
}

// The communes with the most inhabitants, as people and addresses call them; a name stands once.
export function largest_towns(count) {
  const { communes } = read_communes();
  const inhabitants = (one, i) => one.up_to - (i > 0 ? communes[i - 1].up_to : 0);
  const slug = (name) =>
    name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^a-z0-9]+/g, "-");
  return communes
    .map((one, i) => ({ name: one.name, slug: slug(one.name), inhabitants: inhabitants(one, i) }))
    .sort((a, b) => b.inhabitants - a.inhabitants)
    .slice(0, 2 * count)
    .filter((one, i, all) => all.findIndex((other) => other.slug === one.slug) === i)
    .slice(0, count);
}

const real_shops = () =>
  JSON.parse(fs.readFileSync(path.join(data, "shops/bordeaux_restauration_2026.geojson"), "utf8")).features;

// Different names of the shops that are copied.
export function shop_names(count) {
  return [...new Set(real_shops().map((shop) => shop.properties.name))].filter(Boolean).slice(0, count);
}

// Yields GeoJSON features as OpenStreetMap's tools write them.
export function* made_shops(count) {
  const shops = real_shops();
  const { communes, inhabitants } = read_communes();
  const next = chance(20260406);
  for (let i = 0; i < count; i++) {
    const shop = shops[i % shops.length];
    const commune = commune_at(communes, Math.floor(next() * inhabitants));
    const [x, y] = shop.geometry.coordinates;
    const lon = around(commune.lon, x, BORDEAUX[0], next());
    const lat = around(commune.lat, y, BORDEAUX[1], next());
    const tags = { ...shop.properties, "addr:city": commune.name, "addr:postcode": commune.postcode };
    if (tags["ref:FR:SIRET"]) {
      tags["ref:FR:SIRET"] = made_siret(i);
      tags["ref:FR:SIREN"] = tags["ref:FR:SIRET"].slice(0, 9);
    }
    const id = `${shop.id.split("/")[0]}/${1e12 + i}`;
    yield { type: "Feature", id, geometry: { type: "Point", coordinates: [lon, lat] }, properties: tags };
  }
}

const columns = [
  ["source_id", (shop) => shop.id],
  ["name", (shop) => shop.properties.name],
  ["trade", (shop) => shop.properties.amenity],
  ["housenumber", (shop) => shop.properties["addr:housenumber"]],
  ["street", (shop) => shop.properties["addr:street"]],
  ["postcode", (shop) => shop.properties["addr:postcode"]],
  ["town", (shop) => shop.properties["addr:city"]],
  ["lon", (shop) => shop.geometry.coordinates[0]],
  ["lat", (shop) => shop.geometry.coordinates[1]],
  ["opening_hours", (shop) => shop.properties.opening_hours],
  ["phone", (shop) => shop.properties.phone ?? shop.properties["contact:phone"]],
  ["website", (shop) => shop.properties.website ?? shop.properties["contact:website"]],
  ["siret", (shop) => shop.properties["ref:FR:SIRET"]],
  ["description", (shop) => shop.properties.description],
];

function csv_cell(value) {
  const text = String(value ?? "");
  return /[",;\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function* csv_lines(count) {
  yield columns.map(([name]) => name).join(",") + "\n";
  for (const shop of made_shops(count)) yield columns.map(([, of]) => csv_cell(of(shop))).join(",") + "\n";
}

function* geojson_lines(count) {
  yield '{"type":"FeatureCollection","features":[\n';
  let between = "";
  for (const shop of made_shops(count)) {
    yield between + JSON.stringify(shop);
    between = ",\n";
  }
  yield "\n]}\n";
}

export function write_shops(file, count, format = "geojson") {
  const lines = format === "csv" ? csv_lines(count) : geojson_lines(count);
  let piece = "";
  for (const line of lines) {
    piece += line;
    if (piece.length < PIECE) continue;
    fs.writeSync(file, piece);
    piece = "";
  }
  fs.writeSync(file, piece);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [count, format = "geojson"] = process.argv.slice(2);
  if (!(Number(count) > 0) || !["geojson", "csv"].includes(format)) {
    process.stderr.write("usage: node bench/shops.mjs COUNT [geojson|csv]\n");
    process.exit(64);
  }
  write_shops(1, Number(count), format);
}
