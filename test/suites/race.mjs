#!/usr/bin/env node
// Sixty-four clients want the same thing at the same moment: exactly one of them, or exactly the
// balance, gets it, and everybody else is told why not by name.
import { Visitor } from "./lib/crawler.mjs";
import { new_agent } from "./lib/http.mjs";
import { buy, get_order, order_body, place_order, redeem, settle } from "./lib/market.mjs";
import { clock, command, make_demonstration, release, start_server, till_of } from "./lib/product.mjs";
import { check, check_equal, suite } from "./lib/report.mjs";

const CLIENTS = 64;
const agent = new_agent(CLIENTS);

// All at once, on connections that are open already.
async function all_at_once(server, act) {
  return Promise.all(Array.from({ length: CLIENTS }, (_, i) => act(i, server.port)));
}

// How often each outcome came: "200", or "409 voucher_already_redeemed".
function outcomes(answers) {
  const counts = {};
  for (const answer of answers) {
    const name = answer.status < 400 ? `${answer.status}` : `${answer.status} ${answer.json.refusal}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

function distinct(answers, member) {
  return new Set(answers.filter((answer) => answer.status < 400).map((answer) => answer.json[member]));
}

// ---- one voucher ----------------------------------------------------------------------------

// 64 x 1.00 of 50.00: fifty get it, and the balances they are told are 49.00 down to 0.00.
async function many_small(server, till) {
  const { id, code } = await buy(server.port, till, "many-small", 5000);
  const answers = await all_at_once(server, (i, port) => redeem(port, till, code, 100, `many-small-${i}`, agent));
  check_equal(
    "50 of 64 redemptions of 1.00 from 50.00 are done",
    outcomes(answers),
    sorted(outcomes(answers), { 200: 50, "409 voucher_already_redeemed": 14 }),
  );
  const told = answers.filter((answer) => answer.status === 200).map((answer) => answer.json.balance_minor);
  check_equal(
    "each is told another balance",
    told.sort((a, b) => a - b),
    Array.from({ length: 50 }, (_, i) => i * 100),
  );
  await check_balance(server, till, id, 0);
}

// 64 x 30.00 of 50.00: one.
async function one_large(server, till) {
  const { id, code } = await buy(server.port, till, "one-large", 5000);
  const answers = await all_at_once(server, (i, port) => redeem(port, till, code, 3000, `one-large-${i}`, agent));
  check_equal(
    "one of 64 redemptions of 30.00 from 50.00 is done",
    outcomes(answers),
    sorted(outcomes(answers), { 200: 1, "409 voucher_amount_above_balance": 63 }),
  );
  check(
    "the refused are told what is left",
    answers.every((answer) => answer.status === 200 || answer.json.balance_minor === 2000),
  );
  await check_balance(server, till, id, 2000);
}

// 64 times the very same scan: done once, and everybody is told so.
async function one_scan(server, till) {
  const { id, code } = await buy(server.port, till, "one-scan", 5000);
  const answers = await all_at_once(server, (_, port) => redeem(port, till, code, 700, "one-scan-nonce", agent));
  check_equal("a scan sent 64 times is acknowledged 64 times", outcomes(answers), { 200: 64 });
  check_equal("with the same balance", [...distinct(answers, "balance_minor")], [4300]);
  await check_balance(server, till, id, 4300);
}

// One nonce, 64 amounts: the first to come wins.
async function one_nonce(server, till) {
  const { id, code } = await buy(server.port, till, "one-nonce", 25000);
  const answers = await all_at_once(server, (i, port) => redeem(port, till, code, i + 1, "one-nonce-nonce", agent));
  check_equal(
    "one nonce with 64 amounts redeems one of them",
    outcomes(answers),
    sorted(outcomes(answers), { 200: 1, "409 voucher_nonce_reused": 63 }),
  );
  const winner = answers.findIndex((answer) => answer.status === 200);
  await check_balance(server, till, id, 25000 - (winner + 1));
}

async function check_balance(server, till, id, expected) {
  const { json } = await get_order(server.port, `${till.territory}.localhost`, id);
  check_equal("exactly that has left the voucher", json.voucher.balance_minor, expected);
}

// Counts in the order in which they were found, so that two objects compare as texts.
function sorted(found, expected) {
  const result = {};
  for (const name of [...Object.keys(found), ...Object.keys(expected)]) {
    if (name in expected) result[name] = expected[name];
  }
  return result;
}

// ---- one order --------------------------------------------------------------------------------

async function one_key(server, till, database) {
  const before = database.number("SELECT count(*) FROM voucher_order");
  const host = `${till.territory}.localhost`;
  const answers = await all_at_once(server, (_, port) =>
    place_order(port, host, "one-key", order_body(till.shop, 5000), agent),
  );
  check_equal("the same order sent 64 times is acknowledged 64 times", outcomes(answers), { 201: 64 });
  check_equal("as one order", distinct(answers, "id").size, 1);
  check_equal("with one payment", distinct(answers, "payment_id").size, 1);
  check_equal("which is there once", database.number("SELECT count(*) FROM voucher_order") - before, 1);
  const other = await place_order(server.port, host, "one-key", order_body(till.shop, 2000), agent);
  check_equal("the same key with another amount is refused by name", outcomes([other]), {
    "409 checkout_key_reused": 1,
  });
}

// Half of them want 20.00, half 50.00, under one key: one content wins.
async function one_key_two_contents(server, till) {
  const host = `${till.territory}.localhost`;
  const answers = await all_at_once(server, (i, port) =>
    place_order(port, host, "two-contents", order_body(till.shop, i % 2 ? 2000 : 5000), agent),
  );
  check_equal(
    "one key with two contents makes the order of one of them",
    outcomes(answers),
    sorted(outcomes(answers), { 201: 32, "409 checkout_key_reused": 32 }),
  );
  check_equal("it is one order", distinct(answers, "id").size, 1);
  const amounts = new Set(
    answers.filter((answer) => answer.status === 201).map((answer) => JSON.stringify(answer.json.amount)),
  );
  check_equal("of one amount", amounts.size, 1);
}

// ---- one payment ------------------------------------------------------------------------------

async function one_payment(server, till, database) {
  const before = database.number("SELECT count(*) FROM voucher");
  const host = `${till.territory}.localhost`;
  const { json } = await place_order(server.port, host, "one-payment", order_body(till.shop, 5000));
  const answers = await all_at_once(server, (_, port) => settle(port, host, json.payment_id, "paid", agent));
  check_equal("a payment that is said to be paid 64 times is acknowledged 64 times", outcomes(answers), { 200: 64 });
  check_equal("and issues one voucher", database.number("SELECT count(*) FROM voucher") - before, 1);
}

async function two_words(server, till, database) {
  const before = database.number("SELECT count(*) FROM voucher");
  const host = `${till.territory}.localhost`;
  const { json } = await place_order(server.port, host, "two-words", order_body(till.shop, 5000));
  const answers = await all_at_once(server, (i, port) =>
    settle(port, host, json.payment_id, i % 2 ? "paid" : "refused", agent),
  );
  check_equal(
    "of paid and refused one word counts",
    outcomes(answers),
    sorted(outcomes(answers), { 200: 32, "409 checkout_already_decided": 32 }),
  );
  const order = (await get_order(server.port, host, json.id)).json;
  const words = distinct(answers, "state");
  check_equal("it is one word", [...words], [order.state]);
  check_equal(
    "a voucher exists exactly if it was paid",
    database.number("SELECT count(*) FROM voucher") - before,
    order.state === "paid" ? 1 : 0,
  );
}

// ---- the last euros of an envelope -----------------------------------------------------------

const CROWD = 200;

// An agent has public money pay a fifth; 1,000.00 are in the envelope.
async function fill_envelope(server, till, demo) {
  const agent_there = new Visitor(server, till.territory, "agent");
  await agent_there.sign_in(demo);
  const list = await agent_there.ask("/bureau/campagnes");
  const page = /href="(\/bureau\/campagnes\/[0-9A-Z]+)"/.exec(list.text)[1];
  const rule = { form: "rate", give: "20", counts: "value", person: "anybody", hold: "15" };
  const kept = await agent_there.send_form(`${page}/aide`, `${page}/aide`, rule);
  const sum = { funder: "Ville", amount: "1000", seen: "0" };
  const filled = await agent_there.send_form(`${page}/aide`, `${page}/enveloppe`, sum);
  check_equal("an agent fills the envelope", [kept.status, filled.status], [303, 303]);
  agent_there.agent.destroy();
}

// 200 x 10.00 of 1,000.00: a hundred get it, and not a cent more is given.
async function last_euros(server, till, database, demo) {
  await fill_envelope(server, till, demo);
  const host = `${till.territory}.localhost`, crowd = new_agent(CROWD);
  const body = { ...order_body(till.shop, 5000), top_up: { wanted: true } };
  const answers = await Promise.all(
    Array.from({ length: CROWD }, (_, i) => place_order(server.port, host, `last-${i}`, body, crowd)),
  );
  check_equal(
    "of 200 who want 10.00 of the last 1,000.00 a hundred get it",
    outcomes(answers),
    sorted(outcomes(answers), { 201: 100, "409 topup_envelope_empty": 100 }),
  );
  const placed = answers.filter((answer) => answer.status === 201).map((answer) => answer.json);
  check_equal("each of them pays 40.00", [...new Set(placed.map((one) => one.amount.amount_minor))], [4000]);
  const said = await Promise.all(placed.map((one) => settle(server.port, host, one.payment_id, "paid", crowd)));
  check_equal("all of them pay", outcomes(said), { 200: 100 });
  const given = "SELECT sum(amount_minor) FROM transfer WHERE reason = 32 AND phase = 2";
  check_equal("the sum of what was given is exact", database.number(given), 100000);
  const left = "SELECT balance_minor FROM account WHERE kind = 101";
  check_equal("nothing is left in the envelope", database.number(left), 0);
  crowd.destroy();
}

await suite(async () => {
  const { database, demo } = make_demonstration(release);
  const till = till_of(demo, "nord");
  const server = await start_server(release, database, { now: clock.open, args: ["--rates", "off"] });
  for (const race of [
    many_small,
    one_large,
    one_scan,
    one_nonce,
    one_key,
    one_key_two_contents,
    one_payment,
    two_words,
    last_euros,
  ]) {
    await race(server, till, database, demo);
  }
  agent.destroy();
  check_equal("the server stops cleanly", await server.kill("SIGTERM"), 0);
  const books = command(release, ["ledger", "verify", "--database", database.url]);
  check("the books balance", books.status === 0, books.out + books.err);
});
