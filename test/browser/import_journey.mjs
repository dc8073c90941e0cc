// The agent brings in a list of the chamber of commerce: sends it, says what its columns are, reads
// what would happen, agrees, reads the report; sends it again and nothing is there twice.
import assert from "node:assert/strict";

export const title = "An agent imports a list of shops, twice";

const list = [
  "Réf;Nom commercial;Code NAF;N° et rue;Code postal;Ville;Tél",
  "A1;La Brouette;47.76Z;12 rue des Lilas;33400;Talence;05.56.00.00.01",
  "A2;Au Fil de l’Eau;Poissonnerie;3 place du Marché;33000;BORDEAUX;0556000002",
  "A3;Sans métier;84.11Z;1 rue Vide;33000;Bordeaux;",
  "A4;Le Sourd;47.61Z;5 rue Neuve;33000;Bordeaux;appeler le soir",
].join("\n");

export async function walk(w) {
  await w.sign_in("agent");
  await w.follow("Importer des commerces");
  const address = await sends(w);
  await describes(w);
  await waits(w, address, "À confirmer");
  assert.deepEqual(await counts(w), ["3", "0", "0", "1", "0"]);
  await w.sees(/Métier inconnu \(84\.11Z\)/);
  await w.press("Importer");
  await waits(w, address, "Terminé");
  assert.deepEqual(await counts(w), ["3", "0", "0", "1", "0"]);
  const report = await w.page.evaluate(async (path) => (await fetch(path)).text(), `${address}/rapport.csv`);
  assert.match(report, /refused,4,\d+,A3,Sans métier,Métier inconnu,84\.11Z/);
  assert.match(report, /warning,5,\d+,A4,Le Sourd,"Numéro de téléphone illisible, laissé de côté",appeler le soir/);
  await w.go("/commerces/la-brouette");
  await w.sees(/12 rue des Lilas, 33400 Talence/);
  await w.sees(/Données.: Chambre de commerce/);
  await again(w);
  await w.go("/bureau/disparus");
  await w.go("/a-propos");
  await w.sees(/Chambre de commerce/);
}

async function sends(w) {
  const file = { name: "commerces.csv", mimeType: "text/csv", buffer: Buffer.from(list, "utf8") };
  await w.page.getByLabel("Fichier", { exact: true }).setInputFiles(file);
  await w.press("Envoyer");
  await w.sees("D’où vient ce fichier ?");
  return new URL(w.page.url()).pathname;
}

async function describes(w) {
  await w.page.getByLabel("Nom court de la source").fill("cci");
  await w.page.getByLabel("Nom affiché").fill("Chambre de commerce");
  await w.page.getByLabel("Licence", { exact: true }).fill("Licence Ouverte 2.0");
  assert.equal(await w.page.getByLabel("Métier", { exact: true }).inputValue(), "Code NAF");
  await w.page.getByLabel("Rue", { exact: true }).selectOption("N° et rue");
  await w.page.getByLabel("Identifiant", { exact: true }).selectOption("Réf");
  await w.press("Vérifier");
}

export async function waits(w, address, state) {
  for (let tries = 0; tries < 60; tries++) {
    if ((await w.page.locator(".state").first().innerText()) === state) return;
    await new Promise((done) => setTimeout(done, 500));
    await w.page.goto(new URL(address, w.page.url()).href);
  }
  throw new Error(`the import is not « ${state} »`);
}

async function counts(w) {
  return w.page.locator(".figure dd").allInnerTexts();
}

// The columns are known now, and nothing is new.
async function again(w) {
  await w.go("/bureau/importer");
  const address = await sends(w);
  assert.equal(await w.page.getByLabel("Nom court de la source").inputValue(), "cci");
  assert.equal(await w.page.getByLabel("Identifiant", { exact: true }).inputValue(), "Réf");
  await w.press("Vérifier");
  await waits(w, address, "À confirmer");
  assert.deepEqual(await counts(w), ["0", "0", "3", "1", "0"]);
  await w.press("Abandonner");
}
