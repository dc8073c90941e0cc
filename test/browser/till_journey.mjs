// A shopkeeper takes a voucher in two parts; whatever is wrong has a name and a way out.
import assert from "node:assert/strict";

export const title = "A voucher is taken at the till, in two parts, and no third time";

export async function walk(w) {
  const { code } = w.product.demo.vouchers.find((one) => one.territory === w.territory);
  await w.sign_in("shopkeeper");
  await w.follow("Ouvrir la caisse");
  await mistypes(w, code);
  await w.fill("Code du bon", code.toLowerCase().replaceAll(" ", ""));
  await w.press("Voir le solde");
  const balance = await w.page.locator(".balance dd").innerText();
  await takes_too_much(w, balance);
  await w.fill("Montant à encaisser", "12,50");
  await w.press("Encaisser ce montant");
  await w.sees("12,50 € encaissés");
  await takes_the_rest(w, code);
  await w.fill("Code du bon", code);
  await w.press("Voir le solde");
  await w.sees("Déjà utilisé");
  await w.sees(/Ce bon a déjà été utilisé en entier, le .* à .*, chez/);
  await w.follow("Autre bon");
}

async function mistypes(w, code) {
  const last = code.at(-1) === "0" ? "1" : "0";
  await w.fill("Code du bon", code.slice(0, -1) + last);
  await w.press("Voir le solde");
  await w.sees("Code mal recopié");
  assert.equal(await w.page.getByLabel("Code du bon").inputValue(), code.slice(0, -1) + last);
}

async function takes_too_much(w, balance) {
  const amount = w.page.getByLabel("Montant à encaisser");
  assert.equal(`${await amount.inputValue()} €`, balance.replace(/\s/g, " "));
  await w.fill("Montant à encaisser", "999");
  await w.press("Encaisser ce montant");
  await w.sees(/Il reste .* sur ce bon/);
  assert.equal(await amount.inputValue(), "999,00");
}

async function takes_the_rest(w, code) {
  await w.follow("Bon suivant");
  await w.fill("Code du bon", code);
  await w.press("Voir le solde");
  await w.press("Encaisser ce montant");
  await w.sees("Il est utilisé en entier.");
  await w.follow("Bon suivant");
}
