// Our own program under measurement: its databases, its server, and the client's runs against it.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { Visitor } from "../test/suites/lib/crawler.mjs";
import { CLIENT_CORE, SERVER_CORE, cpu_seconds, fail, free_port, run, run_measured, start } from "./process.mjs";

const build = process.env.BUILD ?? "build";
export const program = path.resolve(build, "emplettes");
const client = path.resolve(build, "bench/load");

// The demonstration's vouchers may be redeemed from ten days after it was made; then both buying and
// redeeming are possible.
export const MADE = "2026-07-01T10:00:00Z";
export const NOW = "2026-07-16T10:00:00Z";
const TERRITORY = "bordeaux";

// {"values", "parsed_per_second", "cached_per_second", "reads_per_second", "worst_us", "open"}
export function hours_figures(values) {
  const measure = path.resolve(build, "bench/hours");
  return JSON.parse(execFileSync("taskset", ["-c", SERVER_CORE, measure], { input: values }));
}

export async function make_database(database, vouchers) {
  const text = await run(CLIENT_CORE, program, [
    ...["demo", "--json", "--now", MADE, "--database", database],
    ...(vouchers > 0 ? ["--vouchers", String(vouchers)] : []),
  ]);
  const demo = JSON.parse(text);
  const till = demo.tills.find((one) => one.territory === TERRITORY) ?? fail("demo printed no till");
  return { database, shop: till.shop, token: till.token, demo };
}

export async function start_server(store, log, flags = []) {
  const port = await free_port();
  const began = process.hrtime.bigint();
  const child = start(SERVER_CORE, log, program, [
    ...["serve", "--database", store.database, "--listen", `127.0.0.1:${port}`, "--now", NOW],
    ...flags,
  ]);
  const host = `${store.territory ?? TERRITORY}.localhost:${port}`;
  const server = { ...store, child, port, address: `127.0.0.1:${port}`, host };
  await first_page(server);
  server.start_ms = Number(process.hrtime.bigint() - began) / 1e6;
  return server;
}

// An agent has public money pay a fifth of each voucher, without a ceiling for persons.
export async function give_public_money(server) {
  const agent = new Visitor(server, TERRITORY, "agent");
  await agent.sign_in(server.demo);
  const list = await agent.ask("/bureau/campagnes");
  const page = /href="(\/bureau\/campagnes\/[0-9A-Z]+)"[^>]*>\s*Loin des yeux/.exec(list.text)?.[1];
  if (!page) fail("the demonstration's campaign is not in the list");
  const rule = { form: "rate", give: "20", counts: "value", person: "anybody", hold: "15" };
  const seen = /name="seen" value="(\d+)"/.exec((await agent.ask(`${page}/aide`)).text)[1];
  const sum = { funder: "Bordeaux Métropole", amount: "10000000", seen };
  for (const [act, fields] of [["aide", rule], ["enveloppe", sum]]) {
    const reply = await agent.send_form(`${page}/aide`, `${page}/${act}`, fields);
    if (reply.status !== 303) fail(`no public money: ${reply.status}`);
  }
  agent.agent.destroy();
}

// Asks again every millisecond until the list of shops comes.
async function first_page(server) {
  for (const end = Date.now() + 20000; Date.now() < end; ) {
    if (server.child.exitCode !== null) break;
    const reply = await get(server, "/commerces").catch(() => null);
    if (reply?.status === 200) return;
    await new Promise((done) => setTimeout(done, 1));
  }
  fail("the server did not answer; see its log under bench/out.");
}

// Until the first rounds of jobs, which sum up what was sold and write what fell due since the demonstration's
// day, have left the processor alone for two seconds.
export async function settled(server) {
  for (let quiet = 0, waited = 0; waited < 8 || quiet < 2; waited++) {
    const before = cpu_seconds(server.child.pid);
    await new Promise((done) => setTimeout(done, 1000));
    quiet = cpu_seconds(server.child.pid) - before < 0.02 ? quiet + 1 : 0;
  }
}

export function get(server, address) {
  return new Promise((done, refuse) => {
    const request = http.get(
      { host: "127.0.0.1", port: server.port, path: address, headers: { Host: server.host }, agent: false },
      (reply) => {
        const parts = [];
        reply.on("data", (part) => parts.push(part));
        reply.on("end", () => done({ status: reply.statusCode, bytes: Buffer.concat(parts) }));
      },
    );
    request.on("error", refuse);
  });
}

// 96 addresses of the list as people ask for them: everything, a trade, a town, a word, each leafed
// through as far as there are whole pages of 24.
export async function list_paths(server, wanted = 96) {
  const starts = ["", "?trade=restaurant", "?town=bordeaux", "?q=bordeaux", "?trade=bar", "?trade=cafe"];
  const paths = [];
  for (const start of starts) {
    let next = `/commerces${start}`;
    for (let pages = 0; next && pages < 32 && paths.length < wanted; pages++) {
      if (!paths.includes(next) && (await is_full(server, next))) paths.push(next);
      next = await next_page(server, next);
    }
  }
  if (paths.length < wanted) fail(`the list has only ${paths.length} whole pages, not ${wanted}`);
  return paths;
}

async function next_page(server, address) {
  const page = String((await get(server, address)).bytes);
  return /<a[^>]*rel="next"[^>]*href="([^"]+)"|<a[^>]*href="([^"]+)"[^>]*rel="next"/
    .exec(page)
    ?.slice(1)
    .find(Boolean)
    ?.replaceAll("&amp;", "&");
}

async function is_full(server, address) {
  const reply = await get(server, address);
  return reply.status === 200 && String(reply.bytes).split('class="card ').length > 24;
}

// One closed-loop run; adds the processor time for each unit of these processes: the server, and
// the database if that is another.
export async function load(target, pids, connections, seconds, mode, argument, flags = []) {
  const used = () => [pids].flat().reduce((sum, pid) => sum + cpu_seconds(pid), 0);
  const before = used();
  const text = await run_measured(CLIENT_CORE, client, [
    ...["--address", target.address, "--host", target.host ?? "localhost"],
    ...["--connections", String(connections), "--seconds", String(seconds), "--warmup", "0"],
    ...flags,
    mode,
    argument,
  ]);
  const result = JSON.parse(text);
  result.cpu_us = ((used() - before) / Math.max(1, result.units)) * 1e6;
  return result;
}

// Vouchers of 250 in hand before redemptions are measured; their codes in a file.
export async function make_codes(server, file, count) {
  const text = await run(CLIENT_CORE, client, [
    ...["--address", server.address, "--host", server.host, "--connections", "64"],
    ...["--seconds", "600", "--warmup", "0", "--count", String(count), "--amount", "25000"],
    ...["vouchers", server.shop],
  ]);
  fs.writeFileSync(file, text);
  return file;
}
