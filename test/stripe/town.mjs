// A town whose buyers pay by card: the real server and its jobs, the double of Stripe, and the
// people who act. The server may be killed and come back later; both clocks stay one.
import { request } from "../suites/lib/http.mjs";
import { Visitor } from "../suites/lib/crawler.mjs";
import { get_order, order_body, place_order, redeem } from "../suites/lib/market.mjs";
import {
  clock,
  command,
  debug,
  free_port,
  make_demonstration,
  pause,
  start_server,
  till_of,
} from "../suites/lib/product.mjs";
import { check, check_equal } from "../suites/lib/report.mjs";
import { Double, key, secret } from "./double.mjs";

export const host = "nord.localhost";
const STRIPE = 5; // enum provider
const kinds = { clearing: 1, payable: 2, refund: 7, fee: 13, transit: 15, reserve: 16, suspense: 20, kept: 21 };
const of_stripe = ["clearing", "refund", "fee", "transit", "reserve"];

// A page of ours that moves on by itself to another site, or a redirect within ours.
function leads_to({ status, headers }) {
  return status === 303 ? headers.location : /^0; url=(.+)$/.exec(headers.refresh ?? "")?.[1];
}

export class Town {
  static async open(now = clock.open) {
    const town = new Town();
    Object.assign(town, make_demonstration(debug));
    town.set_clock(Date.parse(now));
    town.double = await new Double({ now_ms: () => town.now_ms() }).start();
    town.till = till_of(town.demo, "nord");
    town.known = new Set();
    town.server = { port: await free_port() };
    await town.serve();
    town.double.endpoint = { port: town.server.port, host };
    await town.sign_in();
    await town.settle();
    return town;
  }

  async sign_in() {
    for (const role of ["agent", "accountant", "shopkeeper"]) {
      this[role] = new Visitor(this.server, "nord", role);
      await this[role].sign_in(this.demo);
    }
  }

  // The server stops, and is back at another time.
  async leap(to) {
    check_equal("a clean stop", await this.server.kill("SIGTERM"), 0);
    this.set_clock(Date.parse(to));
    await this.serve();
    await this.sign_in();
  }

  // All that is due is paid by bank: what was sold with play money, what Stripe kept as its fee.
  async settle() {
    const prepared = await this.agent.send_form("/bureau", "/bureau/versements", {});
    await this.confirm(prepared.headers.location);
    check_equal("nothing is owed after a batch by bank", this.owed(), 0);
  }

  async confirm(batch) {
    const confirmed = await this.accountant.send_form(batch, `${batch}/confirmer`, {});
    check_equal("the accountant confirms the batch", confirmed.status, 303);
  }

  set_clock(at_ms) {
    Object.assign(this, { at_ms, since: performance.now() });
  }

  now_ms() {
    return Math.round(this.at_ms + performance.now() - this.since);
  }

  async serve() {
    const now = `${new Date(this.now_ms()).toISOString().slice(0, 19)}Z`;
    const { port } = this.server;
    const args = ["--rates", "off", "--stripe-url", this.double.url, "--base-url", `http://{host}:${port}`];
    Object.assign(this.server, await start_server(debug, this.database, { now, args, port }));
  }

  // Dies, or stops, and is back so many seconds later.
  async come_back(later_s, signal = "SIGKILL") {
    const end = await this.server.kill(signal);
    this.set_clock(this.now_ms() + later_s * 1000);
    await this.serve();
    return end;
  }

  async use_stripe() {
    const fields = { open: "yes", pays_out: "yes", key, secrets: secret };
    const kept = await this.accountant.send_form("/bureau/stripe/reglages", "/bureau/stripe/reglages", fields);
    check_equal("the accountant sets Stripe up", kept.status, 303);
    await this.until("the key is tried", () => this.called("get", /^\/v1\/account$/).length > 0);
  }

  // ---- looking --------------------------------------------------------------------------------

  async until(name, holds, tries = 300) {
    for (let i = 0; i < tries; i++) {
      if (await holds()) return check(name, true);
      await pause(100);
    }
    return check(name, false, `it did not come:\n${this.server.log_tail()}`);
  }

  called(method, path) {
    return this.double.calls.filter((call) => call.method === method && path.test(call.path));
  }

  // Credits less debits, posted.
  balance(kind, owner = of_stripe.includes(kind) ? STRIPE : null) {
    const whose = owner === null ? "" : `AND a.owner_id = ${owner}`;
    return this.database.number(
      "SELECT coalesce(sum(CASE WHEN t.credit_id = a.id THEN t.amount_minor ELSE -t.amount_minor END), 0) " +
        "FROM account a JOIN transfer t ON t.territory_id = a.territory_id AND a.id IN (t.credit_id, t.debit_id) " +
        `WHERE a.territory_id = ${this.territory()} AND a.kind = ${kinds[kind]} ${whose} AND t.phase IN (0, 2)`,
    );
  }

  // Ids as texts: they are larger than what a number here can hold.
  territory() {
    this.territory_id ??= this.database.rows("SELECT id FROM territory WHERE slug = 'nord'")[0][0];
    return this.territory_id;
  }

  merchant() {
    this.merchant_id ??= this.database.rows(
      `SELECT merchant_id FROM shop WHERE territory_id = ${this.territory()} AND slug = '${this.till.shop}'`,
    )[0][0];
    return this.merchant_id;
  }

  // What the shop is owed.
  owed() {
    return this.balance("payable", this.merchant());
  }

  // The desk's page on Stripe, after it has asked for balance and movements.
  async desk() {
    const asked = this.called("get", /balance_transactions$/).length;
    await this.agent.send_form("/bureau/stripe", "/bureau/stripe/actualiser", {});
    const answers = () => this.called("get", /balance_transactions$/).length > asked && this.waiting() === 0;
    await this.until("Stripe says what it holds", answers);
    return (await this.agent.ask("/bureau/stripe")).text.replace(/[\u00a0\u202f]/g, " ");
  }

  waiting() {
    return this.database.number("SELECT count(*) FROM stripe_call WHERE state = 1");
  }

  async books_agree(when) {
    const text = await this.desk();
    check(`both sides' books agree ${when}`, text.includes("disent la même chose"), () => sums_of(text));
    const { available, pending, kept } = this.double.things;
    check_equal(`our books hold what Stripe holds ${when}`, -this.balance("clearing"), available + pending);
    check_equal(`and say what it kept ${when}`, -this.balance("fee"), kept);
    check(`no movement is without its fellow ${when}`, !text.includes('id="ecarts"'), () => sums_of(text));
  }

  async end() {
    check_equal("no call was other than Stripe describes it", this.double.problems, []);
    check_equal("a clean stop", await this.server.kill("SIGTERM"), 0);
    this.verify("at the end");
    await this.double.stop();
  }

  verify(when) {
    const books = command(debug, ["ledger", "verify", "--database", this.database.url]);
    const balance = books.status === 0 && books.out.includes("the books balance");
    check(`the books balance ${when}`, balance, books.out + books.err);
  }

  // Somebody without a name.
  buyer() {
    return new Visitor(this.server, "nord");
  }

  // ---- buying -----------------------------------------------------------------------------------

  async order(name, minor = 5000) {
    const body = { ...order_body(this.till.shop, minor), provider: "stripe" };
    const { json, text } = await place_order(this.server.port, host, name, body);
    if (!json.id) throw new Error(`no order: ${text}`);
    return { id: json.id, pay: json.payment_url, minor };
  }

  // The page that Stripe was asked for since the last time.
  async session() {
    let found;
    await this.until("Stripe is asked for a page", () => {
      found = [...this.double.things.sessions.values()].find((one) => !this.known.has(one.id));
      return found;
    });
    this.known.add(found?.id);
    return found;
  }

  async order_of(bought) {
    return (await get_order(this.server.port, host, bought.id)).json;
  }

  becomes(bought, wanted) {
    return this.until(`the order is ${wanted}`, async () => (await this.order_of(bought)).state === wanted);
  }

  async led_to_stripe(bought) {
    let reply;
    await this.until("the buyer is led to Stripe", async () => {
      reply = await request(this.server.port, { path: bought.pay, host });
      return leads_to(reply) !== undefined;
    });
    return leads_to(reply);
  }

  // A voucher, paid by card: { id, code, session, minor }.
  async buy(name, minor = 5000) {
    const bought = await this.order(name, minor);
    const session = await this.session();
    await this.led_to_stripe(bought);
    this.double.things.pay(session);
    await this.double.send(this.double.things.event("checkout.session.completed", session));
    await this.becomes(bought, "paid");
    return { ...bought, session, code: (await this.order_of(bought)).voucher.code };
  }

  redeem(bought, minor, nonce) {
    return redeem(this.server.port, this.till, bought.code, minor, nonce);
  }

  // ---- paying back and paying out ---------------------------------------------------------------

  // An agent pays back so much of a voucher; all that is left if no amount is given.
  async give_back(bought, amount = "") {
    const page = `/bureau/bons/${bought.code.replaceAll(" ", "")}`;
    const reply = await this.agent.send_form(page, `${page}/rembourser`, { amount, note: "demande" });
    check_equal(`${amount || "what is left"} is given back`, reply.status, 303);
  }

  refunds(state) {
    const where = state === undefined ? "" : ` AND state = ${state}`;
    return this.database.number(`SELECT count(*) FROM refund WHERE territory_id = ${this.territory()}${where}`);
  }

  async begin_account() {
    await this.shopkeeper.send_form("/compte-stripe", "/compte-stripe", {});
  }

  // The shopkeeper opens an account at Stripe; the address of its questions.
  async to_questions() {
    await this.begin_account();
    let reply;
    await this.until("the shopkeeper is led to Stripe's questions", async () => {
      reply = await this.shopkeeper.ask("/compte-stripe?step=attente");
      return leads_to(reply) !== undefined;
    });
    return leads_to(reply);
  }

  // Answers, or leaves: { act: "answer" | "later" }. Returns the address one is sent back to.
  async answer(address, act = "answer") {
    await fetch(address, { redirect: "manual" });
    const form = new URLSearchParams({ act });
    const reply = await fetch(address, { method: "POST", body: form, redirect: "manual" });
    return new URL(reply.headers.get("location"));
  }

  async able() {
    const back = await this.answer(await this.to_questions());
    await this.shopkeeper.ask(back.pathname);
    const page = async () => (await this.shopkeeper.ask("/compte-stripe")).text;
    await this.until("the account can be paid", async () => (await page()).includes("prêt à recevoir"));
  }

  // Two people's batch; its address. Nothing is sent if nothing is due.
  async pay_out() {
    await this.desk();
    const prepared = await this.agent.send_form("/bureau/stripe", "/bureau/stripe/versements", {});
    if (prepared.status !== 303) return null;
    await this.confirm(prepared.headers.location);
    return prepared.headers.location;
  }

  transfers(state = 2) {
    return this.database.number(`SELECT count(*) FROM stripe_transfer WHERE state = ${state}`);
  }
}

function sums_of(text) {
  return text.slice(text.indexOf("<main"), text.indexOf("</main>")).replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");
}
