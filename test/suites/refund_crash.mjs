#!/usr/bin/env node
// The server is killed with SIGKILL while an agent pays vouchers back, in parts and whole. After each
// death value, refunds, acts and books say the same; what was not acknowledged is asked again until
// every voucher is paid back exactly once.
import { between, dice, seed } from "./lib/chance.mjs";
import { Visitor } from "./lib/crawler.mjs";
import { is_sqlite } from "./lib/database.mjs";
import { buy } from "./lib/market.mjs";
import { clock, command, make_demonstration, pause, release, start_server, till_of } from "./lib/product.mjs";
import { check, check_equal, say, suite } from "./lib/report.mjs";

const KILLS = is_sqlite ? 12 : 4;
const VOUCHERS = 6;
const options = { now: clock.open, args: ["--rates", "off"] };

function verify(database, when) {
  const books = command(release, ["ledger", "verify", "--database", database.url]);
  const right = books.status === 0 && books.out.includes("the books balance");
  check(`the books balance ${when}`, right, books.out + books.err);
}

// What each table says was paid back, of these vouchers: all of them the same, or something was half
// done.
function told(database) {
  const [row] = database.rows(
    "SELECT (SELECT coalesce(sum(refunded_minor), 0) FROM voucher), " +
      "(SELECT coalesce(sum(value_minor), 0) FROM refund), " +
      "(SELECT coalesce(sum(amount_minor), 0) FROM voucher_act WHERE kind = 4), " +
      "(SELECT coalesce(sum(amount_minor), 0) FROM transfer WHERE reason = 37), " +
      "(SELECT coalesce(sum(amount_minor), 0) FROM transfer WHERE reason = 38), " +
      "(SELECT coalesce(sum(amount_minor), 0) FROM transfer WHERE reason = 39)",
  );
  return row.map(Number);
}

function check_told(database, when) {
  const sums = told(database);
  check_equal(`voucher, refund, act and transfers say the same ${when}`, new Set(sums).size, 1);
  const [counts] = database.rows(
    "SELECT (SELECT count(*) FROM refund), (SELECT count(*) FROM voucher_act WHERE kind = 4), " +
      "(SELECT count(*) FROM notice WHERE kind = 41), (SELECT count(*) FROM audit WHERE act = 'voucher.refund')",
  );
  const different = new Set(counts.map(Number)).size;
  check_equal(`each refund has its act, its mail and its line in the journal ${when}`, different, 1);
  return sums[0];
}

// One press of the button: 303 is done, 409 that nothing is left, undefined that nobody answered.
async function pay_back(agent, code, fields) {
  const path = `/bureau/bons/${code}`;
  try {
    return (await agent.send_form(path, `${path}/rembourser`, { note: "essai", ...fields })).status;
  } catch {
    return undefined;
  }
}

async function insist(agent, code) {
  for (let tries = 0; tries < 20; tries++) {
    const status = await pay_back(agent, code, {});
    if (status === 303 || status === 409) return status;
  }
  return undefined;
}

await suite(async () => {
  say(`seed ${seed}`);
  const roll = dice();
  const { demo, database } = make_demonstration(release);
  const till = till_of(demo, "nord");
  let server = await start_server(release, database, options);
  let worth = told(database)[0];
  for (let kill = 1; kill <= KILLS; kill++) {
    const agent = new Visitor(server, "nord", "agent");
    check_equal("the agent signs in", (await agent.sign_in(demo)).status, 303);
    const codes = [];
    for (let i = 0; i < VOUCHERS; i++) {
      const bought = await buy(server.port, till, `refund-${kill}-${i}`, 5000);
      codes.push(bought.code.replace(/[^0-9A-Z]/g, ""));
    }
    worth += VOUCHERS * 5000;
    const pressing = Promise.all(
      codes.map(async (code) => {
        await pay_back(agent, code, { amount: "12,34" });
        await pay_back(agent, code, {});
      }),
    );
    await pause(between(roll, 5, 150));
    check_equal("SIGKILL ends the server", await server.kill("SIGKILL"), "SIGKILL");
    await pressing;
    verify(database, "after a death");
    check_told(database, "after a death");
    server = await start_server(release, database, { ...options, port: server.port });
    const again = new Visitor(server, "nord", "agent");
    await again.sign_in(demo);
    for (const code of codes) {
      const status = await insist(again, code);
      check("what was not acknowledged is done when it is asked again", [303, 409].includes(status), code);
    }
    check_equal("everything is paid back, nothing twice", check_told(database, "in the end"), worth);
  }
  check_equal("a clean stop", await server.kill("SIGTERM"), 0);
  verify(database, "at the end");
});
