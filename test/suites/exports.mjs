#!/usr/bin/env node
// One engine is enough: what is read here was written from the same rows on both.
// Every export of a list is read by a program of somebody else's: GDAL, rdflib, icalendar, libxml2;
// and compared with what the API says of the same shops.
import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

import { folder } from "./lib/database.mjs";
import { request } from "./lib/http.mjs";
import { clock, debug, make_demonstration, start_server } from "./lib/product.mjs";
import { check, check_equal, say, suite } from "./lib/report.mjs";

const host = "nord.localhost";

// Debian's own Python has the packages; another one in the path may not.
const python = ["/usr/bin/python3", "python3"].find(
  (program) => spawnSync(program, ["-c", "import rdflib, icalendar"]).status === 0,
);

async function take(server, name, query = "") {
  const answer = await request(server.port, { path: `/api/v1/shops.${name}${query}`, host });
  check_equal(`${name}: 200`, answer.status, 200);
  const file = path.join(folder, `commerces.${name}`);
  fs.writeFileSync(file, answer.bytes);
  return { file, answer };
}

const run = (program, ...args) => execFileSync(program, args, { encoding: "utf8" });
const ogr = (file, layer, where) => run("ogrinfo", "-ro", "-q", "-where", where, file, layer);
const run_python = (script, ...args) => JSON.parse(run(python, "-c", script, ...args));

async function read_by_gdal(server) {
  for (const name of ["geojson", "csv", "kml", "xlsx"]) {
    const { file } = await take(server, name);
    const layer = { geojson: "commerces", csv: "commerces", kml: "Narvalie", xlsx: "commerces" }[name];
    const summary = execFileSync("ogrinfo", ["-ro", "-so", "-al", file], { encoding: "utf8" });
    check(`GDAL reads every shop of ${name}`, /Feature Count: 60\b/.test(summary), summary);
    const shop = ogr(file, layer, "name = 'Narval 07 (exemple)'");
    check(`and one of them whole: ${name}`, shop.includes("Narval 07 (exemple)"), shop);
    if (name === "kml" || name === "geojson") {
      check(`where it is: ${name}`, /POINT (Z )?\(2\.007 50\.507/.test(shop), shop);
      check(`the layer's reference is WGS 84: ${name}`, /WGS 84/.test(summary), summary);
    }
    check(`with its source and licence: ${name}`, /CC0/.test(shop) && /narval\/7/.test(shop), shop);
  }
}

async function read_filtered(server) {
  const bakeries = await request(server.port, { path: "/api/v1/shops?trade=bakery", host });
  const count = bakeries.json.shops ?? bakeries.json.items.length;
  for (const name of ["geojson", "csv", "kml", "xlsx"]) {
    const { file } = await take(server, name, "?trade=bakery");
    const summary = execFileSync("ogrinfo", ["-ro", "-so", "-al", file], { encoding: "utf8" });
    check(`a filter holds in ${name}`, new RegExp(`Feature Count: ${count}\\b`).test(summary), `${count}: ${summary}`);
  }
}

const read_graph = `
import json, rdflib, sys
S = rdflib.Namespace("https://schema.org/")
text = json.load(open(sys.argv[1]))
text["@context"] = {"@vocab": "https://schema.org/", "url": {"@type": "@id"}}
graph = rdflib.Graph()
graph.parse(data=json.dumps(text), format="json-ld")
shop = next(graph.subjects(S.name, rdflib.Literal("Narval 07 (exemple)")))
required = [S.name, S.address, S.url, S.image, S.openingHoursSpecification, S.geo]
def day(h):
    name = str(graph.value(h, S.dayOfWeek)).rsplit("/")[-1]
    return f"{name} {graph.value(h, S.opens)}-{graph.value(h, S.closes)}"
days = [day(h) for h in graph.objects(shop, S.openingHoursSpecification)]
print(json.dumps({
  "shops": len(set(graph.subjects(S.address, None))),
  "type": str(graph.value(shop, rdflib.RDF.type)),
  "missing": [str(p) for p in required if graph.value(shop, p) is None],
  "days": sorted(days),
  "id": str(shop),
}))`;

async function read_linked_data(server) {
  const { file } = await take(server, "jsonld");
  const seen = run_python(read_graph, file);
  check_equal("every shop is a node of the graph", seen.shops, 60);
  check_equal("its trade has a type", seen.type, "https://schema.org/Bakery");
  check_equal("nothing that search engines require is missing", seen.missing, []);
  check_equal(
    "Mo-Sa 09:00-18:00 is six days",
    seen.days,
    ["Friday", "Monday", "Saturday", "Thursday", "Tuesday", "Wednesday"].map((day) => `${day} 09:00-18:00`),
  );
  const named = await request(server.port, { path: new URL(seen.id).pathname, host });
  check_equal("its name leads to its page", [named.status, named.headers.location], [303, "/commerces/narval-07-exemple"]);
}

const read_catalogue = `
import json, rdflib, sys
from rdflib.compare import to_isomorphic
D = rdflib.Namespace("http://www.w3.org/ns/dcat#")
T = rdflib.Namespace("http://purl.org/dc/terms/")
turtle = rdflib.Graph().parse(sys.argv[1], format="turtle")
jsonld = rdflib.Graph().parse(sys.argv[2], format="json-ld")
files = list(turtle.subjects(rdflib.RDF.type, D.Distribution))
print(json.dumps({
  "same": to_isomorphic(turtle) == to_isomorphic(jsonld),
  "datasets": len(set(turtle.objects(None, D.dataset))),
  "files": sorted(str(f) for f in files),
  "unlicensed": [str(f) for f in files if turtle.value(f, T.license) is None],
  "untitled": [str(s) for s in set(turtle.subjects(rdflib.RDF.type, D.Dataset))
               if turtle.value(s, T.title) is None or turtle.value(s, T.description) is None],
}))`;

async function read_the_catalogue(server) {
  const files = [];
  for (const name of ["ttl", "jsonld"]) {
    const answer = await request(server.port, { path: `/catalogue.${name}`, host });
    files.push(path.join(folder, `catalogue.${name}`));
    fs.writeFileSync(files.at(-1), answer.bytes);
  }
  const seen = run_python(read_catalogue, ...files);
  check("Turtle and JSON-LD say the same", seen.same);
  check_equal("two datasets", seen.datasets, 2);
  check_equal("every file has a licence", seen.unlicensed, []);
  check_equal("every dataset has title and description", seen.untitled, []);
  for (const file of seen.files) {
    const answer = await request(server.port, { path: new URL(file).pathname, host });
    check_equal(`the catalogue's ${file} is there`, answer.status, 200);
  }
  const wanted = { "text/turtle": "text/turtle", "application/ld+json": "application/ld+json" };
  for (const [accept, type] of Object.entries(wanted)) {
    const answer = await request(server.port, { path: "/.well-known/dcat-ap", host, headers: { accept } });
    check(`who accepts ${accept} gets it`, answer.headers["content-type"].startsWith(type), answer.headers["content-type"]);
  }
}

const read_calendar = `
import icalendar, json, sys
calendar = icalendar.Calendar.from_ical(open(sys.argv[1], "rb").read())
events = [e for e in calendar.walk("VEVENT") if str(e["summary"]) == "Narval 07 (exemple)"]
print(json.dumps({
  "zones": [str(z["tzid"]) for z in calendar.walk("VTIMEZONE")],
  "events": len(calendar.walk("VEVENT")),
  "weekly": [[f'{e["dtstart"].dt:%H:%M}', f'{e["dtend"].dt:%H:%M}', e["rrule"].to_ical().decode()]
             for e in events if "rrule" in e],
  "uids": len({str(e["uid"]) for e in calendar.walk("VEVENT")}),
}))`;

async function read_the_calendar(server) {
  const { file, answer } = await take(server, "ics");
  const lines = answer.bytes.toString("latin1").split("\r\n");
  check_equal("no line is longer than 75 bytes", lines.filter((line) => line.length > 75), []);
  check("every line ends in CR LF", !/[^\r]\n/.test(answer.text));
  const seen = run_python(read_calendar, file);
  check_equal("the zone is written out", seen.zones, ["Europe/Paris"]);
  check_equal("no two events have one name", seen.uids, seen.events);
  check_equal("one event a week for six days", seen.weekly, [
    ["09:00", "18:00", "FREQ=WEEKLY;UNTIL=20261129T225959Z;BYDAY=MO,TU,WE,TH,FR,SA"],
  ]);
}

async function read_feeds(server) {
  for (const page of ["/sitemap.xml", "/sitemap-pages.xml", "/commerces.atom", "/api/v1/shops.kml"]) {
    const answer = await request(server.port, { path: page, host });
    const file = path.join(folder, "feed.xml");
    fs.writeFileSync(file, answer.bytes);
    check_equal(`${page} is well-formed XML`, spawnSync("xmllint", ["--noout", file]).status, 0);
  }
  const index = await request(server.port, { path: "/sitemap.xml", host });
  const files = [...index.text.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, url]) => new URL(url).pathname);
  let shops = 0;
  for (const file of files.slice(1)) {
    const answer = await request(server.port, { path: file, host });
    shops += (answer.text.match(/<loc>[^<]+\/commerces\/[^<]+<\/loc>/g) ?? []).length;
  }
  check_equal("every shop stands once in the site map", shops, 60);
}

async function read_map(server) {
  const at = async (zoom, box) =>
    (await request(server.port, { path: `/api/v1/map/${zoom}?box=${box}`, host })).json;
  const everywhere = await at(6, "-5,42,8,51");
  check_equal("from afar every shop is in one mark", [everywhere.total, everywhere.clusters.length], [60, 1]);
  const near = await at(18, "2.0065,50.5065,2.0075,50.5075");
  check_equal(
    "from near a shop has its own",
    near.shops.map((shop) => shop.slug),
    ["narval-07-exemple"],
  );
}

// Whole files, as they stand in test/golden/exports: of one shop, and the catalogue.
const read_archive = `
import sys, zipfile
archive = zipfile.ZipFile(sys.argv[1])
for name in sys.argv[2:]: sys.stdout.write(archive.read(name).decode())`;

function check_whole(name, text) {
  const expected = fs.readFileSync(new URL(`../golden/exports/${name}`, import.meta.url), "utf8").trimEnd().split("\n");
  // A shop's id is another one in each demonstration.
  const found = text
    .replaceAll("><", ">\n<")
    .replaceAll("\r\n", "\n")
    .replaceAll(/0S[0-9A-Z]{11}/g, "0SHOP00000000")
    .trimEnd()
    .split("\n");
  const at = expected.findIndex((line, i) => line !== found[i]);
  check_equal(`${name} has as many lines as it should`, found.length, expected.length);
  if (at >= 0) check_equal(`${name}, line ${at + 1}`, found[at], expected[at]);
}

async function read_whole_files(server) {
  for (const name of ["kml", "ics", "xlsx"]) {
    const { file, answer } = await take(server, name, "?q=Narval%2007");
    if (name !== "xlsx") check_whole(`commerces.${name}`, answer.bytes.toString());
    else
      for (const part of ["worksheets/sheet1.xml", "workbook.xml", "styles.xml"])
        check_whole(path.basename(part), run(python, "-c", read_archive, file, `xl/${part}`));
  }
  for (const name of ["ttl", "jsonld"]) {
    const { bytes } = await request(server.port, { path: `/catalogue.${name}`, host });
    check_whole(`catalogue.${name}`, bytes.toString());
  }
}

await suite(async () => {
  check("rdflib and icalendar are installed (./dev test)", python !== undefined);
  const { database } = make_demonstration(debug);
  const server = await start_server(debug, database, { now: clock.sale, args: ["--rates", "off"] });
  await read_by_gdal(server);
  await read_filtered(server);
  await read_linked_data(server);
  await read_the_catalogue(server);
  await read_the_calendar(server);
  await read_whole_files(server);
  await read_feeds(server);
  await read_map(server);
  say("every export was read");
  check_equal("the server stops cleanly", await server.kill("SIGTERM"), 0);
});
