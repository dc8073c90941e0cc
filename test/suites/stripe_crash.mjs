#!/usr/bin/env node
// The server dies (SIGKILL) at each step of a purchase, an account, a payout and a refund by card:
// before Stripe has acted, after it has and before that is noted, and at random moments while a slow
// Stripe is spoken to. Afterwards each thing exists once, here and there, and the books agree.
import { Town } from "../stripe/town.mjs";
import { between, dice, seed } from "./lib/chance.mjs";
import { pause } from "./lib/product.mjs";
import { check, check_equal, say, suite } from "./lib/report.mjs";

const LEASE_S = 70; // whoever took a call is given up after a minute

// Stripe is asked `path` and never answers, having acted or not; the server dies in that moment.
async function dies_at(town, what, { method = "post", path, acted }, begin) {
  const { double } = town;
  double.fail({ method, path, silent: true, after: acted });
  const calls = town.called(method, path).length;
  await begin();
  await town.until(`${what}: Stripe is asked`, () => town.called(method, path).length > calls);
  await town.come_back(LEASE_S);
  await town.until(`${what}: it is asked again`, () => town.called(method, path).length > calls + 1);
  const keys = new Set(town.called(method, path).slice(calls).map((call) => call.key));
  check_equal(`${what}: with the same key`, keys.size, 1);
}

const both = [false, true];
const when = (acted) => (acted ? "after Stripe has acted" : "before Stripe has acted");

async function a_purchase(town) {
  for (const acted of both) {
    const before = { owed: town.owed(), pages: town.double.things.sessions.size };
    let bought;
    await dies_at(town, `page ${when(acted)}`, { path: /checkout\/sessions$/, acted }, async () => {
      bought = await town.order(`page-${acted}`, 2000);
    });
    const session = await town.session();
    check_equal("there is one page", town.double.things.sessions.size - before.pages, 1);
    check_equal("to which the buyer is led", await town.led_to_stripe(bought), session.url);
    // Paid; the notice is taken in, and the server dies as it is about to answer or has just done so.
    town.double.things.pay(session);
    const event = town.double.things.event("checkout.session.completed", session);
    const sending = town.double.send(event);
    if (acted) await sending;
    await town.come_back(1);
    await town.double.send(event);
    await town.becomes(bought, "paid");
    check_equal("the shop is owed it once", town.owed() - before.owed, 2000);
  }
}

async function an_account(town) {
  for (const [path, name] of [[/\/accounts$/, "account"], [/account_links$/, "link"]])
    await dies_at(town, `${name} ${when(true)}`, { path, acted: true }, () => town.begin_account());
  await town.able();
  check_equal("a merchant has one account", town.double.things.accounts.size, 1);
}

async function a_payout(town) {
  for (const acted of both) {
    await town.buy(`payout-${acted}`, 3000);
    const before = { owed: town.owed(), transfers: town.double.things.transfers.size };
    await dies_at(town, `transfer ${when(acted)}`, { path: /\/transfers$/, acted }, () => town.pay_out());
    await town.until("the transfer is known", () => town.transfers(1) === 0);
    const made = [...town.double.things.transfers.values()].slice(before.transfers).map((one) => one.amount);
    check_equal("one transfer was made, of what left the books", made, [before.owed - town.owed()]);
  }
  await town.settle();
}

async function a_refund(town) {
  for (const acted of both)
    for (const step of ["refund", "reversal"]) {
      const bought = await town.buy(`${step}-${acted}`, 2000);
      await town.settle();
      const path = step === "refund" ? /\/refunds$/ : /\/reversals$/;
      const { things } = town.double;
      const before = { refunds: things.refunds.size, reversals: things.reversals.size, sent: town.refunds(3) };
      await dies_at(town, `${step} ${when(acted)}`, { path, acted }, () => town.give_back(bought));
      await town.until("the refund is sent", () => town.refunds(3) === before.sent + 1);
      check_equal("once", things.refunds.size - before.refunds, 1);
      await town.until("what the merchant owed is fetched back", () => town.owed() === 0);
      check_equal("once", things.reversals.size - before.reversals, 1);
      check_equal("nothing is owed to buyers", town.balance("refund"), 0);
    }
}

// Who stops the server does not wait for Stripe; the call is made again after the next start.
async function a_stop(town) {
  const pages = { method: "post", path: /checkout\/sessions$/ };
  const calls = town.called(pages.method, pages.path).length;
  town.double.fail({ ...pages, silent: true });
  const bought = await town.order("stop", 2000);
  await town.until("Stripe is asked", () => town.called(pages.method, pages.path).length > calls);
  const began = Date.now();
  check_equal("a stop in the middle of a call is a clean one", await town.server.kill("SIGTERM"), 0);
  check("and takes less than five seconds", Date.now() - began < 5000, `${Date.now() - began} ms`);
  town.set_clock(town.now_ms() + LEASE_S * 1000);
  await town.serve();
  const session = await town.session();
  check_equal("the buyer is led on", await town.led_to_stripe(bought), session.url);
}

// Whatever it is doing while Stripe is slow, it dies; people go on afterwards.
async function anywhere(town, roll) {
  const { double } = town;
  const before = { owed: town.owed(), pages: double.things.sessions.size };
  const orders = [];
  for (let round = 0; round < 6; round++) {
    double.fail({ method: "post", path: /./, delay_ms: between(roll, 0, 400), after: true }, 3);
    for (let i = 0; i < 3; i++) orders.push(await town.order(`any-${round}-${i}`, 1000));
    await pause(between(roll, 0, 500));
    await town.come_back(LEASE_S);
  }
  for (let i = 0; i < orders.length; i++) {
    const session = await town.session();
    if (!session) return;
    double.things.pay(session);
    const event = double.things.event("checkout.session.completed", session);
    await town.until("the notice is taken", async () => (await double.send(event)).status === 200);
  }
  for (const order of orders) await town.becomes(order, "paid");
  check_equal("each order has one page", double.things.sessions.size - before.pages, orders.length);
  check_equal("and is owed once", town.owed() - before.owed, orders.length * 1000);
}

await suite(async () => {
  say(`seed ${seed}`);
  const town = await Town.open();
  await town.use_stripe();
  await a_purchase(town);
  await an_account(town);
  await a_payout(town);
  await a_refund(town);
  await a_stop(town);
  await anywhere(town, dice());
  await town.books_agree("after the deaths");
  const twice = town.database.rows(
    "SELECT noun_id FROM stripe_call WHERE kind IN (1, 4, 7, 9, 11) AND state = 2 " +
      "GROUP BY kind, noun_id HAVING count(*) > 1",
  );
  check_equal("nothing was asked for under two keys", twice, []);
  check("faults were met", town.double.calls.some((call) => call.status === 0));
  await town.end();
});
