#!/usr/bin/env node
// The server dies (SIGKILL) while buyers withdraw, refunds leave by bank, vouchers end under each of
// a campaign's rules, last days are moved and expired vouchers come back, and a shop is marked as
// failed and taken back. What was begun goes on by itself or is asked again; afterwards every
// voucher adds up, every cent lies where the rule says, and nobody was paid or written to twice.
import { Town, host } from "../stripe/town.mjs";
import { decimal, despite_deaths, open_transfers, payer_iban, reads, statement, transfer_orders } from "./lib/bank.mjs";
import { between, dice, seed } from "./lib/chance.mjs";
import { is_sqlite } from "./lib/database.mjs";
import { get_order, order_body, place_order, redeem, settle } from "./lib/market.mjs";
import { pause } from "./lib/product.mjs";
import { check, check_equal, say, suite } from "./lib/report.mjs";

const EACH = is_sqlite ? 120 : 50; // vouchers of each rule
const DEATHS = is_sqlite ? 4 : 2; // of each act
const ROUND_MS = 30000; // within which the job comes by and gets on
const over = "2026-10-08T10:00:00Z"; // the last day is the 30th of September, and tills have a week
const roll = dice();

// ---- what must always hold ------------------------------------------------------------------------

// Per voucher: worth = used + paid back + lapsed + left.
const unequal =
  "SELECT count(*) FROM voucher v WHERE v.amount_minor <> (SELECT coalesce(sum(r.amount_minor), 0) FROM redemption r " +
  "WHERE r.territory_id = v.territory_id AND r.voucher_id = v.id AND r.reversed_at IS NULL) + " +
  "(SELECT coalesce(sum(f.value_minor), 0) FROM refund f WHERE f.territory_id = v.territory_id AND f.voucher_id = v.id " +
  "AND f.cause <> 3) + (SELECT coalesce(sum(CASE WHEN a.kind = 9 THEN a.amount_minor ELSE -a.amount_minor END), 0) " +
  "FROM voucher_act a WHERE a.territory_id = v.territory_id AND a.voucher_id = v.id AND a.kind IN (9, 14)) + " +
  "(SELECT b.balance_minor FROM account b WHERE b.territory_id = v.territory_id AND b.id = v.id)";

function holds(town, when) {
  const name = `paid + topped up = used + paid back + lapsed + left, for every voucher ${when}`;
  check_equal(name, town.database.number(unequal), 0);
  town.verify(when);
  const twice = most_once("SELECT subject_id FROM notice WHERE kind = 41 GROUP BY subject_id");
  check_equal(`nobody is told twice that money was sent ${when}`, town.database.number(twice), 0);
}

const most_once = (grouped) => `SELECT count(*) FROM (${grouped} HAVING count(*) > 1) AS twice`;

const sum_of = (town, reason) =>
  town.database.number(`SELECT coalesce(sum(amount_minor), 0) FROM transfer WHERE phase IN (0, 2) AND reason = ${reason}`);

// The server dies as soon as `count` grows, again and again, until what the job does is done.
async function killed_until(town, name, done, count) {
  for (let death = 0; death < DEATHS && !done(); death++) {
    const before = count();
    const until = Date.now() + ROUND_MS;
    while (Date.now() < until && count() === before && !done()) await pause(5);
    await pause(between(roll, 0, 40));
    await town.come_back(1);
    holds(town, `after a death: ${name}`);
  }
  const until = Date.now() + 4 * ROUND_MS;
  while (Date.now() < until && !done()) await pause(50);
  check(`${name}: it goes on by itself to the end`, done(), () => town.server.log_tail());
  holds(town, `at the end: ${name}`);
}

// ---- selling --------------------------------------------------------------------------------------

// From now on vouchers end under this rule. A fifth is public money.
async function campaign(town, rule, wide) {
  const fields = {
    name: `Fin ${rule}${wide ? " partout" : ""}`,
    values: "20",
    least: "5",
    most: "500",
    opens: "2026-06-01",
    closes: "2026-08-31",
    redeemable: "2026-06-01",
    expires: "2026-09-30",
    vat: "multi",
    remainder: rule,
    ...(wide && { wide: "yes" }),
  };
  const made = await town.agent.send_form("/bureau/campagnes/nouvelle", "/bureau/campagnes", fields);
  const page = made.headers.location?.split("?")[0];
  const aid = { form: "rate", give: "20", counts: "value", person: "anybody", hold: "15" };
  const ruled = await town.agent.send_form(`${page}/aide`, `${page}/aide`, aid);
  const money = { funder: "Ville", amount: "5000", seen: "0" };
  const filled = await town.agent.send_form(`${page}/aide`, `${page}/enveloppe`, money);
  const opened = await town.agent.send_form(page, `${page}/etat`, { act: "open" });
  const statuses = [made, ruled, filled, opened].map((reply) => reply.status);
  check_equal(`a campaign opens: ${fields.name}`, statuses, [303, 303, 303, 303]);
}

async function sell(town, name, number) {
  const { port } = town.server;
  const body = { ...order_body(town.till.shop, 1000 + number), top_up: { wanted: true } };
  const placed = await place_order(port, host, name, body);
  if (placed.status !== 201) throw new Error(`${name}: ${placed.text}`);
  const settled = await settle(port, host, placed.json.payment_id, "paid");
  if (settled.status !== 200) throw new Error(`${name}: ${settled.text}`);
  return bought(town, placed.json.id, number);
}

// One for all shops is bought on the page.
async function sell_wide(town, name, number) {
  const minor = 1000 + number;
  const fields = { go: "pay", amount: decimal(minor), whom: "me", name: "Ada", email: "ada@example.org", key: name };
  const more = { by: "sandbox", seen: String(Math.floor(minor / 5)) };
  const placed = await town.buyer().send_form(`/bon?go=person&amount=${decimal(minor)}`, "/bon", { ...fields, ...more });
  const payment = placed.headers.location;
  if (placed.status !== 303) throw new Error(`${name}: ${placed.status} ${placed.text}`);
  const done = await town.buyer().send_form(payment, payment, { outcome: "paid" });
  return bought(town, /\/bons\/([0-9A-Z]+)/.exec(done.headers.location)?.[1], number);
}

async function bought(town, order, number) {
  const { json } = await get_order(town.server.port, host, order);
  return { id: order, code: json.voucher.code, minor: 1000 + number };
}

// So many; of every third a part was used.
async function sell_many(town, name, count, wide) {
  const one = wide ? sell_wide : sell;
  const list = [];
  for (let at = 0; at < count; at += 10) {
    const numbers = Array.from({ length: Math.min(10, count - at) }, (_, i) => at + i);
    list.push(...(await Promise.all(numbers.map((number) => one(town, `${name}-${number}`, number)))));
  }
  for (let i = 0; i < count; i += 3) {
    const taken = await redeem(town.server.port, town.till, list[i].code, 300, `${name}-use-${i}`);
    check_equal("a part is used", taken.status, 200);
    list[i].left = list[i].minor - 300;
  }
  return list;
}

const left_on = (list) => list.reduce((sum, one) => sum + (one.left ?? one.minor), 0);

// ---- acts of people -------------------------------------------------------------------------------

async function withdrawals(town) {
  await campaign(town, "kept", false);
  const whole = await Promise.all(Array.from({ length: 12 }, (_, i) => sell(town, `withdraw-${i}`, i)));
  const by_bank = await transfer_orders(town, "withdraw-bank", 3, 2000);
  await reads(town, statement("JOUR-R", by_bank));
  const all = [...whole, ...by_bank];
  const press = async (one) => {
    const page = `/bons/${one.id}/renoncer`;
    const buyer = town.buyer();
    const shown = await buyer.ask(page).catch(() => null);
    if (!shown || shown.status !== 200) return shown?.status;
    return (await buyer.send_form(page, page, {}).catch(() => null))?.status;
  };
  for (let death = 0; death < DEATHS; death++) {
    const pressing = Promise.all(all.map(press));
    await pause(between(roll, 0, 120));
    await town.come_back(1);
    await pressing;
    holds(town, "after a death: withdrawal");
  }
  for (const one of all) {
    const status = await press(one);
    check("withdrawn, or withdrawn before", [200, 409].includes(status), status);
  }
  check_equal("each once", town.database.number("SELECT count(*) FROM refund WHERE cause = 2"), all.length);
  const value = left_on(all);
  check_equal("of its whole value", town.database.number("SELECT sum(value_minor) FROM refund WHERE cause = 2"), value);
  holds(town, "after withdrawals");
  return by_bank;
}

const part = (xml, name) => new RegExp(`<${name}[^>]*>([^<]*)<`).exec(xml)?.[1];

// What waits for a transfer: two people's word, a file for the bank, and that it was sent.
async function transfers_back(town, by_bank) {
  const waiting = town.database.rows(`SELECT paid_minor FROM refund WHERE state = 1 ORDER BY paid_minor`).map(Number);
  check_equal("what was paid by transfer waits for one", waiting, by_bank.map((one) => one.minor));
  const page = (await town.agent.ask("/bureau/remboursements")).text;
  const ids = [...new Set([...page.matchAll(/\/bureau\/remboursements\/(\w+)\//g)].map((found) => found[1]))];
  for (const id of ids) {
    const path = `/bureau/remboursements/${id}`;
    const press = (act) => () => town.accountant.send_form("/bureau/remboursements", `${path}/${act}`, {});
    await despite_deaths(town, roll, DEATHS, press("confirmer"));
    const first = (await town.accountant.ask(`${path}/pain.xml`)).text;
    await town.come_back(1);
    const again = (await town.accountant.ask(`${path}/pain.xml`)).text;
    for (const name of ["MsgId", "EndToEndId", "InstdAmt", "CtrlSum"])
      check_equal(`the bank sees that it is the same order: ${name}`, part(again, name), part(first, name));
    check("to the account the money came from", again.includes(`<IBAN>${payer_iban}<`), again);
    await despite_deaths(town, roll, DEATHS, press("envoye"));
  }
  check_equal("all are sent", town.database.number("SELECT count(*) FROM refund WHERE state <> 3"), 0);
  check_equal("nothing is owed to buyers", town.balance("refund", null), 0);
  check_equal("told once each", town.database.number("SELECT count(*) FROM notice WHERE kind = 41"),
    town.database.number("SELECT count(*) FROM refund"));
  holds(town, "after transfers");
}

// ---- the end of vouchers --------------------------------------------------------------------------

async function the_end(town) {
  const sold = {};
  for (const [name, rule, wide] of [
    ["kept", "kept", false],
    ["holder", "holder", false],
    ["fund", "fund", false],
    ["wide", "fund", true],
    ["wide_kept", "kept", true],
  ]) {
    await campaign(town, rule, wide);
    sold[name] = await sell_many(town, name, EACH, wide);
  }
  const before = { refund: sum_of(town, 38), back: sum_of(town, 33), refunds: town.refunds() };
  await town.leap(over);
  const alive = "SELECT count(*) FROM voucher WHERE ended = 0 AND expires_on < 20727"; // 1 October 2026
  const ended = "SELECT count(*) FROM voucher WHERE ended = 4";
  await killed_until(town, "the end", () => town.database.number(alive) === 0, () => town.database.number(ended));
  check_equal("all have lapsed", sum_of(town, 40), left_on(Object.values(sold).flat()));
  check_equal("the fund has what the rule gives it", sum_of(town, 41), left_on(sold.fund) + left_on(sold.wide));
  check_equal("the territory what nobody's shop had", sum_of(town, 42), left_on(sold.wide_kept));
  const holder = left_on(sold.holder);
  check_equal("holders and envelope the rest", sum_of(town, 38) - before.refund + sum_of(town, 33) - before.back, holder);
  check_equal("one refund each", town.refunds() - before.refunds, sold.holder.length);
  const acts = most_once("SELECT voucher_id FROM voucher_act WHERE kind = 9 GROUP BY voucher_id");
  check_equal("no voucher lapses twice", town.database.number(acts), 0);
  return sold;
}

// Those that lapsed come back, where the money is still there.
async function a_later_day(town, sold) {
  const fields = { until: "2026-11-30", revive: "yes", reason: "essai" };
  const asked = await town.agent.send_form("/bureau/prolongations", "/bureau/prolongations", fields);
  const page = asked.headers.location;
  const state = () => town.database.number("SELECT state FROM extension ORDER BY id DESC LIMIT 1");
  const walked = () => town.database.rows("SELECT voucher_id FROM extension ORDER BY id DESC LIMIT 1")[0][0];
  await killed_until(town, "counting", () => state() === 2, walked);
  const confirming = town.agent.send_form(page, `${page}/confirmer`, {}).catch(() => null);
  await pause(between(roll, 0, 60));
  await town.come_back(1);
  await confirming;
  if (state() === 2) await town.agent.send_form(page, `${page}/confirmer`, {});
  await killed_until(town, "a later day", () => state() === 4, walked);
  const back = ["kept", "fund", "wide", "wide_kept"].flatMap((name) => sold[name]);
  check_equal("all that may are alive again", sum_of(town, 80), left_on(back));
  const given = [...sold.fund, ...sold.wide, ...sold.wide_kept];
  check_equal("the fund and the territory gave it back", sum_of(town, 81), left_on(given));
  const [counts] = town.database.rows(
    "SELECT revived_count, alive_count, lost_count, (SELECT count(*) FROM voucher_act WHERE kind = 14), " +
      "(SELECT count(*) FROM voucher_act WHERE kind = 8), (SELECT count(*) FROM notice WHERE kind = 43) " +
      "FROM extension ORDER BY id DESC LIMIT 1",
  );
  const [revived, alive, lost, acts, moved, told] = counts.map(Number);
  check_equal("the page counts each once", [revived, lost], [back.length, sold.holder.length]);
  check_equal("each has its line", [acts, moved], [revived, revived + alive]);
  check_equal("each holder is told once", told, moved);
}

// ---- a shop fails -----------------------------------------------------------------------------------

async function a_failure(town, sold) {
  const open =
    "SELECT count(*), sum(CASE WHEN o.buyer_email <> '' THEN 1 ELSE 0 END) FROM voucher v " +
    "JOIN shop s ON s.territory_id = v.territory_id AND s.id = v.shop_id " +
    "JOIN account a ON a.territory_id = v.territory_id AND a.id = v.id " +
    "JOIN voucher_order o ON o.territory_id = v.territory_id AND o.id = v.order_id " +
    `WHERE s.merchant_id = ${town.merchant()} AND v.ended = 0 AND a.balance_minor > 0`;
  const frozen = () => town.database.number("SELECT count(*) FROM voucher WHERE blocked_why = 5");
  const [claims, holders] = town.database.rows(open)[0].map(Number);
  const balances = () => town.database.rows("SELECT id, balance_minor FROM account WHERE kind = 100 ORDER BY id").join();
  const untouched = balances();
  const fields = { shop: town.till.shop, on: "2026-10-08", reason: "liquidation" };
  const form = `/bureau/defaillances/nouvelle?shop=${town.till.shop}`;
  const marking = town.agent.send_form(form, "/bureau/defaillances", fields).catch(() => null);
  await pause(between(roll, 0, 150));
  await town.come_back(1);
  await marking;
  const marked = () => town.database.number("SELECT count(*) FROM failure WHERE lifted_at IS NULL");
  if (marked() === 0) await town.agent.send_form(form, "/bureau/defaillances", fields);
  const refused = await redeem(town.server.port, town.till, sold.kept[1].code, 100, "after-the-mark");
  check_equal("from the first instant its vouchers are refused", refused.json.refusal, "voucher_shop_failed");
  await killed_until(town, "freezing", () => frozen() === claims, frozen);
  check_equal("one failure", marked(), 1);
  const told = (kind) => town.database.number(`SELECT count(*) FROM notice WHERE kind = ${kind}`);
  check_equal("each holder is told once", told(120), holders);
  const lift = async () => {
    const list = (await town.agent.ask("/bureau/defaillances")).text;
    const page = /\/bureau\/defaillances\/[0-9A-Za-z]+(?=")/.exec(list.replace(/\/nouvelle/g, ""))?.[0];
    return town.agent.send_form(page, `${page}/lever`, { note: "erreur" });
  };
  await despite_deaths(town, roll, 1, lift);
  await killed_until(town, "thawing", () => frozen() === 0, frozen);
  check_equal("taken back", marked(), 0);
  check_equal("each is told once again", told(121), holders);
  check_equal("balances are what they were", balances() === untouched, true);
  const taken = await redeem(town.server.port, town.till, sold.kept[1].code, 100, "after-the-lift");
  check_equal("and it is taken", taken.status, 200);
}

await suite(async () => {
  say(`seed ${seed}`);
  const town = await Town.open();
  await open_transfers(town);
  const by_bank = await withdrawals(town);
  await transfers_back(town, by_bank);
  const sold = await the_end(town);
  await a_later_day(town, sold);
  await a_failure(town, sold);
  await town.end();
});
