// Two territories agree, a till of one takes the other's voucher, and after the night both
// accountants read the same sum; one pays it, the other has it.
import assert from "node:assert/strict";
import { clock } from "./product.mjs";
import { buys_for_all_shops, till_looks, till_takes } from "./till.mjs";

export const title = "A neighbour's voucher is taken, netted at night and paid";
export const flags = ["--rates", "off"];
const next_day = "2026-07-02T10:00:00Z";

export async function walk(w) {
  const code = await sells_a_voucher(w);
  await refuses_without_an_agreement(w, code);
  await agree(w);
  await tells_residents(w);
  await takes_it_over_there(w, code);
  await nets_and_pays(w);
}

async function enter(w, territory, role) {
  w.territory = territory;
  await w.context.clearCookies();
  if (role) await w.sign_in(role);
}

async function sells_a_voucher(w) {
  await enter(w, "bordeaux", "agent");
  await buys_for_all_shops(w);
  return w.page.locator(".bon-code .code").innerText();
}

async function refuses_without_an_agreement(w, code) {
  await w.product.restart(clock.open);
  await enter(w, "france-2020", "shopkeeper");
  await w.go("/caisse");
  await till_looks(w, code);
  await w.sees("Autre territoire");
}

async function agree(w) {
  await enter(w, "bordeaux", "agent");
  await w.go("/bureau/voisins");
  await w.follow("Proposer un accord");
  await w.page.getByLabel("Avec quel territoire").selectOption({ label: "France 2020" });
  await w.fill("Préavis, en jours", "3");
  await w.press("Envoyer la proposition");
  await w.sees("Indiquez un préavis de 7 à 365 jours.");
  assert.equal(await w.page.getByLabel("Préavis, en jours").getAttribute("aria-invalid"), "true");
  await w.fill("Préavis, en jours", "30");
  await w.press("Envoyer la proposition");
  await w.sees("La proposition attend la réponse de France 2020.");
  await enter(w, "france-2020", "agent");
  await w.go("/bureau");
  await w.sees("Un voisin propose un accord");
  await w.go("/bureau/voisins");
  await w.sees("Attend votre réponse");
  await w.follow("Bordeaux Métropole");
  await w.press("Confirmer l’accord");
  await w.sees("En vigueur");
  await w.go("/bureau/journal");
  await w.sees("Accord avec un voisin confirmé");
}

async function tells_residents(w) {
  await enter(w, "bordeaux");
  await w.go("/a-propos");
  await w.sees(/France 2020, à partir du/);
}

async function takes_it_over_there(w, code) {
  await enter(w, "france-2020", "shopkeeper");
  await w.go("/caisse");
  await till_looks(w, code);
  await w.sees(/Bon d’un territoire voisin.: Bordeaux Métropole/);
  await till_takes(w, "12,50");
  await w.sees("12,50 € encaissés");
}

async function nets_and_pays(w) {
  await w.product.restart(next_day);
  await enter(w, "bordeaux", "accountant");
  await w.go("/bureau/voisins");
  await w.follow("France 2020");
  await w.follow("Les nuits et les règlements");
  const page = new URL(w.page.url()).pathname;
  await w.comes_to_see(page, "Nous lui devons");
  assert.match(await w.page.locator(".dock .sum dd").innerText(), /^12,50\s€$/);
  await enter(w, "bordeaux", "agent");
  await w.go(page);
  await w.press(/^Préparer le virement de 12,50/);
  await w.sees("Un comptable qui n’a pas préparé ce virement le confirme.");
  const link = await w.page.getByRole("link", { name: "Le fichier pour la banque" }).getAttribute("href");
  const order = await w.page.evaluate(async (address) => (await fetch(address)).text(), link);
  assert.match(order, /<InstdAmt Ccy="EUR">12\.50</);
  await enter(w, "bordeaux", "accountant");
  await w.go(page);
  await w.press("La banque a reçu l’ordre");
  await w.sees(/France 2020 doit confirmer/);
  await enter(w, "france-2020", "accountant");
  await w.go("/bureau");
  await w.sees("Un voisin dit vous avoir payé");
  await w.go("/bureau/compensations/bordeaux");
  await w.sees(/dit avoir payé 12,50/);
  await w.press("L’argent est arrivé");
  await w.sees("Personne ne doit rien");
  await enter(w, "bordeaux", "accountant");
  await w.go(page);
  await w.sees("Personne ne doit rien");
}
