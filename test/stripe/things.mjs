// The things that the double of Stripe makes and keeps: copies of Stripe's own example objects with
// what was asked for in them. Times are seconds by the double's clock.
import crypto from "node:crypto";
import { fixtures } from "./schema.mjs";

const copy = (value) => JSON.parse(JSON.stringify(value));
// Newer than the description, and there otherwise: what a scheme of British banks shows.
const described = (account) => ({ ...account, settings: { ...account.settings, bacs_debit_payments: {} } });
const token = (length = 24) =>
  crypto.randomBytes(length).toString("base64url").replace(/[-_]/g, "x").slice(0, length);

// 1.5 % and 25 cents, as Stripe takes of European cards.
export const fee_of = (amount) => Math.round(amount * 0.015) + 25;

export class Things {
  constructor(now_s) {
    Object.assign(this, { now_s, available: 0, pending: 0, kept: 0, clears: true });
    for (const name of ["sessions", "intents", "charges", "accounts", "transfers", "reversals", "refunds"])
      this[name] = new Map();
    this.events = [];
    this.moves = [];
    this.platform = { ...described(copy(fixtures.account)), id: `acct_${token(16)}`, country: "FR" };
  }

  make(kind, prefix, members) {
    const made = { ...copy(fixtures[kind]), id: `${prefix}_${token()}`, created: this.now_s(), ...members };
    if ("livemode" in made) made.livemode = false;
    return made;
  }

  session(asked, base) {
    const lines = asked.line_items;
    const total = lines.reduce((sum, line) => sum + line.quantity * line.price_data.unit_amount, 0);
    const session = this.make("checkout.session", "cs_test", {
      amount_subtotal: total,
      amount_total: total,
      cancel_url: asked.cancel_url,
      client_reference_id: asked.client_reference_id ?? null,
      currency: lines[0].price_data.currency,
      customer_email: asked.customer_email ?? null,
      expires_at: asked.expires_at ?? this.now_s() + 86400,
      locale: asked.locale ?? null,
      metadata: asked.metadata ?? {},
      payment_intent: null,
      payment_method_types: asked.payment_method_types ?? ["card"],
      payment_status: "unpaid",
      status: "open",
      success_url: asked.success_url,
    });
    session.url = `${base}/c/pay/${session.id}`;
    session.total_details = { amount_discount: 0, amount_shipping: 0, amount_tax: 0 };
    delete session.shipping_cost;
    session.shipping_cost = null;
    session.shipping_address_collection = null;
    this.sessions.set(session.id, session);
    this.asked ??= new Map();
    this.asked.set(session.id, asked);
    return session;
  }

  // The buyer's card is charged. `amount` and `currency` are the session's unless a test lies.
  pay(session, { amount = session.amount_total, currency = session.currency } = {}) {
    const data = this.asked.get(session.id).payment_intent_data ?? {};
    const metadata = data.metadata ?? {};
    const intent = this.make("payment_intent", "pi", { amount, currency, metadata, status: "succeeded" });
    const charge = this.make("charge", "ch", {
      amount,
      currency,
      metadata,
      payment_intent: intent.id,
      transfer_group: data.transfer_group ?? null,
    });
    intent.latest_charge = charge.id;
    this.intents.set(intent.id, intent);
    this.charges.set(charge.id, charge);
    Object.assign(session, { status: "complete", payment_status: "paid", payment_intent: intent.id, url: null });
    Object.assign(session, { amount_total: amount, amount_subtotal: amount, currency });
    charge.balance_transaction = this.move("charge", charge, amount, fee_of(amount)).id;
    return session;
  }

  // The buyer has done his part; his bank takes its time.
  promise(session) {
    return Object.assign(session, { status: "complete", payment_status: "unpaid", url: null });
  }

  expire(session) {
    Object.assign(session, { status: "expired", url: null });
    return session;
  }

  move(type, source, amount, fee = 0) {
    const move = this.make("balance_transaction", "txn", {
      amount,
      fee,
      net: amount - fee,
      currency: source.currency,
      source: source.id,
      type,
      reporting_category: type,
    });
    const detail = { amount: fee, application: null, currency: source.currency, description: null, type: "stripe_fee" };
    move.fee_details = fee ? [detail] : [];
    this.moves.unshift({ move, source });
    this.kept += fee;
    if (type === "charge" && !this.clears) this.pending += amount - fee;
    else this.available += amount - fee;
    return move;
  }

  // Stripe takes something of its own accord, or gives it back: of an account, a month, a mistake.
  take(type, amount) {
    const move = this.move(type, { id: null, currency: "eur" }, -amount);
    move.reporting_category = "fee";
    this.kept += amount;
    return move;
  }

  // Money of cards may be sent on some days later.
  clear() {
    this.available += this.pending;
    this.pending = 0;
  }

  account(asked) {
    const account = described(this.make("account", "acct", {
      business_type: null,
      capabilities: { transfers: "inactive" },
      charges_enabled: false,
      country: asked.country,
      default_currency: "eur",
      details_submitted: false,
      email: asked.email ?? null,
      metadata: asked.metadata ?? {},
      payouts_enabled: false,
      type: asked.type,
    }));
    this.accounts.set(account.id, account);
    return account;
  }

  // The merchant has answered all questions.
  enable(account) {
    account.capabilities = { transfers: "active" };
    Object.assign(account, { details_submitted: true, payouts_enabled: true, charges_enabled: true });
    account.requirements = { ...account.requirements, currently_due: [], eventually_due: [], disabled_reason: null };
    return account;
  }

  // Stripe wants to know more, and sends nothing until then.
  restrict(account, reason = "requirements.past_due", due = ["individual.verification.document"]) {
    account.capabilities = { transfers: "inactive" };
    account.payouts_enabled = false;
    account.requirements = { ...account.requirements, currently_due: due, disabled_reason: reason };
    return account;
  }

  transfer(asked) {
    const transfer = this.make("transfer", "tr", {
      amount: asked.amount,
      amount_reversed: 0,
      currency: asked.currency,
      destination: asked.destination,
      metadata: asked.metadata ?? {},
      transfer_group: asked.transfer_group ?? null,
    });
    transfer.reversals = { ...transfer.reversals, url: `/v1/transfers/${transfer.id}/reversals` };
    this.transfers.set(transfer.id, transfer);
    transfer.balance_transaction = this.move("transfer", transfer, -asked.amount).id;
    return transfer;
  }

  reversal(transfer, asked) {
    const reversal = this.make("transfer_reversal", "trr", {
      amount: asked.amount,
      currency: transfer.currency,
      metadata: asked.metadata ?? {},
      transfer: transfer.id,
    });
    transfer.amount_reversed += asked.amount;
    transfer.reversed = transfer.amount_reversed === transfer.amount;
    this.reversals.set(reversal.id, reversal);
    reversal.balance_transaction = this.move("transfer_refund", reversal, asked.amount).id;
    return reversal;
  }

  refund(intent, asked, status = "succeeded") {
    const refund = this.make("refund", "re", {
      amount: asked.amount,
      charge: intent.latest_charge,
      currency: intent.currency,
      metadata: asked.metadata ?? {},
      payment_intent: intent.id,
      status,
    });
    this.refunds.set(refund.id, refund);
    refund.balance_transaction = this.move("refund", refund, -asked.amount).id;
    return refund;
  }

  // Days later the bank of the card says no: the money is on the balance again.
  fail_refund(refund, reason = "lost_or_stolen_card") {
    Object.assign(refund, { status: "failed", failure_reason: reason });
    this.move("refund_failure", refund, refund.amount);
    return refund;
  }

  // The buyer's bank takes the money back, and fifteen euros for its work.
  dispute(intent, reason = "fraudulent") {
    intent.disputed = true;
    const dispute = this.make("dispute", "dp", {
      amount: intent.amount,
      charge: intent.latest_charge,
      currency: intent.currency,
      payment_intent: intent.id,
      reason,
      status: "needs_response",
    });
    dispute.balance_transactions = [this.move("adjustment", dispute, -intent.amount, 1500)];
    return dispute;
  }

  close_dispute(dispute, status) {
    dispute.status = status;
    if (status === "won") dispute.balance_transactions.push(this.move("adjustment", dispute, dispute.amount));
    return dispute;
  }

  // To the territory's own bank, in two days.
  payout(amount) {
    const payout = this.make("payout", "po", {
      amount,
      arrival_date: Math.floor(this.now_s() / 86400) * 86400 + 2 * 86400,
      automatic: false,
      currency: "eur",
      reconciliation_status: "not_applicable",
    });
    payout.balance_transaction = this.move("payout", payout, -amount).id;
    return payout;
  }

  // The bank would not have it.
  fail_payout(payout, failure_code = "account_closed") {
    Object.assign(payout, { status: "failed", failure_code });
    payout.failure_balance_transaction = this.move("payout_failure", payout, payout.amount).id;
    return payout;
  }

  refunded(intent) {
    return [...this.refunds.values()]
      .filter((refund) => refund.payment_intent === intent.id && refund.status !== "failed")
      .reduce((sum, refund) => sum + refund.amount, 0);
  }

  balance() {
    const money = (amount) => [{ amount, currency: "eur", source_types: { card: amount } }];
    return {
      ...copy(fixtures.balance),
      available: money(this.available),
      pending: money(this.pending),
      connect_reserved: [{ amount: 0, currency: "eur" }],
      livemode: false,
    };
  }

  event(type, object, account) {
    const event = this.make("event", "evt", {
      api_version: "2022-11-15",
      data: { object: copy(object) },
      pending_webhooks: 1,
      request: { id: null, idempotency_key: null },
      type,
    });
    if (account) event.account = account;
    this.events.unshift(event);
    return event;
  }
}
