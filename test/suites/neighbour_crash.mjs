#!/usr/bin/env node
// The server is killed with SIGKILL while a till of one territory takes vouchers of its neighbour, and
// again while the night is netted. After each death both ledgers say the same of each other; what was
// not acknowledged is asked again under its nonce until every use is booked exactly once on both sides.
import fs from "node:fs";
import path from "node:path";
import { between, dice, seed } from "./lib/chance.mjs";
import { Visitor } from "./lib/crawler.mjs";
import { folder, is_sqlite } from "./lib/database.mjs";
import { buyer, redeem } from "./lib/market.mjs";
import { clock, command, make_demonstration, pause, release, small_data, start_server, till_of } from "./lib/product.mjs";
import { check, check_equal, say, suite } from "./lib/report.mjs";

const KILLS = is_sqlite ? 8 : 3;
const VOUCHERS = 6;
const options = { now: clock.open, args: ["--rates", "off"] };

// The two territories of the small data in one currency.
function data_in_euros() {
  const data = path.join(folder, "neighbours");
  fs.cpSync(small_data, data, { recursive: true });
  const file = path.join(data, "demo.json");
  const facts = JSON.parse(fs.readFileSync(file, "utf8"));
  for (const territory of facts.territories) territory.currency = "EUR";
  fs.writeFileSync(file, JSON.stringify(facts));
  return data;
}

function verify(database, when) {
  const books = command(release, ["ledger", "verify", "--database", database.url]);
  const right = books.status === 0 && books.out.includes("the books balance");
  check(`the books balance ${when}`, right, books.out + books.err);
}

const sum = (where, side, kind) =>
  "(SELECT coalesce(sum(amount_minor), 0) FROM transfer t JOIN territory o ON o.id = t.territory_id " +
  `WHERE o.slug = '${where}' AND t.${side}_kind = ${kind})`;

// What nord owes sud, by nord's ledger and by sud's, on the account of uses (11) and the netted one
// (14), and by the rows of uses on both sides.
function told(database) {
  const [row] = database.rows(
    "SELECT " +
      [11, 14]
        .flatMap((number) => [
          `${sum("nord", "credit", number)} - ${sum("nord", "debit", number)}`,
          `${sum("sud", "debit", number)} - ${sum("sud", "credit", number)}`,
        ])
        .join(", "),
  );
  const [uses] = database.rows(
    "SELECT (SELECT coalesce(sum(amount_minor), 0) FROM redemption WHERE neighbour_id <> 0 AND shop_id = 0), " +
      "(SELECT coalesce(sum(amount_minor), 0) FROM redemption WHERE neighbour_id <> 0 AND shop_id <> 0), " +
      "(SELECT coalesce(sum(amount_minor), 0) FROM neighbour_line WHERE owed), " +
      "(SELECT coalesce(sum(amount_minor), 0) FROM neighbour_line WHERE NOT owed)",
  );
  return { balances: row.map(Number), uses: uses.map(Number) };
}

function check_told(database, when) {
  const { balances, uses } = told(database);
  check_equal(`both ledgers say the same of what is open ${when}`, balances[0], balances[1]);
  check_equal(`and of what is netted ${when}`, balances[2], balances[3]);
  check_equal(`the uses of both sides are the same ${when}`, new Set(uses).size, 1);
  check_equal(`and are what is owed ${when}`, balances[0] + balances[2], uses[0]);
  return uses[0];
}

// As a visitor's browser does it, for the pages alone sell vouchers for all shops. Its code.
async function buy_wide(server) {
  const visitor = new Visitor(server, "nord");
  const wanted = { go: "check", amount: "50", whom: "me", ...buyer, by: "sandbox" };
  const checked = await visitor.send_form("/bon?go=person&amount=50", "/bon", wanted);
  const hidden = checked.text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g);
  const form = { ...Object.fromEntries([...hidden].map(([, name, value]) => [name, value])), go: "pay", by: "sandbox" };
  const placed = await visitor.ask("/bon", { method: "POST", form });
  if (placed.status !== 303) throw new Error(`order: ${placed.status} ${/role="alert"[^]{0,400}/.exec(placed.text)?.[0]}`);
  const bank = placed.headers.location;
  const paid = await visitor.send_form(bank, bank, { outcome: "paid" });
  const page = await visitor.ask(paid.headers.location);
  return /[0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]{4}/.exec(page.text)[0];
}

async function take(port, till, code, nonce) {
  try {
    return (await redeem(port, till, code, 1234, nonce)).status;
  } catch {
    return undefined;
  }
}

async function insist(port, till, code, nonce) {
  for (let tries = 0; tries < 20; tries++) if ((await take(port, till, code, nonce)) === 200) return true;
  return false;
}

async function agree(server, demo) {
  const [nord, sud] = ["nord", "sud"].map((one) => new Visitor(server, one, "agent"));
  for (const agent of [nord, sud]) check_equal("an agent signs in", (await agent.sign_in(demo)).status, 303);
  const terms = { territory: "sud", ours_there: "1", from: clock.open.slice(0, 10), notice: "7", ceiling: "" };
  const proposed = await nord.send_form("/bureau/voisins/nouveau", "/bureau/voisins", terms);
  check_equal("an agent proposes", proposed.status, 303);
  const page = proposed.headers.location;
  check_equal("the other agrees", (await sud.send_form(page, `${page}/confirmer`, {})).status, 303);
}

async function netted(database) {
  for (let tries = 0; tries < 100; tries++) {
    if (told(database).balances[0] === 0) return true;
    await pause(200);
  }
  return false;
}

await suite(async () => {
  say(`seed ${seed}`);
  const roll = dice();
  const { demo, database } = make_demonstration(release, data_in_euros());
  // What nord's campaign sells is for all shops from now on.
  database.rows("UPDATE campaign SET wide = (1 = 1) WHERE territory_id = (SELECT id FROM territory WHERE slug = 'nord')");
  const sud = till_of(demo, "sud");
  let server = await start_server(release, database, options);
  await agree(server, demo);
  let worth = 0;
  for (let kill = 1; kill <= KILLS; kill++) {
    const codes = [];
    for (let i = 0; i < VOUCHERS; i++) codes.push(await buy_wide(server));
    const nonce = (i) => `neighbour-${kill}-${i}`;
    const pressing = Promise.all(codes.map((code, i) => take(server.port, sud, code, nonce(i))));
    await pause(between(roll, 2, 80));
    check_equal("SIGKILL ends the server", await server.kill("SIGKILL"), "SIGKILL");
    await pressing;
    verify(database, "after a death");
    check_told(database, "after a death");
    server = await start_server(release, database, { ...options, port: server.port });
    for (const [i, code] of codes.entries()) {
      const taken = await insist(server.port, sud, code, nonce(i));
      check("what was not acknowledged is taken when it is asked again", taken, code);
    }
    worth += VOUCHERS * 1234;
    check_equal("every use is booked once", check_told(database, "in the end"), worth);
  }
  await dies_in_the_night(database, server, roll, worth);
});

async function dies_in_the_night(database, server, roll, worth) {
  check_equal("a clean stop", await server.kill("SIGTERM"), 0);
  const night = { now: "2026-07-02T10:00:00Z", args: options.args, port: server.port };
  for (let kill = 1; kill <= KILLS; kill++) {
    server = await start_server(release, database, night);
    await pause(between(roll, 0, 400));
    check_equal("SIGKILL ends the server", await server.kill("SIGKILL"), "SIGKILL");
    verify(database, "after a death in the night");
    check_told(database, "after a death in the night");
  }
  server = await start_server(release, database, night);
  check("the night is netted", await netted(database), "");
  await pause(6000);
  check_equal("once", check_told(database, "after the night"), worth);
  check_equal("all of it waits to be paid", told(database).balances[2], worth);
  check_equal("one statement a side", Number(database.rows("SELECT count(*) FROM netting")[0][0]), 2);
  check_equal("a clean stop", await server.kill("SIGTERM"), 0);
  verify(database, "at the end");
}
