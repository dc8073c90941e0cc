// A voucher for all shops: an agent opens the campaign, somebody buys one, two shops take it in parts.
import assert from "node:assert/strict";
import { till_looks, till_takes } from "./till.mjs";

export const title = "A voucher for all shops is bought, and each shop earns what is used there";

export async function walk(w) {
  await opens_a_campaign(w);
  await w.go("/");
  await w.follow("Acheter un bon pour tous les commerces");
  await w.sees("À valoir dans tous les commerces qui prennent les bons");
  await w.press(/^40/);
  await w.sees("Les commerces recevront");
  await w.fill("Votre nom", "Camille Duprat");
  await w.fill("Votre adresse e-mail", "camille@exemple.fr");
  await w.press("Vérifier avant de payer");
  await w.press(/^Payer 40/);
  await w.press(/^Accepter le paiement/);
  await w.sees("C’est un essai : personne n’a payé");
  await w.sees("Dans chaque commerce qui prend les bons");
  const code = await w.page.locator(".bon-code .code").innerText();
  const address = new URL(w.page.url()).pathname;
  await w.sign_in("shopkeeper");
  await w.follow("Ouvrir la caisse");
  await till_looks(w, code);
  await till_takes(w, "12,50");
  await w.sees("12,50 € encaissés");
  await w.go(address);
  await w.sees(/Il reste 27,50\s€ sur 40,00\s€/);
  assert.ok((await w.page.locator(".facts.ruled").innerText()).length > 20);
}

async function opens_a_campaign(w) {
  await w.sign_in("agent");
  await w.go("/bureau/campagnes/nouvelle");
  await w.fill("Nom de la campagne", "Partout chez nous");
  await w.fill("Montants proposés", "40 80");
  await w.choose("Pour tous les commerces");
  await w.press("Enregistrer le brouillon");
  await w.sees("La campagne est enregistrée.");
  assert.ok(await w.page.getByLabel(/^Pour tous les commerces/).isChecked());
  await w.press("Ouvrir la campagne");
}
