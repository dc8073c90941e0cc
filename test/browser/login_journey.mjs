// A shopkeeper has lost the password, chooses another one, and keeps the own login: password,
// address, browsers that are signed in.
import assert from "node:assert/strict";
import { mail_link } from "./staff.mjs";

export const title = "A lost password is renewed by a link that works once; one's own login is kept in order";

const fresh = "une phrase toute neuve";

// The books' round turns what was asked into a letter within seconds.
async function letter_link(w, path) {
  for (let tries = 0; tries < 40; tries++) {
    try {
      return await mail_link(w, path);
    } catch (error) {
      if (!(error instanceof assert.AssertionError) || tries === 39) throw error;
      await new Promise((done) => setTimeout(done, 500));
    }
  }
}

async function signs_in(w, email, password) {
  await w.context.clearCookies();
  await w.go("/connexion");
  await w.fill("Adresse e-mail", email);
  await w.fill("Mot de passe", password);
  await w.press("Se connecter");
}

export async function walk(w) {
  const keeper = w.product.sign_in(w.territory, "shopkeeper");
  await w.go("/connexion");
  await w.follow("Mot de passe oublié");
  await w.fill("Adresse e-mail", "rien");
  await w.press("Recevoir le lien");
  await w.sees("Cette adresse n’est pas complète");
  await w.fill("Adresse e-mail", "inconnu@exemple.fr");
  await w.press("Recevoir le lien");
  await w.sees("Si quelqu’un se connecte ici avec inconnu@exemple.fr");
  await w.go("/connexion/oubli");
  await w.fill("Adresse e-mail", keeper.email);
  await w.press("Recevoir le lien");
  await w.sees(`Si quelqu’un se connecte ici avec ${keeper.email}`);
  const link = await letter_link(w, "connexion/oubli");
  await w.context.clearCookies();
  await w.go(link);
  await w.fill("Nouveau mot de passe", "court");
  await w.press("Enregistrer ce mot de passe");
  await w.sees("au moins 10 caractères");
  await w.fill("Nouveau mot de passe", fresh);
  await w.press("Enregistrer ce mot de passe");
  await w.sees("Votre nouveau mot de passe est enregistré");
  await w.go(link, 410);
  await w.sees("Ce lien ne marche plus");
  await signs_in(w, keeper.email, keeper.password);
  await w.sees("Connexion refusée");
  await signs_in(w, keeper.email, fresh);
  await keeps(w, keeper);
}

async function keeps(w, keeper) {
  await w.follow("Mon compte");
  await w.sees("Cet appareil");
  await w.fill("Mot de passe actuel", fresh);
  await w.fill("Nouveau mot de passe", keeper.password);
  await w.press("Changer le mot de passe");
  await w.sees("Votre mot de passe est changé");
  const address = `neuve.${w.variant.width}.${w.variant.script}@exemple.fr`;
  await w.fill("Nouvelle adresse e-mail", address);
  await w.fill("Votre mot de passe", keeper.password);
  await w.press("Envoyer le lien");
  await w.sees(`Un lien est parti vers ${address}`);
  const link = await letter_link(w, "connexion/adresse");
  await w.go(link);
  await w.press("Confirmer cette adresse");
  await w.sees("Votre nouvelle adresse est confirmée");
  await signs_in(w, keeper.email, keeper.password);
  await w.sees("Connexion refusée");
  await signs_in(w, address, keeper.password);
  await w.follow("Mon compte");
  await w.sees(address);
}
