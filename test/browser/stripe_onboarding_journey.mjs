// A shopkeeper opens an account at Stripe (a double of it): Stripe refuses once, the questions are
// left and taken up again, Stripe wants to know more; then she is paid through it, a sale is paid
// back, and she reads so on her statement.
import assert from "node:assert/strict";
import { keeps_stripe_setting, stripe_for_a_journey } from "./stripe_town.mjs";
import { judge_state } from "./waiting.mjs";

export const title = "A shopkeeper is paid through Stripe";

const { double, begins_anew, flags } = await stripe_for_a_journey();
export { flags };

export async function walk(w) {
  begins_anew(w);
  await sets_up(w);
  const shop = await opens_account(w);
  await is_asked_more(w);
  await sells(w, shop);
  await is_paid(w);
  assert.deepEqual(double.problems, []);
}

async function sets_up(w) {
  await w.sign_in("shopkeeper");
  await w.go("/compte-stripe");
  await w.sees("Votre collectivité verse par virement");
  await w.context.clearCookies();
  await w.sign_in("accountant");
  await w.go("/bureau/stripe/reglages");
  await keeps_stripe_setting(w);
  await w.sees("Enregistré.");
}

async function begins(w, button) {
  const release = double.hold("post", /account_links$/);
  await w.page.getByRole("button", { name: button }).click();
  await w.sees("Un instant, nous préparons le questionnaire");
  await judge_state(w);
  release();
  await w.page.goto(w.page.url()).catch(() => {});
  await w.page.waitForURL(/\/setup\//, { timeout: 20000 });
}

async function opens_account(w) {
  await w.context.clearCookies();
  await w.sign_in("shopkeeper");
  await w.go("/releve");
  const shop = await w.page.locator("h1").innerText();
  await w.page.locator("#iban").fill("FR76 3000 6000 0112 3456 7890 189");
  await w.page.locator("#holder").fill(shop);
  await w.page.locator("#email").fill("commerce@exemple.fr");
  await w.press("Enregistrer");
  await w.follow("Être payé par Stripe");
  await w.sees("Vous répondez chez Stripe");
  await judge_state(w);
  double.fail({ method: "post", path: /\/accounts$/, status: 400, code: "country_unsupported" });
  await w.page.getByRole("button", { name: "Ouvrir mon compte Stripe" }).click();
  await w.page.getByText("Stripe n’a pas pu préparer votre compte").waitFor({ timeout: 20000 });
  await judge_state(w);
  await begins(w, /Ouvrir mon compte Stripe|Continuer chez Stripe/);
  await w.page.getByRole("button", { name: "Plus tard" }).click();
  await w.page.getByText("Le questionnaire n’est pas terminé").waitFor({ timeout: 20000 });
  await judge_state(w);
  await begins(w, "Continuer chez Stripe");
  await w.page.getByRole("button", { name: "Terminer" }).click();
  await w.page.getByText("Votre compte est prêt à recevoir").waitFor({ timeout: 20000 });
  await judge_state(w);
  return shop;
}

const account = () => [...double.things.accounts.values()].at(-1);

async function is_asked_more(w) {
  double.things.restrict(account());
  double.notify("account.updated", account(), account().id);
  await shows(w, "/compte-stripe", "Le questionnaire n’est pas terminé");
  await judge_state(w);
  double.things.enable(account());
  double.notify("account.updated", account(), account().id);
  await shows(w, "/compte-stripe", "Votre compte est prêt à recevoir");
}

// A page that somebody looks at again and again.
async function shows(w, path, text) {
  for (let i = 0; i < 60; i++) {
    await w.page.goto(w.product.url(w.territory) + path);
    if (await w.page.getByText(text).count()) return;
    await w.page.waitForTimeout(100);
  }
  await w.sees(text);
}

async function sells(w, shop) {
  await w.context.clearCookies();
  await w.go(`/commerces?q=${encodeURIComponent(shop)}`);
  await w.go(await w.page.locator(".card a").first().getAttribute("href"));
  await w.follow("Offrir un bon");
  await w.press(/^50/);
  await w.fill("Votre nom", "Camille Duprat");
  await w.fill("Votre adresse e-mail", "camille.duprat@exemple.fr");
  await w.press("Vérifier avant de payer");
  await w.choose("Par carte bancaire");
  await w.page.getByRole("button", { name: /^Payer/ }).click();
  await w.page.waitForURL(/\/c\/pay\/cs_test_/, { timeout: 20000 });
  await w.page.getByRole("button", { name: "Payer", exact: true }).click();
  await w.page.waitForURL(/\/bons\//, { timeout: 20000 });
}

async function is_paid(w) {
  await w.sign_in("agent");
  await w.go("/bureau/stripe");
  await w.press("Demander à Stripe maintenant");
  await shows(w, "/bureau/stripe", "Préparer");
  await w.judge();
  await w.press("Préparer le lot");
  const batch = new URL(w.page.url()).pathname;
  await w.context.clearCookies();
  await w.sign_in("accountant");
  await w.go(batch);
  await w.press(/^Confirmer/);
  await w.context.clearCookies();
  await is_told(w);
  await w.sign_in("shopkeeper");
  await shows(w, "/releve", "Versé le");
  for (let i = 0; i < 100 && double.things.transfers.size === 0; i++) await w.page.waitForTimeout(50);
  assert.equal(double.things.transfers.size, 1);
  await judge_state(w);
}

// By mail, for nobody looks every day.
async function is_told(w) {
  await w.sign_in("agent");
  await w.go("/bureau/courrier");
  await w.sees(/Le compte Stripe .* est prêt à recevoir/);
  await w.sees(/Stripe a encore des questions/);
  await w.context.clearCookies();
}
