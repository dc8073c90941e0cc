// The agent prepares a payout, the accountant confirms it, and the shop reads « versé ».
import assert from "node:assert/strict";

export const title = "Shops are paid: prepared by one, confirmed by another";

export async function walk(w) {
  await w.sign_in("shopkeeper");
  const due = await figure(w, "à vous verser");
  assert.notEqual(due, "0,00 €");
  const batch = await prepares(w);
  await confirms(w, batch);
  await is_paid(w, due);
  await changes_account(w);
  await stops_and_starts(w);
}

async function figure(w, name) {
  const text = await w.page.locator(".figure", { hasText: name }).locator("dd").innerText();
  return text.replace(/\s/g, " ");
}

async function changes_person(w, role) {
  await w.context.clearCookies();
  await w.sign_in(role);
}

async function prepares(w) {
  await changes_person(w, "agent");
  await w.press("Préparer le versement");
  await w.sees("Le fichier de virements (pain.001) est prêt.");
  const path = new URL(w.page.url()).pathname;
  const [type, file] = await w.page.evaluate(async (address) => {
    const reply = await fetch(address);
    return [reply.headers.get("content-type"), await reply.text()];
  }, `${path}/pain.xml`);
  assert.match(type, /^application\/xml/);
  assert.match(file, /pain\.001\.001\.03/);
  await w.go("/bureau/courrier");
  await w.go("/bureau/sans-iban");
  await w.go("/bureau");
  await w.sees("Lot 1 à confirmer par la comptabilité");
  return path;
}

async function confirms(w, batch) {
  await changes_person(w, "accountant");
  await w.follow("Ouvrir le lot 1");
  assert.equal(new URL(w.page.url()).pathname, batch);
  await w.press(/^Confirmer/);
  await w.sees(/^Versé le /);
  await w.go("/bureau/journal");
  await w.sees("Versement confirmé");
}

async function is_paid(w, due) {
  await changes_person(w, "shopkeeper");
  assert.equal(await figure(w, "à vous verser"), "0,00 €");
  assert.equal(await figure(w, "versés"), due);
  await w.sees(/^Versé le /);
}

async function changes_account(w) {
  await w.fill("IBAN", "FR14 2004 1010 0505 0001 3M02 607");
  await w.fill("Titulaire du compte", "Lilas");
  await w.fill("Adresse e-mail pour les versements", "lilas@exemple.fr");
  await w.press("Enregistrer le compte");
  await w.sees("Cet IBAN ne peut pas exister");
  await w.fill("IBAN", "FR14 2004 1010 0505 0001 3M02 606");
  await w.press("Enregistrer le compte");
  await w.sees("Compte bancaire enregistré");
  await w.sees("FR14 •••• 2606");
}

async function stops_and_starts(w) {
  await w.press("Ne plus vendre de bons");
  await w.sees(/pas de bons en vente/);
  await w.press("Vendre des bons");
  await w.sees(/: bons en vente/);
}
