#!/usr/bin/env node
// Cards, with the real server, its jobs, and a double of Stripe that answers and refuses as Stripe
// describes itself (test/stripe): purchases while Stripe fails in every way, notices twice, out of
// order, forged and lost, accounts, payouts, refunds that are fetched back, disputes. At the end both
// sides' books agree.
import { Town, host } from "../stripe/town.mjs";
import { move_types } from "../stripe/schema.mjs";
import { open_transfers, reads, statement } from "./lib/bank.mjs";
import { request } from "./lib/http.mjs";
import { pause } from "./lib/product.mjs";
import { check, check_equal, say, suite } from "./lib/report.mjs";

const sessions = { method: "post", path: /checkout\/sessions$/ };

// ---- purchases ----------------------------------------------------------------------------------

async function a_purchase(town) {
  const { double } = town;
  const bought = await town.order("whole");
  const session = await town.session();
  check_equal("the amount is the order's", session?.amount_total, 5000);
  check_equal("the buyer goes to that page", await town.led_to_stripe(bought), session.url);
  const back = await request(town.server.port, { path: new URL(session.success_url).pathname, host });
  check("who comes back unpaid is asked to wait", back.text.includes("Nous attendons la confirmation"), back.text);
  double.things.pay(session);
  const event = double.things.event("checkout.session.completed", session);
  const sent = await Promise.all(Array.from({ length: 32 }, () => double.send(event)));
  check_equal("a notice sent 32 times at once is answered", sent.filter((one) => one.status !== 200), []);
  check_equal("and applied once", sent.filter((one) => one.outcome === "applied").length, 1);
  await town.becomes(bought, "paid");
  await double.send(double.things.event("checkout.session.expired", { ...session, status: "expired" }));
  await double.send(double.things.event("invoice.finalized", double.things.platform));
  await town.becomes(bought, "paid");
  check_equal("the shop is owed the voucher once", town.owed(), 5000);
}

// The buyer's window and Stripe's notice come in the same moment, many times.
async function a_race(town) {
  const before = town.owed();
  for (let i = 0; i < 5; i++) {
    const bought = await town.order(`race-${i}`, 1000);
    const session = await town.session();
    await town.led_to_stripe(bought);
    town.double.things.pay(session);
    const event = town.double.things.event("checkout.session.completed", session);
    const path = new URL(session.success_url).pathname;
    const all = await Promise.all([
      ...Array.from({ length: 4 }, () => request(town.server.port, { path, host })),
      ...Array.from({ length: 4 }, () => town.double.send(event)),
    ]);
    check("everybody is answered", all.every((one) => one.status < 400), () => all.map((one) => one.status));
    await town.becomes(bought, "paid");
    const page = await request(town.server.port, { path, host });
    check("the window leads to the voucher", page.headers.location?.includes("/bons/"), page.status);
  }
  check_equal("each is paid once", town.owed() - before, 5000);
}

async function forged(town) {
  const { double } = town;
  const bought = await town.order("forged");
  const session = await town.session();
  const paid = { ...session, status: "complete", payment_status: "paid" };
  const event = double.things.make("event", "evt", { data: { object: paid }, type: "checkout.session.completed" });
  const wrong = await double.send(event, { with_secret: "whsec_somebody_elses_one" });
  check_equal("a forged notice is refused", wrong, { status: 400, outcome: "stripe_notice_signed_wrong" });
  const old = await double.send(event, { at_s: double.now_s() - 400 });
  check_equal("an old one too", old, { status: 400, outcome: "stripe_notice_signed_long_ago" });
  const future = await double.send(event, { at_s: double.now_s() + 400 });
  check_equal("and one of tomorrow", future, { status: 400, outcome: "stripe_notice_signed_long_ago" });
  const broken = await double.send(event, { body: '{"object":"event"' });
  check_equal("what cannot be read is said to be so", broken, { status: 400, outcome: "stripe_notice_unreadable" });
  const live = await double.send({ ...event, livemode: true });
  check_equal("real money changes nothing in a demonstration", live, { status: 200, outcome: "other_mode" });
  check_equal("nothing is paid", (await town.order_of(bought)).state, "waiting");
  double.things.expire(session);
  await double.send(double.things.event("checkout.session.expired", session));
  await town.becomes(bought, "abandoned");
}

// Seven troubles, one page, one key.
async function troubles(town) {
  const { double } = town;
  double.fail({ ...sessions, status: 500 });
  double.fail({ ...sessions, status: 429, headers: { "retry-after": "1" } });
  double.fail({ ...sessions, drop: true });
  double.fail({ ...sessions, status: 503, after: true });
  double.fail({ ...sessions, drop: true, after: true });
  double.fail({ ...sessions, cut: true });
  const made = double.done;
  const from = double.calls.length;
  const bought = await town.order("troubles", 2000);
  const session = await town.session();
  await town.led_to_stripe(bought);
  const calls = double.calls.slice(from).filter((call) => sessions.path.test(call.path));
  check_equal("after six failures the seventh answer counts", calls.length, 7);
  check_equal("all with one key", new Set(calls.map((call) => call.key)).size, 1);
  check_equal("which made one page", double.done - made, 1);
  double.things.pay(session);
  await request(town.server.port, { path: `${bought.pay}/retour`, host });
  await town.becomes(bought, "paid");
}

// Stripe is down for good: nobody waits for ever, and nothing was charged.
async function gives_up(town) {
  const { double } = town;
  double.fail({ ...sessions, status: 500 }, 8);
  const bought = await town.order("gives-up", 2000);
  await town.until("the page is tried eight times", () => double.faults.length === 0, 1200);
  await town.becomes(bought, "abandoned");
  const page = await town.agent.ask("/bureau/stripe");
  check("the desk shows what was not answered", page.text.includes('id="appels"'));
  const refused = await town.order("refused", 2000);
  double.fail({ ...sessions, status: 400, code: "amount_too_small" });
  await town.becomes(refused, "abandoned");
}

// Slower than anybody waits for, and done all the same: the key meets its own call on the way.
async function slow(town) {
  const { double } = town;
  const made = double.done;
  double.fail({ ...sessions, delay_ms: 22000 });
  const bought = await town.order("slow", 2000);
  const session = await town.session();
  await town.led_to_stripe(bought);
  check_equal("a slow answer makes one page", double.done - made, 1);
  double.things.pay(session);
  double.notify("checkout.session.completed", session);
  await town.becomes(bought, "paid");
}

// Two purchases whose notices never come: one buyer comes back, the other has closed the window.
async function lost(town) {
  const { double } = town;
  const first = await town.order("lost-1", 2000);
  const one = await town.session();
  const second = await town.order("lost-2", 2000);
  const other = await town.session();
  await town.led_to_stripe(first);
  await town.led_to_stripe(second);
  double.things.pay(one);
  double.things.pay(other);
  for (const session of [one, other]) double.things.event("checkout.session.completed", session);
  await request(town.server.port, { path: `${first.pay}/retour`, host });
  await town.becomes(first, "paid");
  say("four minutes later");
  await town.come_back(240, "SIGTERM");
  await town.becomes(second, "paid");
  await town.come_back(600, "SIGTERM");
  const found = () => town.database.number("SELECT count(*) FROM stripe_event WHERE fetched") > 0;
  await town.until("the lost notices are found in Stripe's list", found);
}

// A bank that takes its time says yes, another no.
async function clearing(town) {
  const { double } = town;
  for (const good of [true, false]) {
    const bought = await town.order(`clearing-${good}`, 1000);
    const session = await town.session();
    await town.led_to_stripe(bought);
    double.things.promise(session);
    double.notify("checkout.session.completed", session);
    await pause(300);
    check_equal("the order waits for the bank", (await town.order_of(bought)).state, "waiting");
    if (good) double.things.pay(session);
    else double.things.expire(session);
    double.notify(`checkout.session.async_payment_${good ? "succeeded" : "failed"}`, session);
    await town.becomes(bought, good ? "paid" : "abandoned");
  }
}

// Money that is not what the order costs, and money for an order that was given up.
async function odd_money(town) {
  const { double } = town;
  const bought = await town.order("other-amount", 5000);
  const session = await town.session();
  await town.led_to_stripe(bought);
  double.things.pay(session, { amount: 4000 });
  double.notify("checkout.session.completed", session);
  await town.until("it lies in suspense", () => town.balance("suspense") === 4000);
  const waits = await request(town.server.port, { path: `${bought.pay}/retour`, host });
  check("the buyer is told that somebody looks", waits.text.includes("nous le vérifions"), waits.text);
  const desk = (await town.agent.ask("/bureau/stripe")).text;
  const page = /\/bureau\/stripe\/a-voir\/\w+/.exec(desk)?.[0];
  const back = await town.agent.send_form(page, `${page}/rembourser`, {});
  check_equal("an agent sends it back to the card", back.status, 303);
  await town.until("it has left suspense", () => town.balance("suspense") === 0);
  const refunded = [...double.things.refunds.values()].filter((one) => one.payment_intent === session.payment_intent);
  check_equal("once", refunded.map((one) => one.amount), [4000]);
}

// ---- merchants ----------------------------------------------------------------------------------

async function onboarding(town) {
  const { double } = town;
  const page = async () => (await town.shopkeeper.ask("/compte-stripe")).text;
  double.fail({ method: "post", path: /\/accounts$/, status: 400, code: "platform_account_required" });
  await town.shopkeeper.send_form("/compte-stripe", "/compte-stripe", {});
  await town.until("a refusal is told", async () => (await page()).includes("n’a pas pu préparer"));
  await town.shopkeeper.send_form("/compte-stripe", "/compte-stripe", {});
  const waits = await town.shopkeeper.ask("/compte-stripe?step=attente");
  check("another try does not show the old refusal", !waits.text.includes("n’a pas pu préparer"), waits.status);
  const questions = await town.to_questions();
  const back = await town.answer(questions, "later");
  check_equal("who leaves the questions comes back here", back.pathname, "/compte-stripe/retour");
  await town.shopkeeper.ask(back.pathname);
  await town.until("the questions are open", async () => (await page()).includes("pas terminé"));
  const again = await town.to_questions();
  await fetch(again, { redirect: "manual" });
  const opened = await fetch(again, { redirect: "manual" });
  check("a link opens once, then leads back for another", opened.headers.get("location")?.endsWith("/reprendre"));
  const resumed = await town.shopkeeper.ask("/compte-stripe/reprendre");
  check_equal("the shopkeeper is led on", resumed.status, 303);
  await town.able();
  const accounts = [...double.things.accounts.values()];
  check_equal("a merchant has one account", accounts.length, 1);
  double.things.restrict(accounts[0]);
  double.notify("account.updated", accounts[0], accounts[0].id);
  await town.until("a restriction is told", async () => (await page()).includes("requirements.past_due"));
  check_equal("a restricted account is sent nothing", await town.pay_out(), null);
  double.things.enable(accounts[0]);
  double.notify("capability.updated", accounts[0], accounts[0].id);
  await town.until("then it is able again", async () => (await page()).includes("prêt à recevoir"));
}

// More is owed than Stripe can send now: what is pending waits.
async function payouts(town) {
  const { double } = town;
  double.things.clears = false;
  await town.buy("pending", 3000);
  const owed = town.owed();
  const sendable = double.things.available;
  await town.pay_out();
  await town.until("the shop is paid what Stripe can send", () => town.transfers() === 1);
  check_equal("and is owed the rest", town.owed(), owed - sendable);
  double.things.clear();
  double.things.clears = true;
  double.fail({ method: "post", path: /\/transfers$/, status: 400, code: "balance_insufficient" });
  const left = town.owed();
  await town.pay_out();
  await town.until("a refused transfer is known", () => town.transfers(3) === 1);
  check_equal("and owed again", town.owed(), left);
  const releve = (await town.shopkeeper.ask("/releve")).text;
  check("the shopkeeper reads why", releve.includes("balance_insufficient"), releve.slice(0, 200));
  const made = double.things.transfers.size;
  for (const fault of [{ status: 500 }, { drop: true, after: true }, { status: 429, headers: { "retry-after": "1" } }])
    double.fail({ method: "post", path: /\/transfers$/, ...fault });
  await town.pay_out();
  await town.until("the next try arrives", () => town.transfers() === 2);
  check_equal("one transfer was made of four calls", double.things.transfers.size - made, 1);
}

// ---- money back ---------------------------------------------------------------------------------

async function refunds(town) {
  const { double } = town;
  await town.buy("owed-1", 4000);
  const whole = await town.buy("refund-whole", 6000);
  const part = await town.buy("refund-part", 5000);
  await pay_all(town);
  const reversals = double.things.reversals.size;

  await town.redeem(part, 2000, "refund-part-1");
  await town.give_back(part, "10.00");
  await town.until("a part of what was left is sent", () => town.refunds(3) === 1);
  await town.until("and fetched back from the merchant", () => double.things.reversals.size === reversals + 1);
  await town.until("so that he owes nothing for it", () => town.owed() === 0);
  const left = (await town.order_of(part)).voucher.balance_minor;
  check_equal("the voucher has what was neither used nor given back", left, 2000);

  const page = `/bons/${whole.id}/renoncer`;
  const form = await town.buyer().send_form(page, page, {});
  check_equal("the buyer withdraws within fourteen days", form.status, 200);
  await town.until("all of it is sent", () => town.refunds(3) === 2);
  await town.until("and fetched back too", () => double.things.reversals.size === reversals + 2);
  await town.until("so that he owes nothing", () => town.owed() === 0);
  const fetched = [...double.things.reversals.values()].slice(reversals).map((one) => one.amount);
  check_equal("no more was fetched than he owed", fetched, [1000, 6000]);
  check_equal("nothing is owed to buyers", town.balance("refund"), 0);
  await town.books_agree("after refunds");
}

// As much as Stripe can send; the rest by bank, for Stripe has kept its fees.
async function pay_all(town) {
  const made = town.transfers();
  await town.pay_out();
  await town.until("a batch arrives", () => town.transfers() === made + 1);
  await town.settle();
}

// Pending for days, then no; then Stripe says no at once; then it works.
async function refunds_that_fail(town) {
  const { double } = town;
  const bought = await town.buy("refund-fails", 3000);
  const sent = town.refunds(3);
  double.refund_status = "pending";
  await town.give_back(bought);
  await town.until("Stripe has it, the bank not yet", () =>
    [...double.things.refunds.values()].some((one) => one.status === "pending"));
  delete double.refund_status;
  const refund = [...double.things.refunds.values()].find((one) => one.status === "pending");
  check_equal("meanwhile the money is owed to the buyer", town.balance("refund"), 3000);
  double.things.fail_refund(refund);
  double.notify("refund.failed", refund);
  await town.until("the failure is known", () => town.refunds(4) === 1);
  const list = (await town.agent.ask("/bureau/remboursements")).text;
  const id = /\/bureau\/remboursements\/(\w+)\/redemander/.exec(list)?.[1];
  check("the desk can ask again", id !== undefined, list.slice(0, 300));
  double.fail({ method: "post", path: /\/refunds$/, status: 400, code: "charge_disputed" });
  await ask_again(town, id);
  await town.until("Stripe refuses", () => double.faults.length === 0);
  await town.until("which is known", () => town.refunds(4) === 1);
  await ask_again(town, id);
  await town.until("the third time it is sent", () => town.refunds(3) === sent + 1);
  check_equal("nothing is owed to buyers any more", town.balance("refund"), 0);
  await close_all(town);
  await town.books_agree("after failed refunds");
}

const ask_again = (town, id) =>
  town.agent.send_form("/bureau/remboursements", `/bureau/remboursements/${id}/redemander`, {});

async function close_all(town) {
  for (let i = 0; i < 20; i++) {
    const desk = (await town.agent.ask("/bureau/stripe")).text;
    const page = /\/bureau\/stripe\/a-voir\/\w+/.exec(desk)?.[0];
    if (!page) return;
    await town.agent.send_form(page, `${page}/classer`, { note: "vu" });
  }
}

async function disputes(town) {
  const { double } = town;
  for (const end of ["won", "lost"]) {
    const bought = await town.buy(`dispute-${end}`, 2500);
    const kept = town.balance("kept");
    const intent = double.things.intents.get(bought.session.payment_intent);
    const dispute = double.things.dispute(intent);
    const event = double.things.event("charge.dispute.funds_withdrawn", dispute);
    await Promise.all([double.send(event), double.send(event)]);
    await double.send(double.things.event("charge.dispute.created", dispute));
    await town.until("the money is gone once", () => town.balance("kept") === kept - 2500);
    double.things.close_dispute(dispute, end);
    await double.send(double.things.event("charge.dispute.closed", dispute));
    if (end === "won") await double.send(double.things.event("charge.dispute.funds_reinstated", dispute));
    const wanted = end === "won" ? kept : kept - 2500;
    await town.until(`a dispute that is ${end} is in the books`, () => town.balance("kept") === wanted);
    const desk = (await town.agent.ask("/bureau/stripe")).text;
    check("an agent is told", desk.includes("conteste son paiement"));
    await close_all(town);
  }
  const unheard = await town.buy("dispute-unheard", 2000);
  double.things.dispute(double.things.intents.get(unheard.session.payment_intent));
  const told = (await town.desk()).includes("conteste son paiement");
  check("a dispute whose notices never came is found among the movements, and told", told);
  await close_all(town);
  await town.books_agree("after disputes");
}

// What Stripe keeps for itself is in our books, and what it gives back of it.
async function fees(town) {
  const { double } = town;
  double.things.take("stripe_fee", 240);
  double.things.take("tax_fee", 48);
  double.things.take("adjustment", -115);
  await town.books_agree("after fees");
  await town.books_agree("after the same fees again");
  const accounts = (await town.agent.ask("/bureau/comptes")).text;
  check("the page of accounts says who bears them", accounts.includes('id="frais"'));
}

// To the territory's own bank: on its way when Stripe lists it, there when the statement shows it.
async function to_the_bank(town) {
  const { double } = town;
  await open_transfers(town);
  const payout = double.things.payout(1500);
  double.notify("payout.created", payout);
  await town.until("a payout is on its way", () => town.balance("transit") === -1500);
  double.notify("payout.paid", Object.assign(payout, { status: "paid" }));
  double.notify("payout.paid", payout);
  await double.sending;
  await double.send(double.things.event("payout.paid", { ...payout, id: "po_of_a_merchant" }, "acct_1"));
  const known = town.database.number("SELECT count(*) FROM transit");
  check_equal("a merchant's own payout is none of ours", known, 1);
  await town.books_agree("while money is on its way");
  const seen = await send_statement(town, "STRIPE-1", payout);
  check("the bank's line is known", seen.includes("Versement de Stripe, attendu"), seen);
  check_equal("nothing is on its way", town.balance("transit"), 0);
  check_equal("and nothing in suspense", town.balance("suspense"), 0);
  const failing = double.things.payout(700);
  double.things.fail_payout(failing);
  for (const type of ["payout.failed", "payout.failed", "payout.created"]) double.notify(type, failing);
  await double.sending;
  await town.books_agree("after a payout that failed");
  check_equal("which is at Stripe again", town.balance("transit"), 0);
}

// A statement that shows a payout, read and applied by an agent; its page.
async function send_statement(town, message, payout) {
  const day = new Date(payout.arrival_date * 1000).toISOString().slice(0, 10);
  const text = statement(message, [], [[1, payout.amount, "STRIPE"]]).replaceAll("2026-07-01", day);
  return (await reads(town, text)).replace(/[\u00a0\u202f]/g, " ");
}

// Of every kind that Stripe's description names: booked, or asked about by its name.
async function every_kind(town) {
  const { double } = town;
  const ours = ["charge", "payment", "payment_refund", "refund", "refund_failure", "transfer", "transfer_refund"];
  const booked = ["payout", "payout_cancel", "payout_failure", "reserve_transaction", "reserved_funds"];
  booked.push("stripe_fee", "stripe_fx_fee", "tax_fee", "topup", "topup_reversal");
  const asked = move_types.filter((type) => !ours.includes(type) && !booked.includes(type));
  check_equal("of so many kinds people are asked", asked.length, 15);
  for (const type of asked) double.things.move(type, { id: null, currency: "eur" }, -10);
  for (const type of ["reserve_transaction", "reserved_funds"])
    double.things.move(type, { id: null, currency: "eur" }, -20);
  const desk = await town.desk();
  check("each has a name", !desk.includes("d’une sorte nouvelle"), desk);
  check_equal("reserves are booked", town.balance("reserve"), -40);
  for (const page of new Set(desk.match(/\/bureau\/stripe\/a-voir\/\w+/g))) {
    await town.agent.send_form(page, `${page}/dire`, { meaning: "territory", note: "vu chez Stripe" });
    const alone = await town.agent.send_form(page, `${page}/dire/confirmer`, {});
    check_equal("nobody confirms what he said", alone.status, 403);
    const agreed = await town.accountant.send_form(page, `${page}/dire/confirmer`, {});
    check_equal("another does", agreed.status, 303);
  }
  await town.books_agree("when all is explained");
  const accounts = (await town.agent.ask("/bureau/comptes")).text;
  check("the day's proof agrees", accounts.includes("Identique au centime"), accounts);
}

// Somebody works at Stripe itself: our books did not ask for it.
async function elsewhere(town) {
  const { double } = town;
  const bought = await town.buy("elsewhere", 2000);
  const intent = double.things.intents.get(bought.session.payment_intent);
  double.notify("refund.created", double.things.refund(intent, { amount: 500 }));
  const told = async () => (await town.agent.ask("/bureau/stripe")).text.includes("fait chez Stripe, pas ici");
  await town.until("a refund that was made elsewhere is told", told);
  const desk = await town.desk();
  check("and stands among the differences", desk.includes('id="ecarts"') && desk.includes("Écart de"));
}

await suite(async () => {
  const town = await Town.open();
  await town.use_stripe();
  for (const act of [a_purchase, a_race, forged, troubles, gives_up, slow, clearing, odd_money, lost]) {
    say(act.name);
    await act(town);
  }
  await town.books_agree("after purchases");
  for (const act of [onboarding, payouts, refunds, refunds_that_fail, disputes, fees, to_the_bank, every_kind, elsewhere]) {
    say(act.name);
    await act(town);
  }
  await town.end();
});
