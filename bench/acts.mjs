// Acts on very many vouchers, which go in steps, and how long a till waits meanwhile, on both engines:
// every ten milliseconds it takes 1.00 off a voucher of another shop.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { Visitor } from "../test/suites/lib/crawler.mjs";
import { new_agent, request } from "../test/suites/lib/http.mjs";
import { copied_store, filled_store } from "./fill.mjs";
import { engines } from "./directory.mjs";
import { fail, say, stop } from "./process.mjs";
import { make_codes, start_server } from "./product.mjs";
import { create_database } from "./rivals.mjs";

const vouchers = Number(process.env.BENCH_ACTS ?? 100000);
const PAUSE_MS = 10;
const ENOUGH_MS = 3600e3;
const TILL_CODES = 500;
const FAR_OFF = 40000; // a day: what the till takes ends after everything else
const YEARS_ON = "2029-07-16T10:00:00Z";
const territory = "(SELECT id FROM territory WHERE slug = 'bordeaux')";

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const rank = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];

function query(store, sql) {
  const file = store.database.replace("sqlite:", "");
  const [command, ...args] = store.database.startsWith("sqlite:")
    ? ["sqlite3", "-batch", "-noheader", "-cmd", ".timeout 20000", file]
    : ["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", store.database];
  const done = spawnSync(command, args, { input: sql, encoding: "utf8" });
  if (done.status !== 0 || done.stderr) fail(`${command}: ${done.stderr}`);
  return done.stdout.trim();
}

// The till's vouchers are sold, and every shop that has sold others belongs to one merchant.
async function prepare(store, out, log) {
  const server = await start_server(store, log, ["--rates", "off"]);
  const before = query(store, `SELECT max(id) FROM voucher WHERE territory_id = ${territory};`);
  await make_codes(server, path.join(out, "acts-codes.txt"), TILL_CODES);
  await stop(server.child);
  const sold = `SELECT shop_id FROM voucher WHERE territory_id = ${territory} AND id <= ${before}`;
  const others = `territory_id = ${territory} AND slug <> '${store.shop}' AND id IN (${sold})`;
  query(
    store,
    `UPDATE voucher SET expires_on = ${FAR_OFF} WHERE territory_id = ${territory} AND id > ${before};
     UPDATE shop SET merchant_id = (SELECT min(merchant_id) FROM shop WHERE ${others}) WHERE ${others};`,
  );
}

// Takes 1.00 after 1.00 until it is told to stop; says then how long it waited.
function open_till(server, codes) {
  const agent = new_agent(1);
  const waits = [];
  let open = true;
  const headers = { authorization: `Bearer ${server.token}` };
  const take = (json) =>
    request(server.port, { method: "POST", path: "/api/v1/redemptions", host: server.host, headers, json, agent });
  const run = async () => {
    for (; open; await sleep(PAUSE_MS)) {
      const began = performance.now();
      const code = codes[waits.length % codes.length];
      const nonce = `acts-${server.port}-${waits.length}`;
      const reply = await take({ code, amount_minor: 100, nonce });
      if (reply.status >= 300) fail(`the till was refused: ${reply.text}`);
      waits.push((performance.now() - began) * 1000);
    }
  };
  const closed = run();
  return async () => {
    open = false;
    await closed;
    agent.destroy();
    waits.sort((a, b) => a - b);
    return { p50_us: rank(waits, 0.5), p99_us: rank(waits, 0.99), most_us: waits.at(-1) };
  };
}

const state_of = (table) => `SELECT state FROM ${table} WHERE territory_id = ${territory} ORDER BY id DESC LIMIT 1;`;
const still_due = `SELECT count(*) FROM (SELECT 1 FROM voucher WHERE territory_id = ${territory}
  AND ended = 0 AND blocked_why <> 5 AND expires_on < ${FAR_OFF} LIMIT 1) AS due;`;

async function post(agent, address, fields) {
  const reply = await agent.send_form("/bureau", address, fields);
  if (reply.status !== 303) fail(`${address} answered ${reply.status}`);
  return reply.headers.location;
}

// What is asked, and what the database says when it is done. `place`: the address that an earlier act led to.
const acts = [
  { act: "nothing", ask: async () => sleep(5000) },
  {
    act: "freeze what a failed merchant owes",
    ask: (agent, store) =>
      post(agent, "/bureau/defaillances", { shop: store.other, on: "2026-07-10", reason: "Liquidation judiciaire" }),
    until: [state_of("failure"), "2"],
  },
  {
    act: "thaw it",
    ask: (agent, store, place) => post(agent, `${place}/lever`, { note: "Plan de reprise" }),
    until: [state_of("failure"), "4"],
  },
  {
    act: "count for a later last day",
    ask: (agent) =>
      post(agent, "/bureau/prolongations", { campaign: "", shop: "", until: "2028-06-30", reason: "Crise prolongée" }),
    until: [state_of("extension"), "2"],
  },
  {
    act: "move the last day",
    ask: async (agent, store, place) => {
      await post(agent, `${place}/confirmer`, {});
    },
    until: [state_of("extension"), "4"],
  },
  { act: "end them", now: YEARS_ON, ask: async () => {}, until: [still_due, "0"] },
];

async function wait_until(store, [sql, wanted]) {
  for (const end = Date.now() + ENOUGH_MS; query(store, sql) !== wanted; await sleep(200))
    if (Date.now() > end) fail(`not done within an hour: ${sql}`);
}

async function measure_act(facts, engine, store, log, codes, one, place) {
  const flags = ["--rates", "off", ...(one.now ? ["--now", one.now] : [])];
  const server = await start_server(store, log, flags);
  const agent = new Visitor(server, "bordeaux", "agent");
  await agent.sign_in(store.demo);
  const close_till = open_till(server, codes);
  const began = performance.now();
  const next = await one.ask(agent, store, place);
  const answered_s = (performance.now() - began) / 1000;
  if (one.until) await wait_until(store, one.until);
  const done_s = (performance.now() - began) / 1000;
  const waits = await close_till();
  agent.agent.destroy();
  await stop(server.child);
  facts.acts.push({ engine, act: one.act, answered_s, done_s, ...waits });
  const [p99, most] = [waits.p99_us, waits.most_us].map((us) => (us / 1000).toFixed(1));
  say(`${engine}, ${one.act}: answered ${answered_s.toFixed(2)} s, done ${done_s.toFixed(1)} s`);
  say(`meanwhile a till waits ${p99} ms (99 of 100), at most ${most} ms`);
  return next ?? place;
}

async function measure_engine(facts, engine, store, log, codes) {
  const of_most = `SELECT merchant_id FROM shop WHERE territory_id = ${territory}
    GROUP BY merchant_id ORDER BY count(*) DESC LIMIT 1`;
  const other = `SELECT min(slug) FROM shop
    WHERE territory_id = ${territory} AND slug <> '${store.shop}' AND merchant_id = (${of_most});`;
  const mine = { ...store, other: query(store, other) };
  let place = "";
  for (const one of acts) place = await measure_act(facts, engine, mine, log, codes, one, place);
}

export async function measure_acts(facts, out, log, postgres) {
  Object.assign(facts, { acts: [], acts_vouchers: vouchers });
  const store = await filled_store(path.join(out, "acts.db"), 10000, vouchers);
  await prepare(store, out, log);
  const codes = fs.readFileSync(path.join(out, "acts-codes.txt"), "utf8").trim().split("\n");
  let copy;
  if (engines.includes("postgres")) {
    create_database(postgres, "acts");
    copy = await copied_store(store, postgres, "acts");
  }
  if (engines.includes("sqlite")) await measure_engine(facts, "sqlite", store, log, codes);
  if (copy) await measure_engine(facts, "postgres", copy, log, codes);
}
