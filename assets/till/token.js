// A voucher's token, read and checked without a network. The layout stands in
// src/domain/voucher/voucher_token.h, what a scanner's keyboard does to it in keyboard.h.
import { verifyAsync } from "@noble/ed25519";

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 146;
const SHORTEST = 100;
const SIGNED = 26;
const FIRST_DAY = 18262; // 2020-01-01
const DAY_MS = 86400000;

const azerty_digits = { "&": "1", é: "2", É: "2", '"': "3", "'": "4", "(": "5", "§": "6", è: "7", È: "7", _: "8", "!": "8", ç: "9", Ç: "9", à: "0", À: "0" };
const azerty_others = { "-": "6", q: "A", Q: "A", a: "Q", A: "Q", w: "Z", W: "Z", z: "W", Z: "W", ",": "M", "?": "M" };
const azerty = { ...azerty_digits, ...azerty_others };
const qwertz = { y: "Z", Y: "Z", z: "Y", Z: "Y" };

const bare = (text) => text.replace(/\s/g, "");
const through = (text, keys) => Array.from(text, (sign) => keys[sign] ?? sign).join("");

// Without "]Q1", as whatever keyboard gives it: some scanners say first what they have read.
function without_symbology(text) {
  const rest = Array.from(text).slice(3).join("");
  const marked = (one) => /^(AZ|QW|AY)/i.test(one);
  return looks_like_token(text) && !marked(text) && marked(rest) ? rest : text;
}

export const looks_like_token = (text) => bare(text).length >= SHORTEST;

export const looks_like_code = (text) => /^[0-9a-z]{12}$/i.test(text.replace(/[\s-]/g, ""));

export function mended(typed) {
  const text = without_symbology(typed.trim());
  const mark = looks_like_token(text) ? text.slice(0, 2).toUpperCase() : "";
  if (mark === "QW" || Array.from(text).some((sign) => sign in azerty_digits)) return through(text, azerty);
  if (mark === "AY") return through(text, qwertz);
  return mark ? text : typed;
}

function bytes_of(symbols) {
  const bytes = [];
  let pending = 0;
  let bits = 0;
  for (const symbol of symbols) {
    const value = ALPHABET.indexOf(symbol);
    if (value < 0) return null;
    pending = (pending << 5) | value;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push(pending >> bits);
    pending &= (1 << bits) - 1;
  }
  return Uint8Array.from(bytes);
}

const times_x = (a) => ((a << 1) & 32 ? (a << 1) ^ 37 : a << 1);

// Eleven symbols and the one that checks them, grouped by four, as printed below the QR.
function code_of(number) {
  const symbols = [];
  for (let shift = 50n; shift >= 0n; shift -= 5n) symbols.push(Number((number >> shift) & 31n));
  const check = symbols.reduce((sum, symbol) => times_x(sum) ^ symbol, 0);
  return [...symbols, times_x(check)].map((value) => ALPHABET[value]).join("").replace(/(.{4})(?=.)/g, "$1 ");
}

const day_text = (days) => new Date((FIRST_DAY + days) * DAY_MS).toISOString().slice(0, 10);

// What the token says, or null: not whole, or of a version that this till does not know.
export function read_token(typed) {
  const text = bare(mended(typed)).toUpperCase().replace(/[IL]/g, "1").replace(/O/g, "0");
  if (text.length !== LENGTH || !text.startsWith("AZ")) return null;
  const bytes = bytes_of(text.slice(2));
  if (!bytes || bytes[0] >> 4 !== 1 || (bytes[0] & 15) > 3) return null;
  const view = new DataView(bytes.buffer);
  return {
    text,
    key: String(view.getUint16(1)),
    code: code_of((BigInt(view.getUint32(3)) << 24n) | BigInt(view.getUint32(6) & 0xffffff)),
    wide: (bytes[0] & 1) === 1,
    test: (bytes[0] & 2) === 2,
    scope: Array.from(bytes.slice(10, 18), (byte) => byte.toString(16).padStart(2, "0")).join(""),
    first_on: day_text(view.getUint16(18)),
    last_on: day_text(view.getUint16(20)),
    amount_minor: view.getUint32(22),
    signed: bytes.slice(0, SIGNED),
    signature: bytes.slice(SIGNED),
  };
}

const key_bytes = (x) => Uint8Array.from(atob(x.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));

// The browser's own Ed25519 where it has one (2025), else a small library's.
async function verify(token, key) {
  try {
    const imported = await crypto.subtle.importKey("raw", key, "Ed25519", false, ["verify"]);
    return await crypto.subtle.verify("Ed25519", imported, token.signature, token.signed);
  } catch {
    return verifyAsync(token.signature, token.signed, key);
  }
}

// "good"; "unknown_key": perhaps of a key newer than this till's; "bad".
export async function judge_signature(token, keys) {
  const key = keys.find((one) => one.kid === token.key);
  if (!key) return "unknown_key";
  return (await verify(token, key_bytes(key.x))) ? "good" : "bad";
}
