// The directory as it grows: the same questions to 1,372, 50,000 and 500,000 shops of one territory, on
// both engines. The shops are made (shops.mjs), spread over the communes of France.
import fs from "node:fs";
import path from "node:path";
import { CLIENT_CORE, fail, pss_mib, rss_mib, run, say, stop } from "./process.mjs";
import { get, load, program, settled, start_server } from "./product.mjs";
import { create_database } from "./rivals.mjs";
import { largest_towns, shop_names, write_shops } from "./shops.mjs";

export const sizes = (process.env.BENCH_SIZES ?? "1372,50000,500000").split(",").map(Number);
export const engines = (process.env.BENCH_ENGINES ?? "sqlite,postgres").split(",");

const HOST = "made.localhost";
const BIG_TOWNS = ["paris", "marseille", "lyon", "toulouse", "nice", "nantes", "montpellier", "strasbourg"];
const COMMON = ["restaurant", "bar", "café", "pizza", "brasserie", "bistrot", "pub", "sushi"];

const pages = (paths) => paths.map((one) => `/commerces${one}`);
const crossed = (words, ends) => words.flatMap((word) => ends.map((end) => `${word}${end}`));

const BOXES = ["?box=2.3,48.8,2.4,48.9", "?box=5.3,43.2,5.5,43.4", "?box=-0.7,44.7,-0.5,44.9", "?box=4.7,45.7,4.9,45.8"];
const CENTRES = ["?near=48.85,2.35", "?near=43.3,5.38", "?near=44.84,-0.58", "?near=45.76,4.84"];
const TRADES = ["?trade=restaurant", "?trade=bar", "?trade=cafe"];
const SERVICES = ["&takeaway=1", "&wheelchair=1", "&open=now", "&delivery=1&cards=1"];
const RARE = 48; // names: the first of the list are all one chain's
const MISSPELT = ["restaurnat", "brasseire", "bistort", "pizzaria"];
const in_towns = BIG_TOWNS.map((town) => ` ${town}`);
const of_towns = BIG_TOWNS.map((town) => `&town=${town}`);

// A question of each kind in many forms, so that no answer is simply remembered.
const questions = {
  list: (some) => pages(["", ...some.next.list]),
  "common word": (some) => pages([...crossed(COMMON, ["", ...in_towns]).map(asked), ...some.next.common]),
  "rare word": () => pages(shop_names(RARE).map(asked)),
  "misspelt word": () => pages(crossed(MISSPELT, ["", ...in_towns]).map(asked)),
  facets: () => pages(crossed(TRADES, crossed(SERVICES, of_towns))),
  "map box": () => pages(crossed(BOXES, ["", "&trade=bar", "&takeaway=1"])),
  nearby: () => pages(crossed(CENTRES, ["&km=1", "&km=2", "&km=5&trade=restaurant"])),
  shop: (some) => some.slugs.map((slug) => `/commerces/${slug}`),
};

const asked = (words) => (words.startsWith("?") ? words : `?q=${encodeURIComponent(words)}`);

// Each of these is asked once: what an answer costs before it is remembered.
const TOWNS = 40;
const moved = (numbers, by) => numbers.map((number) => (number + by).toFixed(4)).join(",");
const shifts = Array.from({ length: TOWNS }, (_, i) => i / 2000);
const numbers_of = (question) => question.split("=")[1].split(",").map(Number);
const shifted = (name, questions) =>
  questions.flatMap((one) => shifts.map((by) => `?${name}=${moved(numbers_of(one), by)}`));

function first_questions() {
  const towns = largest_towns(3 * TOWNS);
  const in_first = towns.slice(0, 1.5 * TOWNS).map((town) => ` ${town.name}`);
  const of_first = towns.slice(0, TOWNS).map((town) => `&town=${town.slug}`);
  return {
    "common word": crossed(COMMON, in_first).map(asked),
    "rare word": shop_names(12 * TOWNS).map(asked),
    "misspelt word": crossed(MISSPELT, towns.map((town) => ` ${town.name}`)).map(asked),
    facets: crossed(TRADES, crossed(SERVICES, of_first)),
    "map box": crossed(shifted("box", BOXES), ["", "&trade=bar", "&takeaway=1"]),
    nearby: crossed(shifted("near", CENTRES), ["&km=1", "&km=2", "&km=5&trade=restaurant"]),
  };
}

// Addresses and further pages as the server itself gives them.
async function sample(server) {
  const some = { slugs: [], next: { list: [], common: [] } };
  for (const [kind, start] of [["list", ""], ["common", "?q=restaurant"]]) {
    let page = "";
    for (let i = 0; i < 8; i++) {
      const address = `/api/v1/shops${start}${page ? `${start ? "&" : "?"}page=${page}` : ""}`;
      const reply = JSON.parse(String((await get(server, address)).bytes));
      for (const shop of reply.items) some.slugs.push(shop.slug);
      if (!reply.next) break;
      page = reply.next;
      some.next[kind].push(`${start}${start ? "&" : "?"}page=${page}`);
    }
  }
  return some;
}

const without_log = (file) => ["", "-wal", "-shm"].forEach((end) => fs.rmSync(file + end, { force: true }));
const emplettes = (database, ...args) => run(CLIENT_CORE, program, [...args, "--database", database]);

// A demonstration, so that the clock can be set, with a territory for the made shops: once for each
// engine, then copied.
async function make_base(engine, out, postgres) {
  const file = path.join(out, "base.db");
  without_log(file);
  if (engine === "postgres") create_database(postgres, "base");
  const database = engine === "sqlite" ? `sqlite:${file}` : postgres.url("base");
  await emplettes(database, "demo", "--json", "--now", "2026-07-01T10:00:00Z");
  await emplettes(database, "territory", "add", "made", "--name", "Made", "--host", HOST);
  return file;
}

function copy_base(engine, base, name, file, postgres) {
  if (engine === "postgres") return create_database(postgres, name, "base");
  without_log(file);
  fs.copyFileSync(base, file);
}

async function make_store(engine, size, base, out, postgres) {
  const name = `shops${size}`;
  const file = path.join(out, `${name}.db`);
  const csv = path.join(out, `${name}.csv`);
  copy_base(engine, base, name, file, postgres);
  const database = engine === "sqlite" ? `sqlite:${file}` : postgres.url(name);
  const descriptor = fs.openSync(csv, "w");
  write_shops(descriptor, size, "csv");
  fs.closeSync(descriptor);
  const began = Date.now();
  await emplettes(
    database,
    ...["import", "--quiet", "--licence", "CC0", "--territory", "made", "--source", "made"],
    ...["--communes", "data/communes/communes.csv", csv],
  );
  fs.rmSync(csv);
  const seconds = (Date.now() - began) / 1000;
  return { store: { database, territory: "made" }, file, seconds };
}

const serve = (store, log) => start_server(store, log, ["--rates", "off", "--page-cache", "off"]);

function asking(server, pids, out) {
  return async (paths, n, seconds, flags = []) => {
    const file = path.join(out, "directory.txt");
    fs.writeFileSync(file, paths.join("\n") + "\n");
    return await load(server, pids, n, seconds, "list", file, flags);
  };
}

// A server that has just started knows no answer yet.
async function measure_first(store, log, out, pids_of, keep) {
  const server = await serve(store, log);
  const ask = asking(server, pids_of(server), out);
  for (const [kind, questions] of Object.entries(first_questions())) {
    const flags = ["--count", String(questions.length)];
    keep(kind, await ask(pages(questions), 1, 600, flags));
  }
  await stop(server.child);
}

// Each store is filled once; its rounds follow each other. Two rounds of two seconds are some ten
// thousand answers each: enough for a p99, and all of it takes some ten minutes.
export async function measure_directory(facts, out, log, keep, postgres) {
  const rounds = Math.min(facts.rounds, 2);
  const seconds = Math.min(facts.seconds, 2);
  facts.directory = [];
  facts.directory_runs = `${rounds} rounds of ${seconds} s`;
  for (const engine of engines) {
    const base = await make_base(engine, out, postgres);
    for (const size of sizes) {
      say(`directory: ${size} shops on ${engine}`);
      const { store, file, seconds: imported } = await make_store(engine, size, base, out, postgres);
      const pids_of = ({ child }) => (engine === "postgres" ? [child.pid, postgres.child.pid] : child.pid);
      const keep_first = (kind, sample) => keep(`${engine} ${size} ${kind} first`, sample);
      for (let round = 0; round < rounds; round++) await measure_first(store, log, out, pids_of, keep_first);
      const server = await serve(store, log);
      const pid = server.child.pid;
      const fresh_mib = pss_mib(pid);
      await settled(server);
      const ask = asking(server, pids_of(server), out);
      const some = await sample(server);
      for (let round = 0; round < rounds; round++)
        for (const n of [1, 64])
          for (const [kind, paths_of] of Object.entries(questions))
            keep(`${engine} ${size} ${kind} ${n}`, await ask(paths_of(some), n, seconds));
      const bytes = engine === "sqlite" ? fs.statSync(file).size : 0;
      facts.directory.push({ engine, size, imported, fresh_mib, pss_mib: pss_mib(pid), rss_mib: rss_mib(pid), bytes });
      await stop(server.child);
      without_log(file);
    }
    without_log(base);
  }
  if (facts.directory.length === 0) fail("BENCH_SIZES and BENCH_ENGINES leave nothing to measure");
}

export const kinds = Object.keys(questions);
// With one connection, with 64, and with one that asks nothing twice.
export const ways = [1, 64, "first"];
