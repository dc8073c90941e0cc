#!/usr/bin/env node
// The server is killed with SIGKILL at random moments while sixteen clients buy and redeem. Nothing
// that was acknowledged may be missing afterwards, nothing that is repeated may happen twice, and
// the books balance after every single death. Then the same with the supervisor, which must bring
// the server back by itself, and with SIGTERM, after which nothing may be left without an answer.
import fs from "node:fs";

import { between, dice, seed } from "./lib/chance.mjs";
import { is_sqlite } from "./lib/database.mjs";
import { new_agent } from "./lib/http.mjs";
import { Client, finished, get_order, taken } from "./lib/market.mjs";
import {
  clock,
  command,
  make_demonstration,
  pause,
  release,
  start_server,
  till_of,
  wait_ready,
} from "./lib/product.mjs";
import { check, check_equal, say, suite } from "./lib/report.mjs";

const CLIENTS = 16;
const KILLS = is_sqlite ? 50 : 10;
const CHILD_KILLS = 5;
const options = { now: clock.open, args: ["--rates", "off"] };

// Runs all clients until `until.over`. A client whose call failed waits for `until.again`, if there
// is one, and repeats.
async function trade(clients, server, until) {
  const agent = new_agent(CLIENTS);
  await Promise.all(
    clients.map(async (client) => {
      while (!until.over) {
        try {
          await client.step(server.port, agent);
        } catch (error) {
          until.on_error?.(error);
          if (client.complaints.length > 0 || !until.patient) return;
          await pause(5);
        }
      }
    }),
  );
  agent.destroy();
}

// Repeats what was not acknowledged, until each client's purchase in hand is whole.
async function finish(clients, server) {
  const agent = new_agent(CLIENTS);
  await Promise.all(
    clients.map(async (client) => {
      for (let tries = 0; tries < 50 && client.purchases.length > 0 && !finished(client.purchases.at(-1)); tries++) {
        await client.step(server.port, agent).catch((error) => client.complaints.push(String(error)));
        if (client.complaints.length > 0) return;
      }
    }),
  );
  agent.destroy();
}

function verify(database, when) {
  const books = command(release, ["ledger", "verify", "--database", database.url]);
  check(
    `the books balance ${when}`,
    books.status === 0 && books.out.includes("the books balance"),
    `${books.status}: ${books.out}${books.err}`,
  );
}

async function check_purchases(clients, server, from) {
  const agent = new_agent(CLIENTS);
  await Promise.all(
    clients.map(async (client, i) => {
      for (const purchase of client.purchases.slice(from[i])) {
        if (!purchase.paid) continue;
        const { json } = await get_order(server.port, client.host, purchase.id, agent);
        const told = {
          state: json.state,
          amount: json.amount,
          code: json.voucher?.code,
          balance: json.voucher?.balance_minor,
        };
        check_equal("an acknowledged purchase is paid, has its voucher, and the balance that was told", told, {
          state: "paid",
          amount: json.amount,
          code: purchase.code ?? told.code,
          balance: purchase.amount - taken(purchase),
        });
        check_equal("it has its amount", json.voucher?.amount_minor, purchase.amount);
      }
    }),
  );
  agent.destroy();
}

// Nothing is there that nobody asked for, and nothing twice: counted by the database's own client.
function check_sums(database, clients, before) {
  const all = clients.flatMap((client) => client.purchases);
  const takes = all.flatMap((purchase) => purchase.takes.filter((take) => take.acked));
  const now = sums(database);
  const grown = Object.fromEntries(Object.keys(now).map((name) => [name, now[name] - before[name]]));
  const paid = all.filter((purchase) => purchase.paid);
  const value = (list) => list.reduce((sum, purchase) => sum + purchase.amount, 0);
  check_equal("orders, vouchers, mails, redemptions and sums are those of the clients", grown, {
    orders: all.filter((purchase) => purchase.id).length,
    vouchers: paid.length,
    voucher_minor: value(paid),
    notices: paid.length,
    redemptions: takes.length,
    redeemed_minor: takes.reduce((sum, take) => sum + take.minor, 0),
  });
  const codes = paid.map((purchase) => purchase.code).filter(Boolean);
  check("different purchases have different codes", new Set(codes).size === codes.length);
}

function sums(database) {
  const names = ["orders", "vouchers", "voucher_minor", "notices", "redemptions", "redeemed_minor"];
  const [row] = database.rows(
    "SELECT (SELECT count(*) FROM voucher_order), (SELECT count(*) FROM voucher), " +
      "(SELECT coalesce(sum(amount_minor), 0) FROM voucher), (SELECT count(*) FROM notice), " +
      "(SELECT count(*) FROM redemption), (SELECT coalesce(sum(amount_minor), 0) FROM redemption)",
  );
  return Object.fromEntries(names.map((name, i) => [name, Number(row[i])]));
}

function new_clients(till, roll, first) {
  return Array.from({ length: CLIENTS }, (_, i) => new Client(first + i, till, dice(between(roll, 0, 1e9))));
}

function check_complaints(clients) {
  for (const client of clients) check_equal("every answer is the expected one", client.complaints, []);
}

// ---- kill -9 of the server ------------------------------------------------------------------

async function deaths(demonstration, roll) {
  const { database } = demonstration;
  const before = sums(database);
  const clients = new_clients(till_of(demonstration.demo, "nord"), roll, 0);
  let server = await start_server(release, database, options);
  for (let kill = 1; kill <= KILLS; kill++) {
    const until = {};
    const from = clients.map((client) => Math.max(0, client.purchases.length - 1));
    const running = trade(clients, server, until);
    await pause(between(roll, 50, 600));
    check_equal("SIGKILL ends the server", await server.kill("SIGKILL"), "SIGKILL");
    until.over = true;
    await running;
    verify(database, "after a death");
    server = await start_server(release, database, { ...options, port: server.port });
    await finish(clients, server);
    await check_purchases(clients, server, from);
    if (kill % 10 === 0)
      say(`${kill} deaths, ${clients.reduce((n, client) => n + client.purchases.length, 0)} purchases`);
  }
  check_complaints(clients);
  check_equal("a clean stop", await server.kill("SIGTERM"), 0);
  check_sums(database, clients, before);
  verify(database, "at the end");
}

// ---- kill -9 of the supervisor's child --------------------------------------------------------

function child_of(pid) {
  return Number(fs.readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ")[0]);
}

async function child_deaths(demonstration, roll) {
  const { database } = demonstration;
  const before = sums(database);
  const clients = new_clients(till_of(demonstration.demo, "nord"), roll, 100);
  const server = await start_server(release, database, { ...options, supervised: true });
  const until = { patient: true };
  const running = trade(clients, server, until);
  for (let kill = 1; kill <= CHILD_KILLS; kill++) {
    await pause(between(roll, 200, 600));
    const child = child_of(server.child.pid);
    process.kill(child, "SIGKILL");
    await wait_ready(server, 15000);
    const another = child_of(server.child.pid);
    check("the supervisor has started another server", another > 0 && another !== child, `${child}, ${another}`);
  }
  await pause(300);
  until.over = true;
  await running;
  await finish(clients, server);
  check_complaints(clients);
  await check_purchases(
    clients,
    server,
    clients.map(() => 0),
  );
  check_equal("the supervisor stops cleanly", await server.kill("SIGTERM"), 0);
  check_sums(database, clients, before);
  verify(database, "after the deaths of children");
}

// ---- SIGTERM under load -------------------------------------------------------------------------

// What the server did it also said: after a clean stop the database holds nothing that no client
// was told of, and no answer was cut off.
async function clean_stop(demonstration, roll, round, supervised) {
  const { database } = demonstration;
  const before = sums(database);
  const clients = new_clients(till_of(demonstration.demo, "nord"), roll, 100 * (round + 2));
  const server = await start_server(release, database, { ...options, supervised });
  const until = { on_error: (error) => check("no answer is cut off", !error.started, error.stack) };
  const running = trade(clients, server, until);
  await pause(between(roll, 200, 500));
  const began = Date.now();
  const status = await server.kill("SIGTERM");
  until.over = true;
  await running;
  const below = supervised ? " below the supervisor" : "";
  check(`a stop under load ends with 0${below}`, status === 0, () => `${status}\n${server.log_tail()}`);
  check("a stop under load takes less than five seconds", Date.now() - began < 5000, `${Date.now() - began} ms`);
  check_complaints(clients);
  check_sums(database, clients, before);
  verify(database, "after a clean stop");
}

await suite(async () => {
  say(`seed ${seed}`);
  const roll = dice();
  const demonstration = make_demonstration(release);
  await deaths(demonstration, roll);
  await child_deaths(demonstration, roll);
  for (let round = 0; round < 12; round++)
    await clean_stop(demonstration, roll, round, round % 4 === 3);
});
