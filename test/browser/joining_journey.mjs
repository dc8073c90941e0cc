// A shopkeeper registers a shop while the register is down, an agent approves it, the shopkeeper
// signs in and mends the hours; somebody proposes a correction, the agent applies it.
import assert from "node:assert/strict";
import { agent_opens_entry, mail_link } from "./staff.mjs";

export const title = "A shop comes in, is approved, and its hours are mended";

export async function walk(w) {
  await is_known(w);
  await registers(w);
  await confirms(w);
  await approves(w, "Aux Trois Tilleuls");
  await mends_hours(w);
  await corrects(w);
  await is_refused(w);
}

// What the register knows is filled in; the reader of the schema's examples finds them here.
async function is_known(w) {
  await w.go("/inscription");
  await w.fill("Votre numéro SIRET", "356 000 000 49837");
  await w.page.getByRole("button", { name: "Commencer" }).click();
  await w.page.getByRole("heading", { name: "Votre commerce" }).waitFor({ timeout: 9000 });
  await w.sees("Le registre vous connaît");
  assert.equal(await w.page.getByLabel("Nom du commerce").inputValue(), "Poste de Cornebarrieu");
  assert.equal(await w.page.getByLabel("Numéro et rue").inputValue(), "19 Rue de la Poste");
  assert.equal(await w.page.getByLabel("Code postal").inputValue(), "31700");
}

async function registers(w) {
  await w.go("/inscription");
  await w.fill("Votre numéro SIRET", "732 829 320 00075");
  await w.press("Commencer");
  await w.sees("Ce numéro ne peut pas exister");
  await w.fill("Votre numéro SIRET", "732 829 320 00074");
  // A page that looks again by itself stands between; it is not judged while it goes.
  await w.page.getByRole("button", { name: "Commencer" }).click();
  await w.page.getByRole("heading", { name: "Votre commerce" }).waitFor({ timeout: 9000 });
  await w.judge();
  await w.fill("Nom du commerce", "Aux Trois Tilleuls");
  await w.page.getByLabel("Métier").selectOption("bakery");
  await w.fill("Numéro et rue", "12 Rue Sainte-Catherine");
  await w.fill("Code postal", "33000");
  await w.fill("Commune", "Bordeaux");
  await w.press("Aux horaires");
  await w.page.locator("[name=mo_mode]").selectOption("open");
  await w.page.locator("[name=mo_a1]").fill("07:00");
  await w.page.locator("[name=mo_b1]").fill("19:30");
  await w.page.locator("[name=tu_mode]").selectOption("same");
  await w.press("Voir l’aperçu");
  await w.sees(/7.h – 19.h.30/);
  await w.press("À la photo");
  await w.press("Au compte");
  await w.fill("IBAN", "FR14 2004 1010 0505 0001 3M02 607");
  await w.fill("Titulaire du compte", "Tilleuls SARL");
  await w.press("Tout vérifier");
  await w.sees("Cet IBAN ne peut pas exister");
  await w.fill("IBAN", "FR14 2004 1010 0505 0001 3M02 606");
  await w.press("Tout vérifier");
  await w.sees("Mo,Tu 07:00-19:30");
  await w.fill("Votre nom", "Camille Tilleul");
  await w.fill("Votre adresse e-mail", "tilleul@exemple.fr");
  await w.page.locator("#agrees").check();
  await w.press("Envoyer l’inscription");
  await w.sees("c’est envoyé");
}

async function confirms(w) {
  const path = await mail_link(w, "adresses");
  await w.context.clearCookies();
  await w.go(path);
  await w.fill("Choisissez un mot de passe", "sous-les-tilleuls");
  await w.press("Confirmer mon adresse");
  await w.sees("Votre adresse est confirmée.");
}

async function approves(w, name) {
  await agent_opens_entry(w, name);
  await w.press("Refuser");
  await w.sees("Dites pourquoi");
  await w.press("Accepter");
  await w.sees("C’est décidé");
  await w.go("/commerces/aux-trois-tilleuls");
}

async function mends_hours(w) {
  await w.context.clearCookies();
  await w.go("/connexion?next=/mon-commerce/aux-trois-tilleuls/horaires");
  await w.fill("Adresse e-mail", "tilleul@exemple.fr");
  await w.fill("Mot de passe", "sous-les-tilleuls");
  await w.press("Se connecter");
  await w.page.locator("[name=su_mode]").selectOption("closed");
  await w.page.locator("[name=e1_from]").fill("2026-08-01");
  await w.press("Enregistrer les horaires");
  await w.sees("une exception a toujours une fin");
  await w.page.locator("[name=e1_to]").fill("2026-08-15");
  await w.press("Enregistrer les horaires");
  await w.sees("C’est enregistré.");
  await w.follow("La fiche");
  await w.press("Tout est encore juste");
  await w.sees(/^Confirmée le/);
}

async function corrects(w) {
  await w.context.clearCookies();
  await w.go("/commerces/aux-trois-tilleuls");
  await w.follow("Proposer une correction");
  await w.page.locator("[name=field][value=trade]").check();
  await w.fill("Ce qu’il faut lire", "alchimiste");
  await w.press("Envoyer");
  await w.sees("Nous ne connaissons pas ce métier");
  await w.fill("Ce qu’il faut lire", "Konditorei");
  await w.press("Envoyer");
  await w.sees("Merci !");
  await approves_correction(w, /^Pâtisserie/);
  await w.context.clearCookies();
  await w.go("/commerces/aux-trois-tilleuls/corriger");
  await w.page.locator("[name=field][value=phone]").check();
  await w.fill("Ce qu’il faut lire", "05 56 00 00 01");
  await w.press("Envoyer");
  await w.sees("Merci !");
  await approves_correction(w);
  await w.go("/commerces/aux-trois-tilleuls");
  await w.sees("05 56 00 00 01".replaceAll(" ", "\u00a0"));
}

// A correction that is not right: the agent says why, and nothing changes.
async function is_refused(w) {
  await w.context.clearCookies();
  await w.go("/commerces/aux-trois-tilleuls/corriger");
  await w.page.locator("[name=field][value=hours]").check();
  await w.fill("Ce qu’il faut lire", "quand il fait beau");
  await w.press("Envoyer");
  await w.sees("Cela ne se lit pas");
  await w.fill("Ce qu’il faut lire", "lundi - vendredi 9h-18h");
  await w.press("Envoyer");
  await w.sees("Merci !");
  await w.sign_in("agent");
  await w.go("/bureau/fiches");
  await w.follow(/^Ouvrir/);
  await w.sees("Mo-Fr 09:00-18:00");
  await w.sees(/9.h – 18.h/);
  await w.fill("Raison ou question", "Le commerçant dit autre chose.");
  await w.press("Refuser");
  await w.sees("C’est décidé");
  await w.go("/commerces/aux-trois-tilleuls");
  await w.sees(/7.h – 19.h.30/);
}

async function approves_correction(w, shown) {
  await w.sign_in("agent");
  await w.go("/bureau/fiches");
  await w.follow(/^Ouvrir/);
  if (shown) await w.sees(shown);
  await w.press("Accepter");
  await w.sees("C’est décidé");
}
