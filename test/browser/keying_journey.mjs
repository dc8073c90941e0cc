// A stall without a till wrote down what it took; the agent keys its list.
import assert from "node:assert/strict";
import { clock } from "./product.mjs";

export const title = "A list on paper is keyed line by line, and taken once";

export async function walk(w) {
  const code = await sold(w);
  await w.product.restart(clock.open);
  await w.sign_in("agent");
  const today = "01/07/2026";
  await w.go("/bureau/listes");
  await w.fill("De quel commerce est la liste", "le 1925");
  await w.press("Chercher");
  await w.follow("Le 1925");
  await w.press("Vérifier la liste");
  await w.sees("Saisissez au moins une ligne");
  await line(w, 1, code, "20", today);
  await line(w, 2, code, "40", today);
  await w.press("Cinq lignes de plus");
  assert.equal(await w.page.getByLabel("Code, ligne 1", { exact: true }).inputValue(), code);
  assert.equal(await w.page.getByLabel("Code, ligne 10").count(), 1);
  await line(w, 3, "XXXX", "5", "32/05/2020");
  await w.press("Vérifier la liste");
  await w.sees("1 ligne à encaisser");
  await w.sees("Date illisible");
  await w.press("Encaisser 20");
  await w.sees("1 ligne encaissée");
  await by_file(w, code, today);
}

// The same list as a file: what was taken is not taken again.
async function by_file(w, code, today) {
  await w.go("/bureau/listes/le-1925");
  await file(w, "Bonjour\n");
  await w.sees("n’est pas un tableau CSV");
  await file(w, `code;montant;date\n${code};20,00;${today}\n${code};15,50;${today}\n`);
  await w.sees("cette liste a déjà été saisie");
  await w.press("Encaisser 15");
  await w.sees("1 ligne encaissée");
  await w.sees(/En tout 15,50\s€/);
}

async function line(w, number, code, amount, day) {
  await w.fill(`Code, ligne ${number}`, code);
  await w.fill(`Montant, ligne ${number}`, amount);
  await w.fill(`Jour, ligne ${number}`, day);
}

async function file(w, text) {
  await w.page.getByLabel("Fichier CSV").setInputFiles({
    name: "liste.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
  await w.press("Lire le fichier");
}

// A voucher of 50.00, bought at the counter.
async function sold(w) {
  await w.sign_in("agent");
  await w.go("/bureau/guichet/reglages");
  await w.choose("Vendre des bons au guichet");
  await w.press("Enregistrer");
  await w.go("/bureau/guichet");
  await w.fill("Fonds de départ", "0");
  await w.press("Ouvrir ma caisse");
  await w.go("/bureau/guichet/vendre?shop=le-1925");
  await w.choose(/^50/);
  await w.fill("Nom de l’acheteur", "Stand du marché");
  await w.press("Encaisser");
  return (await w.page.locator(".code").first().innerText()).trim();
}
