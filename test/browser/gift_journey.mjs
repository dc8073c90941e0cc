// A gift that the platform brings on a day: bought, looked at, changed before it leaves, passed on.
import assert from "node:assert/strict";

export const title = "A gift waits for its day, and its buyer changes it until then";

export async function walk(w) {
  await w.go("/commerces/adonis/bon");
  await w.press(/^50/);
  await w.choose("Pour offrir");
  await w.fill("Votre nom", "Camille Duprat");
  await w.fill("Votre adresse e-mail", "camille.cadeau@exemple.fr");
  await w.fill("Nom de la personne", "Jeanne");
  await w.fill("Le jour où elle le reçoit", "2001-01-01");
  await w.press("Vérifier avant de payer");
  await w.sees("Choisissez un jour entre aujourd’hui et le dernier jour du bon.");
  const day = await last_day(w);
  await w.fill("Le jour où elle le reçoit", day);
  await w.fill("Son adresse e-mail", "jeanne@exemple.fr");
  await w.press("Vérifier avant de payer");
  await w.sees("jeanne@exemple.fr");
  await w.press(/^Payer 50/);
  await w.press(/^Accepter le paiement/);
  await w.sees("Nous l’enverrons le");
  await w.follow("Changer l’adresse, le jour ou le message");
  await w.fill("Son adresse e-mail", "");
  await w.press("Enregistrer");
  await w.sees("Écrivez une adresse e-mail complète");
  await w.fill("Son adresse e-mail", "jeanne.b@exemple.fr");
  await w.press("Enregistrer");
  await w.sees("C’est enregistré");
  await w.follow("Retour au bon");
  await w.sees("jeanne.b@exemple.fr");
  assert.equal(await w.page.getByText("Nous l’avons envoyé").count(), 0);
  await passes_on(w);
}

// A week from now, as a field for dates takes it.
async function last_day(w) {
  return w.page.evaluate(() => new Date(Date.now() + 7 * 86400000).toISOString().slice(0, 10));
}

async function passes_on(w) {
  await w.follow("Transmettre ce bon");
  await w.press(/^Transmettre 50/);
  await w.sees("Écrivez le nom de la personne à qui il va.");
  await w.fill("Nom de la personne", "Paul");
  await w.fill("Son adresse e-mail", "paul@exemple.fr");
  await w.press(/^Transmettre 50/);
  await w.sees("Transmis à Paul");
  await w.follow("Retour au bon");
  await w.sees("Ce bon a été transmis");
}
