#!/usr/bin/env node
// What a till decides without a network: by the last day that is printed, by the later ones that it was
// told of, by its ceilings; play money is never kept. Which of two questions says how the line is. And
// what hands and scanners send: amounts, returns, names of symbologies.
// No server: one engine is enough.
import * as ed25519 from "@noble/ed25519";

import { judge_look, judge_token } from "../../assets/till/rules.js";
import { ask, silent } from "../../assets/till/server.js";
import { looks_like_code, mended, read_token } from "../../assets/till/token.js";
import { check, check_equal, suite } from "./lib/report.mjs";

const FIRST_DAY = 18262;
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const seed = new Uint8Array(32).fill(7);
const shop = "00000000000000a1";
const day_number = (text) => Date.parse(`${text}T00:00:00Z`) / 86400000 - FIRST_DAY;

function base32(bytes) {
  let bits = "";
  for (const byte of bytes) bits += byte.toString(2).padStart(8, "0");
  return bits.match(/.{5}/g).map((five) => ALPHABET[parseInt(five, 2)]).join("");
}

// As src/domain/voucher/voucher_token.h lays it out.
async function token_of({ flags = 0, first = "2026-06-01", last = "2026-09-30", minor = 5000 } = {}) {
  const bytes = new Uint8Array(26);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, (1 << 4) | flags);
  view.setUint16(1, 1);
  view.setUint32(6, 12345);
  view.setBigUint64(10, BigInt(`0x${shop}`));
  view.setUint16(18, day_number(first));
  view.setUint16(20, day_number(last));
  view.setUint32(22, minor);
  const signature = await ed25519.signAsync(bytes, seed);
  return read_token(`AZ${base32([...bytes, ...signature])}`);
}

async function knowledge(day, extensions = [], more = {}) {
  const x = Buffer.from(await ed25519.getPublicKeyAsync(seed)).toString("base64url");
  const facts = { device: "D", shop, territory: "00000000000000b1", zone: "Europe/Paris" };
  Object.assign(facts, { offline_voucher_minor: 5000, offline_day_minor: 30000, extensions }, more);
  return { facts, keeps: true, keys: [{ kid: "1", x }], queue: [], now: Date.parse(`${day}T12:00:00Z`), taken_today: 0 };
}

async function last_days() {
  const token = await token_of();
  const judge = async (day, extensions) => judge_token(token, await knowledge(day, extensions));
  check_equal("on its last day it is taken", (await judge("2026-09-30")).at_most_minor, 5000);
  check_equal("with nothing to confirm", (await judge("2026-09-30")).later_on, undefined);
  check_equal("a day later it is not", (await judge("2026-10-01")).refusal, "expired");
  const all = { shop: "", until_on: "2026-12-31" };
  check_equal("extended, it is taken", (await judge("2026-12-31", [all])).at_most_minor, 5000);
  check_equal("and to be confirmed", (await judge("2026-12-31", [all])).later_on, "2026-12-31");
  check_equal("to the new last day", (await judge("2027-01-01", [all])).refusal, "expired");
  const other = { ...all, shop: "00000000000000a2" };
  check_equal("not if it was another shop's", (await judge("2026-10-01", [other])).refusal, "expired");
  const later = { ...all, first_on: "2026-10-01" };
  check_equal("nor if it ended before", (await judge("2026-10-01", [later])).refusal, "expired");
  const sooner = { ...all, last_on: "2026-09-29" };
  check_equal("or after", (await judge("2026-10-01", [sooner])).refusal, "expired");
  const once_more = { shop, first_on: "2026-12-31", last_on: "2026-12-31", until_on: "2027-03-31" };
  check_equal("extended twice", (await judge("2027-03-31", [all, once_more])).later_on, "2027-03-31");
  check_equal("in this order only", (await judge("2027-03-31", [once_more, all])).refusal, "expired");
  const none = await judge_token(token, await knowledge("2026-10-01", undefined, { extensions: undefined }));
  check_equal("a server that tells of none", none.refusal, "expired");
}

async function play_money() {
  const token = await token_of({ flags: 2, minor: 9000 });
  check("the token says that it is for trying", token.test);
  const judged = await judge_token(token, await knowledge("2026-07-01"));
  check_equal("it is marked", [judged.test, judged.refusal], [true, undefined]);
  const look = { code: "X", balance_minor: 9000, test: true, seen_at: Date.parse("2026-07-01T12:00:00Z") };
  check_equal("as after a look", judge_look(look, await knowledge("2026-07-01")).test, true);
  check_equal("another is not", (await judge_token(await token_of(), await knowledge("2026-07-01"))).test, false);
  const dated = await judge_token(await token_of({ flags: 2 }), await knowledge("2026-10-01"));
  check_equal("and ends like any other", dated.refusal, "expired");
}

// A private window of some browsers: what is taken must outlive it.
async function nowhere_to_keep() {
  const nowhere = { ...(await knowledge("2026-07-01")), keeps: false };
  check_equal("a token is not taken", (await judge_token(await token_of(), nowhere)).refusal, "keeps_nothing");
  const look = { code: "X", balance_minor: 9000, seen_at: Date.parse("2026-07-01T12:00:00Z") };
  check_equal("nor after a look", judge_look(look, nowhere).refusal, "keeps_nothing");
}

// The older question, lost, comes back after the younger one was answered: the line is there.
async function two_questions() {
  const waiting = [];
  let asked_for;
  globalThis.document = { documentElement: { lang: "de" } };
  globalThis.fetch = (path, { headers }) => {
    asked_for = headers["Accept-Language"];
    return new Promise((answer, lose) => waiting.push({ answer, lose }));
  };
  const older = ask("GET", "/older");
  const younger = ask("GET", "/younger");
  waiting[1].answer({ status: 200, json: async () => ({}) });
  check_equal("the younger is answered", (await younger).status, 200);
  check_equal("it was asked in the page's language", asked_for, "de");
  waiting[0].lose(new Error("lost"));
  check_equal("the older is lost", await older, null);
  check("and says nothing about the line", !silent());
  const last = ask("GET", "/last");
  waiting[2].lose(new Error("lost"));
  await last;
  check("the youngest does", silent());
}

// Words stand in the page: here there is none.
async function amounts() {
  globalThis.document = { documentElement: { lang: "fr" }, querySelectorAll: () => [] };
  const { read_money } = await import("../../assets/till/words.js");
  const as = (minor, ...texts) => texts.forEach((text) => check_equal(`« ${text} »`, read_money(text), minor));
  as(1250, "12,50", "12.5", " 12,50 ", "12,50 €", "CHF 12.50", "€12,5", "Fr. 12.50");
  as(123450, "1234,50", "1 234,50", "1\u202f234,5", "1'234.50", "1’234,50", "1\u00a0234,50");
  as(0, "0", "0,00");
  as(null, "", "12 50", "1 23", "-5", "12,505", "1.234", "12,5,0", "beaucoup", "12345678");
}

// A scanner that ends with carriage return and line feed sends two returns: the second is not for the
// amount, which has only just come into view.
async function echoes() {
  const { make_keypad } = await import("../../assets/till/keypad.js");
  const sign = {};
  const keys = Object.assign(new EventTarget(), { querySelector: () => sign });
  const field = Object.assign(new EventTarget(), { value: "", dataset: {}, focus() {}, select() {} });
  const press = (key) => field.dispatchEvent(Object.assign(new Event("keydown"), { key }));
  let taken = 0;
  const keypad = make_keypad(keys, field, () => "EUR", () => (taken += 1));
  keypad.show("50,00");
  check_equal("the key of the sign shows it", sign.textContent, ",");
  press("Enter");
  check_equal("the return of the scanner takes nothing", taken, 0);
  await new Promise((done) => setTimeout(done, 350));
  press("Enter");
  check_equal("that of a hand does", taken, 1);
}

async function scanners() {
  const { text } = await token_of();
  check_equal("a scanner that says what it read", mended(`]Q1${text}\r\n`), text);
  const azerty = (key) => "àQ&é\"'(-è_çWAZ?"["0A123456789ZQWM".indexOf(key)] ?? key;
  check_equal("on a French keyboard", mended(`$A&${Array.from(text, azerty).join("")}`), text);
  const other = `]E0${text.slice(2)}`;
  check_equal("another symbology is left alone", mended(other), other);
  check("a code may be typed as it is printed", looks_like_code("7f3k 9Q2M-XW4T"));
  check("a menu's address is none", !looks_like_code("https://exemple.fr/menu"));
}

await suite(async () => {
  await last_days();
  await play_money();
  await nowhere_to_keep();
  await two_questions();
  await scanners();
  await amounts();
  await echoes();
});
