// Somebody has lost the mail: the address alone brings a link to all vouchers; staff search theirs.
import assert from "node:assert/strict";
import { mail_link } from "./staff.mjs";

export const title = "Vouchers are found again without an account, and searched at the desk";

export async function walk(w) {
  const email = `perdu.${w.variant.width}.${w.variant.script}@exemple.fr`;
  await buys(w, email);
  await w.go("/");
  await w.follow("Retrouver mes bons");
  await w.fill("Votre adresse e-mail", "rien");
  await w.press("Recevoir le lien");
  await w.sees("n’est pas complète");
  await w.fill("Votre adresse e-mail", "personne@exemple.fr");
  await w.press("Recevoir le lien");
  await w.sees("Si des bons sont liés à personne@exemple.fr");
  await w.go("/retrouver");
  await w.fill("Votre adresse e-mail", email);
  await w.press("Recevoir le lien");
  await w.sees(`Si des bons sont liés à ${email}`);
  await w.sign_in("agent");
  await w.go(await mail_link(w, "retrouver"));
  await w.sees("Mes bons");
  await w.follow(/^Voir le bon/);
  const code = await w.page.locator(".code").innerText();
  await w.press("Renvoyer par e-mail");
  await w.sees("Le bon est envoyé à nouveau.");
  await searches(w, email, code);
}

async function buys(w, email) {
  await w.go("/commerces/adonis/bon");
  await w.press(/^20/);
  await w.fill("Votre nom", "Camille Duprat");
  await w.fill("Votre adresse e-mail", email);
  await w.press("Vérifier avant de payer");
  await w.press(/^Payer 20/);
  await w.press(/^Accepter le paiement/);
}

async function searches(w, email, code) {
  await w.go("/bureau/bons");
  await w.fill("Code, e-mail ou référence de commande", email.toUpperCase());
  await w.press("Chercher");
  await w.sees(code);
  const [row] = await w.page.getByRole("row", { name: new RegExp(code) }).allInnerTexts();
  assert.match(row, /20,00/);
  await w.follow(code);
  await w.sees("Envoyé à nouveau");
  await w.page.getByText("Le transmettre à une autre adresse").click();
  await w.fill("À qui", "Jeanne");
  await w.fill("Son adresse e-mail", "jeanne.perdue@exemple.fr");
  await w.page.locator("#pass-note").fill("Adresse mal écrite");
  await w.press("Transmettre à une autre personne");
  await w.sees("Transmis sous le code");
  await w.go("/bureau/bons?q=ZZZZZZZZZZZZ", 404);
  await w.sees("Aucun bon ne correspond");
}
