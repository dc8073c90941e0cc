// The pages about money and the desk's search with many vouchers, on both engines: the same rows, once
// in SQLite and once in PostgreSQL. Answers come from the database, not from the page cache, and each
// address is asked in many forms.
import fs from "node:fs";
import path from "node:path";
import { Visitor } from "../test/suites/lib/crawler.mjs";
import { copied_store, filled_store } from "./fill.mjs";
import { CLIENT_CORE, cpu_seconds, fail, run, say, stop } from "./process.mjs";
import { load, make_codes, program, start_server } from "./product.mjs";
import { create_database } from "./rivals.mjs";

const vouchers = Number(process.env.BENCH_BOOKS ?? 1000000);
const redemptions = Number(process.env.BENCH_REDEMPTIONS ?? 100000);
const ROUNDS = Number(process.env.BENCH_ANSWERS ?? 60);
const flags = ["--rates", "off", "--page-cache", "off"];
const STATES = ["issued", "partly_redeemed", "redeemed", "expired", "blocked", "refunded", "transferred"];

export const book_limits = { page: 50000, search: 20000 }; // us

// One merchant's till takes a hundred thousand times 1.00; then all of it is sealed and summed up.
async function redeem_much(store, out, log) {
  const server = await start_server(store, log, flags);
  const codes = path.join(out, "books-codes.txt");
  await make_codes(server, codes, Math.ceil(redemptions / 200));
  await load(server, server.child.pid, 64, 600, "redeem", codes, [
    ...["--token", server.token, "--amount", "100", "--count", String(redemptions)],
  ]);
  await stop(server.child);
  for (const words of [["ledger", "seal"], ["ledger", "seal"]])
    await run(CLIENT_CORE, program, [...words, "--database", store.database]);
  return fs.readFileSync(codes, "utf8").trim().split("\n");
}

// What is asked for, by what it is called, in the forms that `i` counts.
function questions(store, codes) {
  const at = (list, i) => list[i % list.length];
  const find = (words) => `/bureau/bons?${words}`;
  const kinds = {
    "bilan": ["anyone", (i) => `/bilan?n=${i}`],
    "bilan.json": ["anyone", (i) => `/bilan.json?n=${i}`],
    "transparency": ["anyone", (i) => `/transparence?n=${i}`],
    "transparency.json": ["anyone", (i) => `/transparence.json?n=${i}`],
    "desk": ["agent", (i) => `/bureau?n=${i}`],
    "account of 100,000 uses": ["shopkeeper", (i) => `/releve?n=${i}`],
    "statement of 100,000 uses": ["shopkeeper", (i) => `/releve/periode?from=2026-07-01&to=2026-07-16&n=${i}`],
    "search, code": ["agent", (i) => `/bureau/bons/${at(codes, i).replaceAll(" ", "")}`],
    "search, address": ["agent", (i) => find(`q=client${(i * 7919) % 1000003}.${i}@example.org`)],
    "search, shop": ["agent", (i) => find(`shop=${store.shop}&n=${i}`)],
    "search, shop and state": ["agent", (i) => find(`shop=${store.shop}&state=blocked&n=${i}`)],
    "search, everything": ["agent", (i) => find(`n=${i}`)],
  };
  for (const state of STATES) kinds[`search, ${state}`] = ["agent", (i) => find(`state=${state}&n=${i}`)];
  return kinds;
}

const rank = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];

async function ask_all(visitor, pids, address) {
  const times = [];
  const used = () => pids.reduce((sum, pid) => sum + cpu_seconds(pid), 0);
  const before = used(), began = performance.now();
  for (let i = 0; i < ROUNDS; i++) {
    const start = performance.now();
    const answer = await visitor.ask(address(i));
    if (answer.status !== 200 && answer.status !== 404) fail(`${address(i)} answered ${answer.status}`);
    times.push((performance.now() - start) * 1000);
  }
  times.sort((a, b) => a - b);
  const seconds = (performance.now() - began) / 1000;
  const cpu_us = ((used() - before) / ROUNDS) * 1e6;
  return { per_second: ROUNDS / seconds, p50_us: rank(times, 0.5), p99_us: rank(times, 0.99), cpu_us };
}

export async function measure_engine(store, engine, codes, log, keep, others) {
  const server = await start_server(store, log, flags);
  const visitors = {};
  for (const role of ["anyone", "agent", "shopkeeper"]) {
    visitors[role] = new Visitor(server, "bordeaux", role);
    if (role !== "anyone") await visitors[role].sign_in(store.demo);
  }
  for (const [kind, [role, address]] of Object.entries(questions(store, codes)))
    keep(`${engine} books ${kind}`, await ask_all(visitors[role], [server.child.pid, ...others], address));
  for (const visitor of Object.values(visitors)) visitor.agent.destroy();
  await stop(server.child);
}

export const book_kinds = Object.keys(questions({ shop: "" }, [""]));

export async function measure_books(facts, out, log, keep, postgres) {
  facts.books = vouchers;
  const store = await filled_store(path.join(out, "books.db"), 10000, vouchers);
  const kept = path.join(out, "books-codes.json");
  if (process.env.BENCH_FILL !== "again" || !fs.existsSync(kept))
    fs.writeFileSync(kept, JSON.stringify(await redeem_much(store, out, log)));
  const codes = JSON.parse(fs.readFileSync(kept, "utf8"));
  await measure_engine(store, "sqlite", codes, log, keep, []);
  say("copying them to PostgreSQL");
  create_database(postgres, "books");
  const copy = await copied_store(store, postgres, "books");
  await measure_engine(copy, "postgres", codes, log, keep, [postgres.child.pid]);
}
