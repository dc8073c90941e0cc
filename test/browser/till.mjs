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
