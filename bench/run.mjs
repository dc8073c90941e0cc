// The measurements of bench/README.md, side by side with nginx and pgbench on the same core and
// disk, as medians of interleaved rounds. What a run measures takes its part's place in
// bench/measured.json, of which bench/RESULTS.md is written: the other parts stay, with their day.
//
//   make bench
//   BENCH_ONLY=directory,hours make bench              these parts alone
//   BENCH_SECONDS=3 BENCH_ROUNDS=1 BENCH_ONLY=list,start BENCH_VOUCHERS=20000 make bench
//                                                      less than is measured: to bench/out alone
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { measure_acts } from "./acts.mjs";
import { measure_books } from "./books.mjs";
import { engines, measure_directory } from "./directory.mjs";
import { beside, fail, machine, median, pss_mib, say, stop, stop_all } from "./process.mjs";
import { copied_store, filled_store } from "./fill.mjs";
import {
  get,
  give_public_money,
  hours_figures,
  list_paths,
  load,
  make_codes,
  make_database,
  start_server,
} from "./product.mjs";
import { measure_import } from "./import.mjs";
import { measure_pages } from "./pages.mjs";
import { report } from "./report.mjs";
import { create_database, fill_pgbench, pgbench, start_nginx, start_postgres } from "./rivals.mjs";

const seconds = Number(process.env.BENCH_SECONDS ?? 15);
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
const many = Number(process.env.BENCH_VOUCHERS ?? 10000000);
const few = 10000;
const parts = ["list", "sqlite", "postgres", "growth", "start", "hours", "pages", "books", "acts", "directory", "import"];
const only = (process.env.BENCH_ONLY ?? parts.join(",")).split(",");
// What of this is set makes less than the parts' names promise.
const smaller = ["VOUCHERS", "BOOKS", "REDEMPTIONS", "ACTS", "ANSWERS", "SIZES", "ENGINES", "IMPORT"].filter(
  (name) => process.env[`BENCH_${name}`],
);
const counts = smaller.length === 0 && !beside;
const clients = [1, 64];
const out = path.resolve("bench/out");
const log = path.join(out, "server.log");
const rates_off = ["--rates", "off"];
const cache_off = ["--page-cache", "off"];

const samples = new Map(); // name -> [{per_second, p50_us, p99_us, cpu_us}]

function keep(name, sample) {
  if (!samples.has(name)) samples.set(name, []);
  samples.get(name).push(sample);
  const latency = `p50 ${Math.round(sample.p50_us)} us, p99 ${Math.round(sample.p99_us)} us`;
  say(`${name}: ${Math.round(sample.per_second)} per second, ${latency}`);
}

function medians() {
  const result = {};
  for (const [name, list] of samples) {
    result[name] = {};
    for (const key of ["per_second", "p50_us", "p99_us", "cpu_us"])
      if (list[0][key] !== undefined) result[name][key] = median(list.map((one) => one[key]));
  }
  return result;
}

async function each_round(body) {
  for (let round = 0; round < rounds; round++) for (const n of clients) await body(n);
}

async function sqlite_store(name, vouchers) {
  const file = path.join(out, name);
  for (const end of ["", "-wal", "-shm"]) fs.rmSync(file + end, { force: true });
  return make_database(`sqlite:${file}`, vouchers);
}

async function measure_list(facts) {
  const store = await sqlite_store("list.db", 0);
  const computed = await start_server(store, log, [...rates_off, ...cache_off]);
  const cached = await start_server(store, log, rates_off);
  const paths = await list_paths(computed);
  fs.writeFileSync(path.join(out, "list.txt"), paths.join("\n") + "\n");
  const pages = [];
  for (const one of paths) pages.push((await get(computed, one)).bytes);
  facts.page_bytes = Math.round(median(pages.map((page) => page.length)));
  const nginx = await start_nginx(path.join(out, "nginx"), pages);
  fs.writeFileSync(path.join(out, "static.txt"), nginx.paths.join("\n") + "\n");
  await load(cached, cached.child.pid, 1, 1, "list", path.join(out, "list.txt"));
  await each_round(async (n) => {
    const ask = (target, file) => load(target, target.child.pid, n, seconds, "list", path.join(out, file));
    keep(`nginx list ${n}`, await ask(nginx, "static.txt"));
    keep(`list ${n}`, await ask(computed, "list.txt"));
    keep(`cached list ${n}`, await ask(cached, "list.txt"));
  });
  for (const one of [computed, cached, nginx]) await stop(one.child);
}

async function open_till(store, label, others = []) {
  const server = await start_server(store, log, rates_off);
  const codes = path.join(out, `${label.replace(" ", "-")}-codes.txt`);
  await make_codes(server, codes, Math.max(500, seconds * 200));
  await give_public_money(server);
  return { server, label, codes, pids: [server.child.pid, ...others] };
}

// One purchase and one redemption measurement of each till, in turn.
async function measure_tills(tills, n) {
  for (const { server, label, pids } of tills)
    keep(`${label} purchase ${n}`, await load(server, pids, n, seconds, "purchase", server.shop));
  for (const { server, label, pids } of tills)
    keep(
      `${label} purchase with public money ${n}`,
      await load(server, pids, n, seconds, "purchase", server.shop, ["--top-up"]),
    );
  for (const { server, label, codes, pids } of tills) {
    const flags = ["--token", server.token, "--amount", "100"];
    keep(`${label} redemption ${n}`, await load(server, pids, n, seconds, "redeem", codes, flags));
  }
}

async function close_till({ server }) {
  const pss = pss_mib(server.child.pid);
  await stop(server.child);
  return pss;
}

async function with_postgres(body) {
  const postgres = await start_postgres(path.join(out, "postgres"));
  await body(postgres);
  await stop(postgres.child);
}

const with_pgbench = (body) =>
  with_postgres(async (postgres) => {
    say("filling pgbench");
    await fill_pgbench(postgres, 100);
    await body(postgres);
  });

async function measure_sqlite(facts, postgres) {
  const till = await open_till(await sqlite_store("money.db", 1000), "sqlite");
  await each_round(async (n) => {
    keep(`pgbench ${n}`, await pgbench(postgres, n, seconds));
    await measure_tills([till], n);
  });
  facts.pss_mib = await close_till(till);
}

// pgbench once more beside it: the machine may have another mood by now.
async function measure_postgres(postgres) {
  create_database(postgres, "money");
  const till = await open_till(await make_database(postgres.url("money"), 1000), "postgres");
  await each_round(async (n) => {
    keep(`pgbench again ${n}`, await pgbench(postgres, n, seconds));
    await measure_tills([till], n);
  });
  await close_till(till);
}

const store_of = (label, vouchers) => filled_store(path.join(out, `${label}.db`), few, vouchers);

async function measure_growth(facts, postgres) {
  facts.many = many;
  const stores = { few: await store_of("few", few), many: await store_of("many", many) };
  if (engines.includes("sqlite")) {
    const tills = [await open_till(stores.few, "few"), await open_till(stores.many, "many")];
    await each_round((n) => measure_tills(tills, n));
    await close_till(tills[0]);
    facts.many_pss_mib = await close_till(tills[1]);
  }
  if (engines.includes("postgres")) await measure_growth_postgres(postgres, stores);
}

// The same rows: SQLite's file after its own measurement has some thousand vouchers more.
async function measure_growth_postgres(postgres, stores) {
  const tills = [];
  for (const label of ["few", "many"]) {
    say(`copying ${label} to PostgreSQL`);
    create_database(postgres, label);
    const store = await copied_store(stores[label], postgres, label);
    tills.push(await open_till(store, `postgres ${label}`, [postgres.child.pid]));
  }
  await each_round((n) => measure_tills(tills, n));
  for (const till of tills) await close_till(till);
}

async function measure_start(facts) {
  const file = path.join(out, "many.db");
  if (!fs.existsSync(file)) await store_of("many", many);
  const times = [];
  for (let i = 0; i < 5; i++) {
    const server = await start_server({ database: `sqlite:${file}` }, log);
    times.push(server.start_ms);
    await stop(server.child);
  }
  facts.start_ms = median(times);
  say(`start to first page: ${Math.round(facts.start_ms)} ms`);
}

// Opening hours alone, without a server: the values of the demonstration's shops, read once.
function measure_hours(facts) {
  const values = ["bordeaux_restauration_2026", "monaco_commerces_2021"].flatMap((name) =>
    JSON.parse(fs.readFileSync(`data/shops/${name}.geojson`, "utf8"))
      .features.map((shop) => shop.properties.opening_hours)
      .filter((value) => value !== undefined)
      .map((value) => value.replaceAll("\n", " ")),
  );
  const runs = [];
  for (let i = 0; i < 5; i++) runs.push(hours_figures(values.join("\n") + "\n"));
  facts.hours = {};
  for (const key of Object.keys(runs[0])) facts.hours[key] = median(runs.map((run) => run[key]));
  say(`hours: ${Math.round(facts.hours.parsed_per_second)} answers per second`);
}

const measured = path.resolve(counts ? "bench/measured.json" : "bench/out/measured.json");

function measured_before() {
  const nothing = { parts: {}, facts: {}, medians: {} };
  return counts && fs.existsSync(measured) ? JSON.parse(fs.readFileSync(measured, "utf8")) : nothing;
}

const commit_of_build = () =>
  spawnSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).stdout?.trim() || "?";

// The figures of a part begin with its rivals' or its own words: those of an earlier run go.
const figures_of = {
  list: /^(nginx|cached)? ?list /,
  sqlite: /^(pgbench \d|sqlite (purchase|redemption))/,
  postgres: /^(pgbench again|postgres (purchase|redemption))/,
  growth: /^(postgres )?(few|many) /,
  books: / books /,
  directory: /^(sqlite|postgres) \d/,
};

process.on("SIGINT", () => fail("stopped"));
fs.mkdirSync(out, { recursive: true });
fs.rmSync(log, { force: true });
const before = measured_before();
const facts = { ...before.facts, ...machine(out), seconds, rounds, beside };
if (only.includes("list")) await measure_list(facts);
if (only.includes("sqlite") || only.includes("postgres"))
  await with_pgbench(async (postgres) => {
    if (only.includes("sqlite")) await measure_sqlite(facts, postgres);
    if (only.includes("postgres")) await measure_postgres(postgres);
  });
if (only.includes("growth")) await with_postgres((postgres) => measure_growth(facts, postgres));
if (only.includes("start")) await measure_start(facts);
if (only.includes("pages")) await measure_pages(facts, out, log);
if (only.includes("books")) await with_postgres((postgres) => measure_books(facts, out, log, keep, postgres));
if (only.includes("acts")) await with_postgres((postgres) => measure_acts(facts, out, log, postgres));
if (only.includes("directory")) await with_postgres((postgres) => measure_directory(facts, out, log, keep, postgres));
if (only.includes("import")) await with_postgres((postgres) => measure_import(facts, out, postgres));
if (only.includes("hours")) measure_hours(facts);
stop_all();
const now = { day: new Date().toISOString().slice(0, 10), commit: commit_of_build(), rounds, seconds };
const renewed = (name) => only.some((part) => figures_of[part]?.test(name));
const kept = Object.fromEntries(Object.entries(before.medians).filter(([name]) => !renewed(name)));
const all = {
  parts: { ...before.parts, ...Object.fromEntries(only.map((part) => [part, now])) },
  facts,
  medians: { ...kept, ...medians() },
};
fs.writeFileSync(measured, `${JSON.stringify(all, null, 1)}\n`);
const text = report(all);
fs.writeFileSync(counts ? "bench/RESULTS.md" : path.join(out, "RESULTS.md"), text);
process.stdout.write(text);
