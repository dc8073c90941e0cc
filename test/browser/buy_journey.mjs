// Somebody buys a gift, is refused by the bank, tries again, pays, and holds the voucher.
import assert from "node:assert/strict";

export const title = "A voucher is bought as a gift, at the second try";

export async function walk(w) {
  await w.go("/commerces");
  await w.go(await w.page.locator(".card a").first().getAttribute("href"));
  const shop = await w.page.locator("h1").innerText();
  await w.follow("Offrir un bon");
  await w.sees("Un bon de combien ?");
  await w.press(/^50/);
  await give(w);
  await w.press("Vérifier avant de payer");
  await checks(w, shop);
  await goes_back_and_keeps(w);
  await w.press(/^Payer 50/);
  await w.sees("Page de test : aucun argent ne circule");
  await w.press("Refuser le paiement");
  await w.sees("La banque a refusé le paiement de 50,00 €");
  await w.press("Réessayer");
  await checks(w, shop);
  await w.press(/^Payer 50/);
  await w.press(/^Accepter le paiement/);
  await holds_the_voucher(w, shop);
}

async function give(w) {
  await w.choose("Pour offrir");
  await w.fill("Votre nom", "Camille Duprat");
  await w.fill("Votre adresse e-mail", "camille.duprat@exemple.fr");
  await w.fill("Nom de la personne", "Jeanne");
  await w.fill("Votre message", "Bon anniversaire !\nOn y retourne dès que possible.");
  await w.fill("Un mot pour le commerce", "Tenez bon.");
}

async function checks(w, shop) {
  await w.sees("Tout est juste ?");
  for (const text of [shop, "Jeanne", "Camille Duprat", "camille.duprat@exemple.fr", "Tenez bon.", "14 jours"])
    await w.sees(text);
  await w.sees("Le commerce reçoit maintenant");
}

async function goes_back_and_keeps(w) {
  await w.press("Corriger");
  await w.press("Changer le montant");
  await w.press(/^50/);
  assert.equal(await w.page.getByLabel("Nom de la personne").inputValue(), "Jeanne");
  assert.match(await w.page.getByLabel("Votre message").inputValue(), /^Bon anniversaire !\nOn y/);
  await w.press("Vérifier avant de payer");
}

async function holds_the_voucher(w, shop) {
  await w.sees("L’achat d’essai est fait");
  await w.sees(shop);
  await w.sees("Jeanne");
  assert.match(await w.page.locator(".code").innerText(), /^([0-9A-HJKMNP-TV-Z]{4} ?){3}$/);
  assert.equal(await w.page.locator(".qr svg").count(), 1);
  const link = await w.page.getByRole("link", { name: "La feuille à imprimer" }).getAttribute("href");
  const [type, begins] = await w.page.evaluate(async (path) => {
    const reply = await fetch(path);
    return [reply.headers.get("content-type"), (await reply.text()).slice(0, 5)];
  }, link);
  assert.equal(type, "application/pdf");
  assert.equal(begins, "%PDF-");
}
