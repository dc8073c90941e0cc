// A shopkeeper takes a voucher in two parts; whatever is wrong has a name and a way out. With script
// it is one screen, without it the same in pages.
import assert from "node:assert/strict";
import { till_looks, till_takes } from "./till.mjs";

export const title = "A voucher is taken at the till, in two parts, and no third time";

export async function walk(w) {
  const { code } = w.product.demo.vouchers.find((one) => one.territory === w.territory);
  await w.sign_in("shopkeeper");
  await w.follow("Ouvrir la caisse");
  await mistypes(w, code);
  await till_looks(w, code.toLowerCase().replaceAll(" ", ""));
  await takes_too_much(w);
  await till_takes(w, "12,50");
  await w.sees("12,50 € encaissés");
  await takes_the_rest(w, code);
  await till_looks(w, code);
  await w.sees("Déjà utilisé");
  await w.sees(/Ce bon a déjà été utilisé en entier, le .* à .*, chez/);
  if (!w.variant.script) await w.follow("Autre bon");
}

const amount_of = (w) => w.page.getByLabel("Montant à encaisser");

async function mistypes(w, code) {
  const last = code.at(-1) === "0" ? "1" : "0";
  const wrong = code.slice(0, -1) + last;
  await till_looks(w, wrong);
  await w.sees("Code mal recopié");
  assert.equal(await w.page.getByLabel("Code du bon").inputValue(), wrong);
  await w.judge();
  await till_looks(w, code.slice(0, -1)); // cut short, or the menu's QR on the next table
  await w.sees("Pas un code de bon");
  await till_looks(w, "https://exemple.fr/menu");
  await w.sees("Pas un code de bon");
  if (!w.variant.script) return;
  await till_looks(w, "W".repeat(600)); // a pass for something else
  await w.sees("QR code non reconnu");
}

async function takes_too_much(w) {
  await w.sees("Solde du bon");
  const balance = await w.page.locator(".balance dd").innerText();
  assert.equal(`${await amount_of(w).inputValue()} €`, balance.replace(/\s/g, " "));
  await till_takes(w, "999");
  await w.sees(/Il reste .* sur ce bon/);
  if (!w.variant.script) assert.equal(await amount_of(w).inputValue(), "999,00");
}

async function takes_the_rest(w, code) {
  if (!w.variant.script) await w.follow("Bon suivant");
  await till_looks(w, code);
  await w.sees("Solde du bon");
  await till_takes(w, "");
  await w.sees("Il est utilisé en entier.");
  if (!w.variant.script) await w.follow("Bon suivant");
}
