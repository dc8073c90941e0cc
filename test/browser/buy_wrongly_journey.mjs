// Whatever is typed wrongly is said beside its field, in a summary that leads there, and kept.
import assert from "node:assert/strict";

export const title = "What is typed wrongly while buying is explained and kept";

export async function walk(w) {
  await w.go("/commerces/le-1925/bon");
  await wrong_amounts(w);
  await wrong_person(w);
  await enter_sends_forward(w);
  await w.press(/^Payer 35,50/);
  await abandons(w);
}

async function wrong_amounts(w) {
  for (const [typed, sentence] of [
    ["3", "C’est trop peu pour un bon"],
    ["1000", "C’est trop pour un seul bon"],
    ["beaucoup", "Ce montant ne se lit pas"],
    ["", "Écrivez un montant de 5"],
  ]) {
    await w.fill("Ou le montant de votre choix", typed);
    await w.press("Continuer avec ce montant");
    await w.sees("Un point à corriger");
    await is_explained(w, "amount", sentence);
    assert.equal((await w.page.locator("#amount").inputValue()).replace(/\s/g, ""), typed); // "1 000"
  }
  await w.fill("Ou le montant de votre choix", "35,50");
  await w.press("Continuer avec ce montant");
}

async function wrong_person(w) {
  await w.choose("Pour offrir");
  await w.fill("Votre adresse e-mail", "camille.duprat@");
  await w.press("Vérifier avant de payer");
  await w.sees("3 points à corriger");
  await is_explained(w, "name", "Écrivez votre nom.");
  await is_explained(w, "email", "Cette adresse e-mail n’est pas complète");
  await is_explained(w, "to_name", "Écrivez le nom de la personne");
  assert.equal(await w.page.locator("#email").inputValue(), "camille.duprat@");
}

// The error stands beside its field, the field says so, and the summary's link focuses it.
async function is_explained(w, id, sentence) {
  const field = w.page.locator(`#${id}`);
  assert.equal(await field.getAttribute("aria-invalid"), "true");
  assert.ok((await field.getAttribute("aria-describedby")).split(" ").includes(`${id}-error`));
  assert.ok((await w.page.locator(`#${id}-error`).innerText()).startsWith(sentence));
  assert.ok(await w.page.locator(".notice h2").evaluate((heading) => heading === document.activeElement));
  assert.equal(await w.page.locator(`.notice a[href="#${id}"]`).count(), 1);
}

// The first button of that form leads back; the key "enter" must not press it.
async function enter_sends_forward(w) {
  await w.choose("Pour moi");
  await w.fill("Votre nom", "Camille Duprat");
  await w.fill("Votre adresse e-mail", "camille.duprat@exemple.fr");
  await Promise.all([w.page.waitForNavigation(), w.page.locator("#email").press("Enter")]);
  await w.sees("Tout est juste ?");
  await w.judge();
}

async function abandons(w) {
  await w.press("Abandonner");
  await w.sees("Vous avez quitté le paiement");
  await w.press("Réessayer");
  await w.sees("Tout est juste ?");
}
