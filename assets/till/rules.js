// What a till may take while it cannot ask. The server knows what is left; the till knows what is
// printed, what it took itself since the network went, and how much may be lost at most.
import { judge_signature } from "./token.js";

const LOOK_HOLDS_MS = 10 * 60 * 1000;

// The territory's day at this instant, "2026-11-21".
export const day_of = (at, zone) =>
  new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(at);

const sum = (entries) => entries.reduce((total, entry) => total + entry.amount_minor, 0);

// How much may still be taken: of this voucher, and by this till today. `taken_today` has what is
// already with the server.
function room(facts, queue, code, most, day, taken_today) {
  const here = queue.filter((entry) => !entry.refusal);
  const of_voucher = Math.min(facts.offline_voucher_minor, most) - sum(here.filter((entry) => entry.voucher === code));
  const of_day = facts.offline_day_minor - sum(here.filter((entry) => entry.day === day)) - taken_today;
  return { of_voucher, of_day };
}

function ceilings(facts, queue, code, most, day, taken_today) {
  const left = room(facts, queue, code, most, day, taken_today);
  if (left.of_day <= 0) return { refusal: "day_ceiling" };
  if (left.of_voucher <= 0) return { refusal: "voucher_ceiling" };
  return { at_most_minor: Math.min(left.of_voucher, left.of_day) };
}

function device_refusal({ facts, keeps }) {
  if (!keeps) return "keeps_nothing";
  if (!facts?.device) return "no_device";
  return facts.offline_voucher_minor > 0 && facts.offline_day_minor > 0 ? null : "switched_off";
}

// The neighbour whose voucher this is, if one is agreed with.
const neighbour_of = (token, facts) => (facts.neighbours ?? []).find((one) => token.wide && one.territory === token.scope);

function neighbour_refusal(neighbour, day) {
  if (!neighbour) return "other_territory";
  if (day < neighbour.from_on) return "neighbour_not_yet";
  return neighbour.until_on && day > neighbour.until_on ? "neighbour_no_longer" : null;
}

// The last day that the token may have by now: each extension that would have met it moves it on.
// Which campaign it is of the token does not say, so the server has the last word.
function later_day(token, facts) {
  let last_on = token.last_on;
  for (const one of facts.extensions ?? []) {
    const meets = (!one.first_on || last_on >= one.first_on) && (!one.last_on || last_on <= one.last_on);
    if (meets && (!one.shop || one.shop === token.scope) && one.until_on > last_on) last_on = one.until_on;
  }
  return last_on;
}

function place_refusal(token, facts, day) {
  if (!token.wide && token.scope !== facts.shop) return "other_shop";
  if (token.wide && token.scope !== facts.territory) {
    const refusal = neighbour_refusal(neighbour_of(token, facts), day);
    if (refusal) return refusal;
  }
  if (day < token.first_on) return "not_yet_valid";
  return day > later_day(token, facts) ? "expired" : null;
}

// { code, last_on, later_on, test, at_most_minor } or { refusal, ... }. later_on: the printed day is over,
// an extension may have moved it so far.
export async function judge_token(token, known_here) {
  const { facts, keys, queue, now, taken_today } = known_here;
  const refusal = device_refusal(known_here);
  if (refusal) return { refusal };
  const signature = await judge_signature(token, keys ?? []);
  if (signature !== "good") return { refusal: signature === "bad" ? "wrong_signature" : "unknown_key" };
  const day = day_of(now, facts.zone);
  const place = place_refusal(token, facts, day);
  const neighbour = neighbour_of(token, facts);
  if (place) return { refusal: place, first_on: token.first_on, last_on: token.last_on, neighbour };
  const known = { code: token.code, neighbour: neighbour?.name, last_on: token.last_on, test: token.test };
  if (day > token.last_on) known.later_on = later_day(token, facts);
  if (token.test) return { ...known, at_most_minor: token.amount_minor };
  return { ...known, ...ceilings(facts, queue, token.code, token.amount_minor, day, taken_today) };
}

// The network went between balance and amount: what the server said a moment ago still holds.
export function judge_look(look, known_here) {
  const { facts, queue, now, taken_today } = known_here;
  const refusal = device_refusal(known_here);
  if (refusal) return { refusal };
  if (now - look.seen_at > LOOK_HOLDS_MS) return { refusal: "needs_qr" };
  if (look.test) return { test: true, at_most_minor: look.balance_minor };
  return ceilings(facts, queue, look.code, look.balance_minor, day_of(now, facts.zone), taken_today);
}
