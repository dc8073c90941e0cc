// A campaign from draft to its end: an agent sets one up, opens it, somebody buys under its terms.
import assert from "node:assert/strict";

export const title = "An agent opens a campaign, changes it, and ends it";

export async function walk(w) {
  await w.sign_in("agent");
  await w.go("/bureau");
  await w.follow("Campagnes");
  await w.sees("En vente");
  await w.follow("Nouvelle campagne");
  await sets_up(w);
  await w.press("Ouvrir la campagne");
  await w.sees("L’état de la campagne a changé.");
  const address = new URL(w.page.url()).pathname;
  await w.go("/commerces/adonis/bon");
  await w.sees(/33,50\s€/);
  await w.go(address);
  await w.press("Suspendre la vente");
  await w.sees("Suspendue");
  await w.press("Reprendre la vente");
  await w.press("Terminer pour de bon");
  await w.sees("Cette campagne est terminée");
  assert.ok(await w.page.getByRole("button", { name: "Enregistrer" }).isDisabled());
  await w.go("/commerces/adonis/bon");
  assert.equal(await w.page.getByText(/33,50\s€/).count(), 0);
  await w.go("/bureau/journal");
  await w.sees("Campagne terminée");
}

async function sets_up(w) {
  await w.fill("Nom de la campagne", "");
  await w.fill("Montants proposés", "vingt");
  await w.fill("Dernier jour de vente", "2020-01-01");
  await w.press("Enregistrer le brouillon");
  await w.sees("3 choses sont à corriger.");
  await w.sees("Donnez au plus huit montants");
  await w.sees("Donnez un nom à la campagne");
  await w.sees("Le dernier jour de vente est avant le premier.");
  await w.fill("Montants proposés", "33,50 20");
  await w.fill("Dernier jour de vente", "2026-12-31");
  await w.fill("Nom de la campagne", "Tous ensemble");
  await w.press("Enregistrer le brouillon");
  await w.sees("La campagne est enregistrée.");
  await w.sees("Brouillon");
}
