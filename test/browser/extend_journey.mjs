// A later last day for many vouchers: asked for, counted, looked at, done; the holder hears of it.
import assert from "node:assert/strict";

export const title = "An agent gives many vouchers a later last day";

export async function walk(w) {
  await buys(w);
  await w.sign_in("agent");
  await w.go("/bureau/bons");
  await w.follow("Prolonger des bons");
  await w.press("Compter les bons concernés");
  await w.sees("Choisissez le nouveau dernier jour.");
  await asks(w, "2019-12-31");
  await w.sees("Le nouveau dernier jour est déjà passé.");
  await w.fill("Commerce", "Boulangerie Qui N’Existe Pas");
  await asks(w, "2031-06-30");
  await w.sees("Aucun commerce de ce nom");
  await names(w, "café");
  await asks(w, "2031-06-30");
  await w.sees("Attend votre accord");
  await w.sees("Adonis");
  await w.press(/^Prolonger \d/);
  await w.sees("Les bons sont prolongés");
  assert.equal(await w.page.getByRole("button", { name: /^Prolonger/ }).count(), 0);
  await w.follow("Prolonger des bons");
  await w.sees("Travaux dans la rue");
  await w.go("/bureau/courrier");
  await w.sees(/est valable jusqu’au lundi 30 juin 2031/);
  await w.go("/bureau/journal");
  await w.sees("Bons prolongés");
}

async function buys(w) {
  await w.go("/commerces/adonis/bon");
  await w.press(/^20/);
  await w.fill("Votre nom", "Camille Duprat");
  await w.fill("Votre adresse e-mail", "camille.duprat@exemple.fr");
  await w.press("Vérifier avant de payer");
  await w.press(/^Payer 20/);
  await w.press(/^Accepter le paiement/);
}

// Words that many shops answer to, then one of them; then the one that is meant, by its name.
async function names(w, words) {
  await w.page.getByLabel("Commerce", { exact: false }).first().fill(words);
  await asks(w, "2031-06-30");
  await w.sees("Lequel ?");
  assert.ok((await w.page.locator("[name=shop_of]").count()) > 1);
  await w.page.getByLabel("Commerce", { exact: false }).first().fill("adonis");
}

async function asks(w, until) {
  await w.fill("Nouveau dernier jour", until);
  await w.fill("Pourquoi", "Travaux dans la rue");
  await w.press("Compter les bons concernés");
}
