// Public money: an agent sets a rule, funders fill the envelope, somebody proves his address and
// buys, the envelope runs dry, and who waits in line is offered what comes.
import assert from "node:assert/strict";

export const title = "Public money pays a part of vouchers, is counted by person, and is waited for in line";

export async function walk(w) {
  await sets_the_rule(w);
  await w.go("/commerces/adonis/bon");
  await w.sees(/Vous payez 40,00\s€, l’aide publique ajoute 10,00\s€/);
  await w.press(/^50/);
  await person(w, "camille@exemple.fr");
  await proves(w);
  await w.sees(/Il vous reste 15\s€ d’aide/);
  await w.sees(/l’aide publique ajoute 10,00\s€, votre bon vaut 50,00\s€/);
  await w.press(/^Payer 40/);
  await w.sees(/40,00\s€/);
  await w.press(/^Accepter le paiement/);
  await w.sees(/40,00\s€ payés, 10,00\s€ d’aide publique/);
  await waits_in_line(w);
  await leaves_the_line(w);
  await waits_in_line(w);
  await fills(w, "Département", "500");
  await is_offered(w);
}

async function sets_the_rule(w) {
  await w.sign_in("agent");
  await w.go("/bureau/campagnes");
  await w.page.locator("tbody th a", { hasText: "Loin des yeux" }).first().click();
  w.campaign = new URL(w.page.url()).pathname;
  await w.follow("Aide publique");
  await w.choose("Un taux");
  await w.fill("Taux ou montant", "95");
  await w.fill("Plafond par personne", "15");
  await w.choose("l’argent public ajouté");
  await w.press("Enregistrer la règle");
  await w.sees("2 choses sont à corriger.");
  await w.sees("Donnez un taux entre");
  await w.fill("Taux ou montant", "20");
  await w.choose("Une adresse e-mail vérifiée");
  await w.press("Enregistrer la règle");
  await w.sees("La règle est enregistrée.");
  await w.sees(/40,00\s€/);
  await fills(w, "Ville", "15");
  await w.go(`${w.campaign}/prevision`);
  await w.fill("Acheteurs par jour", "0");
  await w.press("Calculer");
  await w.sees("Une chose est à corriger.");
  await w.fill("Acheteurs par jour", "3");
  await w.press("Calculer");
  await w.sees("L’enveloppe serait vide le");
  await w.page.getByText("Voir le tableau").click();
  await w.sees("Acheteurs venus");
}

async function fills(w, funder, amount) {
  await w.go(`${w.campaign}/aide`);
  await w.fill("Financeur", funder);
  await w.fill("Montant apporté", amount);
  await w.press("Ajouter à l’enveloppe");
  await w.sees("L’enveloppe est à jour.");
}

async function person(w, email) {
  await w.fill("Votre nom", "Camille Duprat");
  await w.fill("Votre adresse e-mail", email);
  await w.press("Vérifier avant de payer");
}

// A demonstration sends no mail and shows the digits instead.
async function proves(w) {
  await w.sees("Confirmez votre adresse");
  const shown = await w.page.getByText("Le code est").innerText();
  await w.fill("Code reçu", "12");
  await w.press("Continuer");
  await w.sees("Ce ne sont pas les six chiffres");
  await w.fill("Code reçu", shown.match(/\d{6}/)[0]);
  await w.press("Continuer");
}

async function waits_in_line(w) {
  await w.go("/commerces/adonis/bon");
  await w.press(/^50/);
  await person(w, "dominique@exemple.fr");
  await w.sees("L’enveloppe est vide");
  await w.press("Attendre l’aide");
  await proves(w);
  await w.press("Attendre l’aide");
  await w.sees("votre place dans la file");
  w.place = new URL(w.page.url()).pathname;
}

async function leaves_the_line(w) {
  await w.follow("Quitter la file");
  await w.follow("Garder ma place");
  await w.sees("votre place dans la file");
  await w.follow("Quitter la file");
  await w.press("Quitter la file");
  await w.sees("Vous avez quitté la file");
  await w.go(`${w.place}/quitter`);
  await w.sees("Vous avez quitté la file");
}

// The job that makes offers comes by every five seconds.
async function is_offered(w) {
  for (let tries = 0; tries < 20; tries++) {
    await w.go(w.place);
    if ((await w.page.getByText("sont gardés pour vous").count()) > 0) break;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  await w.sees(/10,00\s€ sont gardés pour vous/);
  await w.press("Acheter mon bon");
  await person(w, "dominique@exemple.fr");
  await proves(w);
  await w.press(/^Payer 40/);
  await w.press(/^Accepter le paiement/);
  await w.sees(/40,00\s€ payés, 10,00\s€ d’aide publique/);
  await w.go(w.place);
  await w.sees("Vous avez utilisé cette aide");
  assert.equal(await w.page.getByText("Acheter mon bon").count(), 0);
}
