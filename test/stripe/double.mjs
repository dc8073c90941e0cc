// A double of Stripe: it answers as the real one is described, refuses what the real one would
// refuse, remembers idempotency keys, keeps what it was asked for, sends signed notices, and has the
// two pages that people see: where one pays, and where a shopkeeper answers questions. A test may
// tell it to fail, to be slow, to be silent, to break off in the middle of a word; and may send its
// notices twice, late, in another order, wrongly signed, or not at all.
import crypto from "node:crypto";
import http from "node:http";
import { find_operation, judge_answer, judge_call, judge_object, parse_form } from "./schema.mjs";
import { payment_page, setup_page } from "./pages.mjs";
import { Things } from "./things.mjs";

export const key = "sk_test_4eC39HqLyjWDarjtT1zdp7dc";
export const secret = "whsec_0123456789abcdefghij";

class Refusal extends Error {
  constructor(status, code, message, param) {
    super(message);
    Object.assign(this, { status, code, param });
  }

  body() {
    const type = this.status === 402 ? "card_error" : this.status >= 500 ? "api_error" : "invalid_request_error";
    const { code, message, param } = this;
    return { error: { type, code, message, ...(param && { param }) } };
  }
}

const reused = new Refusal(400, "idempotency_error", "Keys can only be used with the same parameters");
const in_use = new Refusal(409, "idempotency_key_in_use", "There is currently another in-progress request");
const KEY_LIVES_S = 24 * 3600;

export class Double {
  constructor({ now_ms = Date.now, endpoint = null } = {}) {
    this.now_s = () => Math.floor(now_ms() / 1000);
    this.endpoint = endpoint; // { port, host } of the product
    this.begin();
  }

  // As if nothing had ever been asked for.
  begin() {
    this.things = new Things(this.now_s);
    this.links = new Map(); // to questions
    this.calls = []; // every call: method, path, form, key, status
    this.keys = new Map(); // idempotency: what was asked for, what was answered, when
    this.busy = new Set(); // keys of calls that are being made
    this.faults = []; // what to do wrong next
    this.problems = []; // what was wrong with a call or with an answer of ours
    this.notices = "sent"; // or "lost"
    this.done = 0; // how often something was really done
  }

  async start() {
    this.server = http.createServer((request, reply) =>
      this.answer(request, reply).catch((error) => this.broken(reply, error)),
    );
    this.server.unref();
    await new Promise((ready) => this.server.listen(0, "127.0.0.1", ready));
    this.port = this.server.address().port;
    this.url = `http://127.0.0.1:${this.port}`;
    return this;
  }

  stop() {
    this.server.closeAllConnections();
    return new Promise((done) => this.server.close(done));
  }

  // The next `times` calls of this kind go wrong: { method, path } and one of
  //   status, code, headers   refused so; the code is Stripe's
  //   silent                  nothing is ever answered
  //   drop                    the connection is cut
  //   cut                     it is cut in the middle of the answer
  //   delay_ms, until         the answer is right and late; `until` is a promise
  // `after`: it goes wrong when the thing was done, so that the caller cannot know.
  fail(fault, times = 1) {
    for (let i = 0; i < times; i++) this.faults.push(fault);
  }

  // The next such call is answered when the function that is returned is called.
  hold(method, path) {
    let release;
    this.fail({ method, path, until: new Promise((over) => (release = over)) });
    return release;
  }

  broken(reply, error) {
    this.problems.push(error.stack);
    if (!reply.headersSent) reply.writeHead(500);
    reply.end();
  }

  async answer(request, reply) {
    const url = new URL(request.url, this.url);
    const text = await read(request);
    if (!url.pathname.startsWith("/v1/")) return this.page(request, reply, url, text);
    const method = request.method.toLowerCase();
    const call = { method, path: url.pathname, key: request.headers["idempotency-key"] ?? null };
    this.calls.push(call);
    if (!request.headers["stripe-version"]) this.problems.push(`${call.path}: no version was asked for`);
    const fault = this.take_fault(call);
    if (fault && !fault.after && this.fault(reply, fault, call)) return;
    const { status, body, replayed } = this.perform(request, method, url, text, call);
    call.status = status;
    if (fault?.delay_ms) await this.slowly(call.key, new Promise((over) => setTimeout(over, fault.delay_ms)));
    if (fault?.until) await this.slowly(call.key, fault.until);
    if (fault?.after && this.fault(reply, fault, call)) return;
    reply.writeHead(status, {
      "content-type": "application/json",
      "request-id": `req_${crypto.randomBytes(7).toString("hex")}`,
      ...(replayed && { "idempotent-replayed": "true" }),
    });
    const answer = JSON.stringify(body);
    if (!fault?.cut) return reply.end(answer);
    reply.write(answer.slice(0, answer.length / 2), () => reply.destroy());
  }

  // Whoever uses the key meanwhile is told so.
  async slowly(key, over) {
    this.busy.add(key);
    await over;
    this.busy.delete(key);
  }

  take_fault(call) {
    const at = this.faults.findIndex((one) => one.method === call.method && one.path.test(call.path));
    return at < 0 ? null : this.faults.splice(at, 1)[0];
  }

  // True: the caller has had its answer, or will have none.
  fault(reply, fault, call) {
    call.status = fault.status ?? 0;
    if (fault.drop) return reply.destroy();
    if (fault.silent) return true;
    if (!fault.status) return false;
    const headers = { "content-type": "application/json", ...(fault.headers ?? {}) };
    const code = fault.code ?? (fault.status === 429 ? "rate_limit" : "api_error");
    reply.writeHead(fault.status, headers).end(JSON.stringify(new Refusal(fault.status, code, "Told to fail").body()));
    return true;
  }

  // As Stripe: a call with a key that was used is not made again; what it asked for must be the same.
  perform(request, method, url, text, call) {
    const print = `${method} ${url.pathname} ${text}`;
    if (call.key && this.busy.has(call.key)) return { status: 409, body: in_use.body() };
    const before = call.key && this.remembered(call.key);
    if (before && before.print !== print) return { status: 400, body: reused.body() };
    if (before) return { ...before.result, replayed: true };
    const result = this.judged(request, method, url, text, call);
    if (call.key && result.status < 500 && result.performed)
      this.keys.set(call.key, { print, result, at_s: this.now_s() });
    return result;
  }

  remembered(key) {
    const before = this.keys.get(key);
    return before && this.now_s() - before.at_s < KEY_LIVES_S ? before : null;
  }

  judged(request, method, url, text, call) {
    try {
      if (request.headers.authorization !== `Bearer ${key}`)
        throw new Refusal(401, "api_key_invalid", "Invalid API Key provided");
      if (method === "post" && !call.key) this.problems.push(`${url.pathname}: a POST without an idempotency key`);
      const operation = find_operation(method, url.pathname);
      if (!operation) throw new Refusal(404, "url_invalid", `Unrecognized URL (${method} ${url.pathname})`);
      const form = parse_form(method === "post" ? text : url.search.slice(1));
      call.form = form;
      const problem = judge_call(operation.template, method, form);
      if (problem) {
        this.problems.push(`${method} ${url.pathname}: ${problem.param} ${problem.text}`);
        const code = problem.unknown ? "parameter_unknown" : "parameter_invalid";
        throw new Refusal(400, code, `Invalid parameter: ${problem.param}`, problem.param);
      }
      const body = this[`${method} ${operation.template}`](form, operation.params);
      if (method === "post") this.done++;
      const wrong = judge_answer(operation.template, method, body);
      if (wrong.length) this.problems.push(`our answer to ${method} ${operation.template}: ${wrong.join("; ")}`);
      return { status: 200, body, performed: true };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { status: error.status, body: error.body(), performed: error.status === 402 };
    }
  }

  // ---- the operations ----------------------------------------------------------------------

  "get /v1/account"() {
    return this.things.platform;
  }

  "get /v1/balance"() {
    return this.things.balance();
  }

  "post /v1/checkout/sessions"(form) {
    if (form.customer_email && !/^[\x21-\x7e]+@[\x21-\x7e]+\.[a-z]+$/i.test(form.customer_email))
      throw new Refusal(400, "email_invalid", `Invalid email address: ${form.customer_email}`, "customer_email");
    const wait = (form.expires_at ?? this.now_s() + 86400) - this.now_s();
    if (wait < 1800 || wait > 86400)
      throw new Refusal(400, "invalid_expires_at", "must be between 30 minutes and 24 hours away", "expires_at");
    const amount = form.line_items?.[0]?.price_data?.unit_amount ?? 0;
    if (amount < 50) throw new Refusal(400, "amount_too_small", "Amount must be at least 0.50 eur");
    return this.things.session(form, this.url);
  }

  find(kind, id) {
    const found = this.things[kind].get(id);
    if (!found) throw new Refusal(404, "resource_missing", `No such object: '${id}'`, "id");
    return found;
  }

  "get /v1/checkout/sessions/{session}"(form, { session }) {
    return this.find("sessions", session);
  }

  "post /v1/checkout/sessions/{session}/expire"(form, { session }) {
    const found = this.find("sessions", session);
    if (found.status !== "open")
      throw new Refusal(400, "checkout_session_not_open", "Only open Checkout Sessions can be expired.");
    this.things.expire(found);
    this.notify("checkout.session.expired", found);
    return found;
  }

  "post /v1/accounts"(form) {
    return this.things.account(form);
  }

  "get /v1/accounts/{account}"(form, { account }) {
    return this.find("accounts", account);
  }

  "post /v1/account_links"(form) {
    this.find("accounts", form.account);
    const token = crypto.randomBytes(8).toString("hex");
    this.links.set(token, { ...form, until: this.now_s() + 300 });
    const created = this.now_s();
    return { object: "account_link", created, expires_at: created + 300, url: `${this.url}/setup/${token}` };
  }

  "post /v1/transfers"(form) {
    const account = this.find("accounts", form.destination);
    if (account.capabilities.transfers !== "active")
      throw new Refusal(400, "insufficient_capabilities_for_transfer", "Destination needs the transfers capability");
    if (form.amount > this.things.available)
      throw new Refusal(400, "balance_insufficient", "You have insufficient available funds");
    const transfer = this.things.transfer(form);
    this.notify("transfer.created", transfer);
    return transfer;
  }

  "get /v1/transfers"(form) {
    const group = form.transfer_group;
    const all = [...this.things.transfers.values()].filter((one) => !group || one.transfer_group === group);
    return list_of("/v1/transfers", all.reverse(), form);
  }

  "post /v1/transfers/{id}/reversals"(form, { id }) {
    const transfer = this.find("transfers", id);
    if (transfer.amount_reversed + form.amount > transfer.amount)
      throw new Refusal(400, "amount_too_large", "Reversal amount is greater than what is left of the transfer");
    const reversal = this.things.reversal(transfer, form);
    this.notify("transfer.reversed", transfer);
    return reversal;
  }

  "get /v1/transfers/{id}/reversals"(form, { id }) {
    const all = [...this.things.reversals.values()].filter((one) => one.transfer === id);
    return list_of(`/v1/transfers/${id}/reversals`, all.reverse(), form);
  }

  "post /v1/refunds"(form) {
    const intent = this.find("intents", form.payment_intent);
    if (this.things.refunded(intent) + form.amount > intent.amount)
      throw new Refusal(400, "charge_already_refunded", "Refund amount is greater than what is left of the charge");
    if (intent.disputed) throw new Refusal(400, "charge_disputed", "This charge is disputed");
    const refund = this.things.refund(intent, form, this.refund_status ?? "succeeded");
    this.notify("refund.created", refund);
    return refund;
  }

  "get /v1/refunds"(form) {
    const intent = form.payment_intent;
    const all = [...this.things.refunds.values()].filter((one) => !intent || one.payment_intent === intent);
    return list_of("/v1/refunds", all.reverse(), form);
  }

  "get /v1/events"(form) {
    const from = Number(form.created?.gte ?? 0);
    const wanted = (type) => !form.types || form.types.includes(type);
    const all = this.things.events.filter((one) => one.created >= from && wanted(one.type));
    return list_of("/v1/events", all, form);
  }

  "get /v1/balance_transactions"(form) {
    const from = Number(form.created?.gte ?? 0);
    const whole = form.expand?.includes("data.source");
    const all = this.things.moves
      .filter(({ move }) => move.created >= from)
      .map(({ move, source }) => (whole ? { ...move, source } : move));
    return list_of("/v1/balance_transactions", all, form);
  }

  // ---- notices -----------------------------------------------------------------------------

  notify(type, object, account) {
    const event = this.things.event(type, object, account);
    const wrong = judge_object("event", event);
    if (wrong.length) this.problems.push(`our event ${type}: ${wrong.join("; ")}`);
    if (this.notices === "sent" && this.endpoint) this.sending = this.send(event);
    return event;
  }

  // What the product answers: { status, outcome }. `at_s` and `with_secret` let a test lie.
  send(event, { at_s = this.now_s(), with_secret = secret, body = JSON.stringify(event) } = {}) {
    const signature = crypto.createHmac("sha256", with_secret).update(`${at_s}.${body}`).digest("hex");
    const { port, host } = this.endpoint;
    return new Promise((done) => {
      const request = http.request(
        {
          host: "127.0.0.1",
          port,
          method: "POST",
          path: "/stripe/webhook",
          headers: {
            host: `${host}:${port}`,
            "content-type": "application/json; charset=utf-8",
            "stripe-signature": `t=${at_s},v1=${signature}`,
          },
        },
        (reply) => read(reply).then((text) => done({ status: reply.statusCode, outcome: outcome_of(text) })),
      );
      request.on("error", (error) => done({ status: 0, outcome: error.code }));
      request.end(body);
    });
  }

  // ---- the pages that people see ---------------------------------------------------------------

  async page(request, reply, url, text) {
    const [, kind, ...rest] = url.pathname.split("/");
    const post = request.method === "POST";
    const act = post ? (new URLSearchParams(text).get("act") ?? "") : null; // null: only looked at
    if (kind === "c" && rest[0] === "pay") return payment_page(this, reply, rest[1], act);
    if (kind === "setup") return setup_page(this, reply, rest[0], act);
    reply.writeHead(404).end();
  }
}

function list_of(url, all, { limit = 10, starting_after }) {
  const from = starting_after ? all.findIndex((one) => one.id === starting_after) + 1 : 0;
  const data = all.slice(from, from + Number(limit));
  return { object: "list", url, data, has_more: from + data.length < all.length };
}

function outcome_of(text) {
  try {
    return JSON.parse(text).outcome;
  } catch {
    return text.slice(0, 200);
  }
}

async function read(stream) {
  const pieces = [];
  for await (const piece of stream) pieces.push(piece);
  return Buffer.concat(pieces).toString("utf8");
}
