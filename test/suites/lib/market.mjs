// Buyers and tills: each act carries an idempotency key or a nonce, is recorded before it is sent,
// and is repeated with the same key until the server acknowledges it.
import { between } from "./chance.mjs";
import { request } from "./http.mjs";

export const buyer = { name: "Ada Lovelace", email: "ada@example.org" };

export function order_body(shop, amount_minor, currency = "EUR") {
  return { shop, amount_minor, currency, buyer };
}

export function place_order(port, host, key, body, agent) {
  return request(port, {
    method: "POST",
    path: "/api/v1/voucher-orders",
    host,
    agent,
    json: body,
    headers: { "idempotency-key": key },
  });
}

export function settle(port, host, payment_id, outcome, agent) {
  return request(port, {
    method: "POST",
    path: `/api/v1/sandbox/payments/${payment_id}`,
    host,
    agent,
    json: { outcome },
  });
}

export function get_order(port, host, id, agent) {
  return request(port, { path: `/api/v1/voucher-orders/${id}`, host, agent });
}

export function redeem(port, till, code, amount_minor, nonce, agent) {
  return request(port, {
    method: "POST",
    path: "/api/v1/redemptions",
    host: `${till.territory}.localhost`,
    agent,
    headers: { authorization: `Bearer ${till.token}` },
    json: { code, amount_minor, nonce },
  });
}

// Buys a voucher, every step of which must succeed: {id, payment_id, code}.
export async function buy(port, till, key, amount_minor, currency = "EUR") {
  const host = `${till.territory}.localhost`;
  const placed = await place_order(port, host, key, order_body(till.shop, amount_minor, currency));
  if (placed.status !== 201) throw new Error(`order: ${placed.status} ${placed.text}`);
  const { id, payment_id } = placed.json;
  const paid = await settle(port, host, payment_id, "paid");
  if (paid.status !== 200) throw new Error(`payment: ${paid.status} ${paid.text}`);
  const seen = await get_order(port, host, id);
  return { id, payment_id, amount_minor, code: seen.json.voucher.code };
}

// A client that buys and redeems one voucher after the other. `purchases` is what it was told;
// the purchase in hand may lack what the server did not acknowledge yet.
export class Client {
  constructor(number, till, roll) {
    Object.assign(this, { number, till, roll, host: `${till.territory}.localhost`, purchases: [], complaints: [] });
    this.repeats = 0;
  }

  begin() {
    const amount = between(this.roll, 5, 250) * 100;
    const first = between(this.roll, 1, amount - 1);
    const here = {
      key: `client-${this.number}-${this.purchases.length}`,
      amount,
      takes: [first, amount - first].map((minor, i) => ({ minor, nonce: `till-${this.number}-${i}`, acked: false })),
    };
    if (this.roll() < 0.5) here.takes.pop();
    this.purchases.push(here);
    return here;
  }

  // Does the next unacknowledged step of the purchase in hand. Throws if no answer came.
  async step(port, agent) {
    let here = this.purchases.at(-1);
    if (!here || finished(here)) here = this.begin();
    if (!here.id) await this.place(port, agent, here);
    else if (!here.paid) await this.pay(port, agent, here);
    else if (!here.code) await this.look(port, agent, here);
    else await this.take(port, agent, here);
  }

  // 503 says "not now": the act is repeated as if no answer had come.
  expect(answer, status, what) {
    if (answer.status === status) return true;
    if (answer.status !== 503) this.complaints.push(`${what}: ${answer.status} ${answer.text}`);
    if (answer.status !== 503) throw new Error(this.complaints.at(-1));
    this.repeats++;
    return false;
  }

  async place(port, agent, here) {
    const answer = await place_order(port, this.host, here.key, order_body(this.till.shop, here.amount), agent);
    if (this.expect(answer, 201, "order"))
      Object.assign(here, { id: answer.json.id, payment_id: answer.json.payment_id });
  }

  async pay(port, agent, here) {
    const answer = await settle(port, this.host, here.payment_id, "paid", agent);
    if (this.expect(answer, 200, "payment")) here.paid = true;
  }

  async look(port, agent, here) {
    const answer = await get_order(port, this.host, here.id, agent);
    if (this.expect(answer, 200, "look")) here.code = answer.json.voucher?.code;
  }

  async take(port, agent, here) {
    const next = here.takes.find((take) => !take.acked);
    const answer = await redeem(port, this.till, here.code, next.minor, next.nonce, agent);
    if (!this.expect(answer, 200, "redemption")) return;
    next.acked = true;
    const left = here.amount - taken(here);
    if (answer.json.balance_minor !== left)
      this.complaints.push(`balance after redemption: expected ${left}, told ${answer.json.balance_minor}`);
  }
}

export function finished(purchase) {
  return purchase.code !== undefined && purchase.takes.every((take) => take.acked);
}

export function taken(purchase) {
  return purchase.takes.filter((take) => take.acked).reduce((sum, take) => sum + take.minor, 0);
}
