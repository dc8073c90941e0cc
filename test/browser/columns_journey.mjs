// An extract of a register has two hundred columns. The agent finds the guesses made, chooses the
// very last column for a field, and the page stays as wide as the screen.
import assert from "node:assert/strict";
import { waits } from "./import_journey.mjs";

export const title = "An agent imports a file of 200 columns";

const COLUMNS = 200;
const padding = (words) => Array.from({ length: COLUMNS - 6 }, (_, i) => words(i + 6));
const list = [
  ["Nom", "Métier", "Adresse", "Code postal", "Commune", ...padding((i) => `Colonne ${i} de l’extraction`), "Site"],
  ["La Large", "boulangerie", "1 rue du Port", "33000", "Bordeaux", ...padding((i) => `v${i}`), "https://large.example"],
  ["Le Fil", "librairie", "2 rue du Port", "33000", "Bordeaux", ...padding(() => ""), ""],
];

export async function walk(w) {
  await w.sign_in("agent");
  await w.follow("Importer des commerces");
  const text = list.map((row) => row.join(";")).join("\n");
  const file = { name: "extraction.csv", mimeType: "text/csv", buffer: Buffer.from(text, "utf8") };
  await w.page.getByLabel("Fichier", { exact: true }).setInputFiles(file);
  await w.press("Envoyer");
  await w.sees("D’où vient ce fichier ?");
  await describes(w);
  const address = new URL(w.page.url()).pathname;
  await w.press("Vérifier");
  await waits(w, address, "À confirmer");
  assert.deepEqual(await w.page.locator(".figure dd").allInnerTexts(), ["2", "0", "0", "0", "0"]);
  await stays_in_the_screen(w);
  await w.press("Importer");
  await waits(w, address, "Terminé");
  await w.go("/commerces/la-large");
  assert.equal(await w.page.locator('main a[href^="https://large.example"]').count(), 1);
}

async function describes(w) {
  const field = (name) => w.page.getByLabel(name, { exact: true });
  assert.equal(await field("Commune").inputValue(), "Commune");
  assert.equal(await field("Métier").locator("option").count(), COLUMNS + 1);
  await stays_in_the_screen(w);
  await field("Nom court de la source").fill("registre");
  await field("Nom affiché").fill("Registre");
  await field("Licence").fill("Licence Ouverte 2.0");
  await w.page.locator("select[name=website]").selectOption("Site");
}

async function stays_in_the_screen(w) {
  const [whole, shown] = await w.page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return [scrollWidth, clientWidth];
  });
  assert.ok(whole <= shown, `${whole} px wide on a screen of ${shown}`);
}
