// The till's two steps, for journeys with script (one screen) and without (a page each).
export async function till_looks(w, code) {
  await w.fill("Code du bon", code);
  if (!w.variant.script) return w.press("Voir le solde");
  await w.page.getByRole("button", { name: "Voir le solde" }).click();
}

// "": what the field offers.
export async function till_takes(w, amount) {
  await w.sees("Solde du bon");
  if (amount) await w.fill("Montant à encaisser", amount);
  if (!w.variant.script) return w.press("Encaisser ce montant");
  await w.page.getByRole("button", { name: /^Encaisser / }).click();
}

// By an agent who is signed in: a campaign for all shops, and a voucher of 40 €; its page is open.
export async function buys_for_all_shops(w) {
  await w.go("/bureau/campagnes/nouvelle");
  await w.fill("Nom de la campagne", "Partout chez nous");
  await w.fill("Montants proposés", "40 80");
  await w.choose("Pour tous les commerces");
  await w.press("Enregistrer le brouillon");
  await w.press("Ouvrir la campagne");
  await w.go("/");
  await w.follow("Acheter un bon pour tous les commerces");
  await w.press(/^40/);
  await w.fill("Votre nom", "Camille Duprat");
  await w.fill("Votre adresse e-mail", "camille@exemple.fr");
  await w.press("Vérifier avant de payer");
  await w.press(/^Payer 40/);
  await w.press(/^Accepter le paiement/);
}
