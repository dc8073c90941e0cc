// The accountant sets Stripe up (a double of it, test/stripe); somebody's card is refused, he turns
// back, pays after all and has the voucher; somebody else gives up; the desk sees what is there.
import assert from "node:assert/strict";
import { keeps_stripe_setting, stripe_for_a_journey } from "./stripe_town.mjs";
import { judge_state } from "./waiting.mjs";

export const title = "A voucher is paid by card";

const { double, begins_anew, flags } = await stripe_for_a_journey();
export { flags };

export async function walk(w) {
  begins_anew(w);
  await sets_up(w);
  await w.context.clearCookies();
  await pays(w);
  await gives_up(w);
  await is_led_at_once(w);
  await looks(w);
  assert.deepEqual(double.problems, []);
}

async function sets_up(w) {
  await w.sign_in("accountant");
  await w.go("/bureau/stripe");
  await w.sees("Le paiement par carte n’est pas encore en place");
  await w.follow("Mettre en place");
  await keeps_stripe_setting(w, "pk_test_wrong_kind_of_key");
  await w.sees(/^Ce n’est pas une clé secrète/);
  await keeps_stripe_setting(w);
  await w.sees("Enregistré.");
}

// As far as the last button of a purchase.
async function chooses(w, amount, name) {
  await w.go("/commerces");
  await w.go(await w.page.locator(".card a").first().getAttribute("href"));
  await w.follow("Offrir un bon");
  await w.press(amount);
  await w.fill("Votre nom", name);
  await w.fill("Votre adresse e-mail", "camille.duprat@exemple.fr");
  await w.press("Vérifier avant de payer");
  await w.choose("Par carte bancaire");
  await w.judge();
}

const pay_button = (w) => w.page.getByRole("button", { name: /^Payer/ });

// As far as Stripe's page, past the one that waits for it.
async function orders(w, amount, name) {
  const release = double.hold("post", /checkout\/sessions$/);
  await chooses(w, amount, name);
  await pay_button(w).click();
  await w.sees("Un instant, nous préparons votre paiement");
  await judge_state(w);
  release();
  await w.page.goto(w.page.url()).catch(() => {}); // which leads to Stripe sooner or later
  await at_stripe(w);
}

const at_stripe = (w) => w.page.waitForURL(/\/c\/pay\/cs_test_/, { timeout: 20000 });

async function pays(w) {
  await orders(w, /^50/, "Camille Duprat");
  await w.page.getByRole("button", { name: "Payer avec une carte refusée" }).click();
  await w.sees("Votre carte a été refusée");
  await w.page.getByRole("link", { name: "Retour" }).click();
  await w.sees("Vous n’avez pas payé");
  await w.judge();
  await w.page.getByRole("link", { name: /^Payer 50/ }).click();
  await at_stripe(w);
  double.notices = "lost"; // the page itself finds out that it is paid
  const release = double.hold("get", /checkout\/sessions\/cs_/);
  await w.page.getByRole("button", { name: "Payer", exact: true }).click();
  await w.sees("Nous attendons la confirmation");
  await judge_state(w);
  release();
  await w.page.goto(w.page.url()).catch(() => {});
  await w.page.waitForURL(/\/bons\//, { timeout: 20000 });
  double.notices = "sent";
  await w.judge();
  assert.match(await w.page.locator(".code").innerText(), /^([0-9A-HJKMNP-TV-Z]{4} ?){3}$/);
}

async function gives_up(w) {
  await orders(w, /^20/, "Dominique Renard");
  await w.page.getByRole("link", { name: "Retour" }).click();
  await w.press("Abandonner");
  await w.sees(/Rien n’a été débité|abandonn/i);
  const ended = () => [...double.things.sessions.values()].at(-1).status === "expired";
  for (let i = 0; i < 100 && !ended(); i++) await w.page.waitForTimeout(50);
  assert.ok(ended(), "nobody can pay there any more");
}

// Over a slow line Stripe has answered before the buyer's next request comes: the form's own chain
// of redirects then leads away, which a policy about forms must not forbid.
async function is_led_at_once(w) {
  await chooses(w, /^20/, "Claude Martin");
  const line = await w.context.newCDPSession(w.page);
  await line.send("Network.enable");
  await line.send("Network.emulateNetworkConditions", {
    offline: false, latency: 1500, downloadThroughput: -1, uploadThroughput: -1,
  });
  await pay_button(w).click();
  await at_stripe(w);
  await line.detach();
  await w.page.getByRole("link", { name: "Retour" }).click();
  await w.press("Abandonner");
}

async function looks(w) {
  await w.sign_in("agent");
  await w.go("/bureau/stripe");
  await w.press("Demander à Stripe maintenant");
  for (let i = 0; i < 50 && !(await w.page.getByText("disent la même chose").count()); i++) {
    await w.page.waitForTimeout(100);
    await w.page.reload();
  }
  await w.sees("disent la même chose");
  await w.sees("Tout concorde.");
  await w.judge();
}
