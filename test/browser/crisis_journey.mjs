// The crisis switch: all restaurants of Bordeaux closed to the public until a date, takeaway and
// vouchers on. One act, one undo.
import assert from "node:assert/strict";

export const title = "An agent closes the restaurants of Bordeaux, and opens them again";

export async function walk(w) {
  await w.go("/commerces?q=restaurant&trade=restaurant&town=bordeaux");
  const shop = await w.page.locator(".cards a").first().getAttribute("href");
  await w.sign_in("agent");
  await w.go("/bureau/mesures");
  await w.sees("Aucune mesure");
  await describes(w);
  const touched = await looks_ahead(w);
  await w.press("Mettre en vigueur");
  await w.sees("La mesure est en vigueur.");
  await w.sees(touched);
  await w.go(shop);
  await w.sees(/^Fermé au public jusqu’au mardi 2 juin 2026/);
  await w.follow("Acheter un bon");
  await w.go("/bureau/mesures");
  await w.press("Lever la mesure");
  await w.sees("La mesure est levée");
  await w.go(shop);
  assert.equal(await w.page.getByText("Fermé au public").count(), 0);
  await w.go("/bureau/journal");
  await w.sees("Mesure levée");
}

async function describes(w) {
  await w.follow("Nouvelle mesure");
  await w.press("Voir ce que cela touche");
  await w.sees("Ce champ est nécessaire");
  await w.page.getByRole("link", { name: /^Nom de la mesure\s: Ce champ/ }).click();
  assert.equal(new URL(w.page.url()).hash, "#name");
  await w.fill("Nom de la mesure", "Fermeture des restaurants");
  await w.fill("Premier jour", "2026-05-20");
  await w.fill("Dernier jour", "2026-06-02");
  await w.page.getByRole("checkbox", { name: /^Restaurant \d/ }).check();
  await w.page.getByText("Choisir des communes").click();
  await w.page.getByRole("checkbox", { name: /^Bordeaux \d/ }).check();
  await w.press("Voir ce que cela touche");
}

async function looks_ahead(w) {
  const said = await w.page.locator(".notice h2").innerText();
  assert.match(said, /^\d+ commerces seraient touchés$/);
  await w.sees("Restaurant");
  return new RegExp(`^${said.split(" ")[0]} commerces$`);
}
