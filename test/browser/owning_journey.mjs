// Three people say that a listed shop is theirs: one has the code on a letter, one hears it on the
// telephone, one is known to the agent. Each then has the shop in hand.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { agent_opens_entry, mail_link } from "./staff.mjs";

export const title = "Shops are claimed by letter, by telephone and by word of an agent";
export const flags = ["--rates", "off"]; // nobody signs in as often within a minute

export async function walk(w) {
  await by_letter(w, "couleur-latine", "latine@exemple.fr");
  await by_telephone(w, "golden-apple", "apple@exemple.fr");
  await by_agent(w, "cambridge-arms", "arms@exemple.fr");
}

async function claims(w, slug, way, email) {
  await w.context.clearCookies();
  await w.go(`/commerces/${slug}`);
  const name = await w.page.locator("h1").innerText();
  await w.follow("C’est mon commerce");
  await w.press("Demander");
  await w.sees("Ce champ est nécessaire");
  await w.choose(way);
  await w.fill("Votre nom", "Dominique Martin");
  await w.fill("adresse e-mail", email);
  await w.press("Demander");
  await w.sees("C’est demandé.");
  const link = await mail_link(w, "revendications");
  await w.context.clearCookies();
  await w.go(link);
  await w.fill("Choisissez un mot de passe", "une-longue-phrase");
  await w.press("Confirmer mon adresse");
  await w.sees("Votre adresse est confirmée.");
  return { name, link };
}

async function enters(w, link, code) {
  await w.context.clearCookies();
  await w.go(link);
  await w.fill("Le code", "0000 0000");
  await w.press("Prendre en main");
  await w.sees("Ce n’est pas le code");
  await w.fill("Le code", code.toLowerCase().replace(" ", ""));
  await w.press("Prendre en main");
  await w.sees("Vous pouvez vous connecter");
}

async function has_it(w, slug, email) {
  await w.context.clearCookies();
  await w.go(`/connexion?next=/mon-commerce/${slug}`);
  await w.fill("Adresse e-mail", email);
  await w.fill("Mot de passe", "une-longue-phrase");
  await w.press("Se connecter");
  assert.equal(new URL(w.page.url()).pathname, `/mon-commerce/${slug}`);
  await w.sees("Votre fiche");
}

async function by_letter(w, slug, email) {
  const { name, link } = await claims(w, slug, "Par la poste", email);
  await agent_opens_entry(w, name);
  const [letter] = await Promise.all([
    w.page.waitForEvent("download"),
    w.page.getByRole("button", { name: "Imprimer la lettre du code" }).click(),
  ]);
  const text = execFileSync("pdftotext", ["-layout", await letter.path(), "-"], { encoding: "utf8" });
  assert.match(text, new RegExp(name));
  const code = /\b[0-9A-Z]{4} [0-9A-Z]{4}\b/.exec(text);
  assert.ok(code, text);
  await enters(w, link, code[0]);
  await has_it(w, slug, email);
}

async function by_telephone(w, slug, email) {
  const { name, link } = await claims(w, slug, "Par téléphone", email);
  await agent_opens_entry(w, name);
  await w.press("Préparer le code à lire");
  const code = await w.page.locator(".notice .lead b").innerText();
  assert.match(code, /^[0-9A-Z]{4}\s[0-9A-Z]{4}$/);
  await enters(w, link, code.replace(/\s/, " "));
  await has_it(w, slug, email);
}

async function by_agent(w, slug, email) {
  const { name, link } = await claims(w, slug, "Un agent me connaît", email);
  await w.go(link);
  await w.sees("Un agent relit");
  await agent_opens_entry(w, name);
  await w.press("Accepter");
  await w.sees("C’est décidé");
  await w.context.clearCookies();
  await w.go(link);
  await w.sees("Vous pouvez vous connecter");
  await has_it(w, slug, email);
}
