// An office gives vouchers away: one agent reads the list in, another person lets it go.
import assert from "node:assert/strict";

export const title = "Vouchers are given away in number, by two people, and what is wrong is left out";

const list = `Nom;Montant;Courriel;Message
Ada Martin;30,00;ada@exemple.fr;Bon courage
Basile Roux;20;;
Chloé Blanc;vingt;chloe@exemple.fr;
`;

export async function walk(w) {
  await w.sign_in("agent");
  await opens_a_campaign(w);
  await w.go("/bureau");
  await w.follow("Bons offerts en nombre");
  await w.press("Lire la liste");
  await w.sees("Choisissez le fichier de la liste.");
  await sends(w, "Person;Sum\nAda;3\n");
  await w.sees("n’est pas un tableau CSV");
  await sends(w, list);
  await w.sees("Montant illisible");
  await w.sees("Vous avez déposé cette liste");
  const address = new URL(w.page.url()).pathname;
  await w.sign_in("accountant");
  await w.go(address);
  await w.press("Émettre les bons");
  await w.sees("Émise");
  await w.follow("Ada Martin");
  await w.sees("Bon courage");
  await w.go("/bureau/bons-offerts");
  await w.sees("Ce que doivent les émetteurs");
  assert.match(await w.page.getByRole("row", { name: /CCAS de Pessac/ }).last().innerText(), /50,00\s€/);
}

async function opens_a_campaign(w) {
  await w.go("/bureau/campagnes/nouvelle");
  await w.fill("Nom de la campagne", "Partout chez nous");
  await w.fill("Montants proposés", "20 50");
  await w.choose("Pour tous les commerces");
  await w.press("Enregistrer le brouillon");
  await w.press("Ouvrir la campagne");
}

async function sends(w, text) {
  await w.fill("Émetteur", "CCAS de Pessac");
  await w.page.getByLabel("Campagne").selectOption({ label: "Partout chez nous" });
  await w.fill("Utilisables à partir du", "2020-01-01");
  await w.fill("Jusqu’au", "2030-12-31");
  await w.page.getByLabel("Fichier CSV").setInputFiles({
    name: "liste.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
  await w.press("Lire la liste");
}
