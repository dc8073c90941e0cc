// Stripe for a journey: a double (test/stripe) whose clock is the walk's and which begins anew with
// each walk, and the form by which an accountant sets it up.
import { Double, key, secret } from "../stripe/double.mjs";
import { clock } from "./product.mjs";

export async function stripe_for_a_journey() {
  let began;
  const double = await new Double({ now_ms: () => Date.now() - began + Date.parse(clock.start) }).start();
  function begins_anew(w) {
    began = Date.now();
    double.begin();
    double.endpoint = { port: w.product.port, host: `${w.territory}.localhost` };
  }
  return { double, begins_anew, flags: ["--stripe-url", double.url] };
}

export async function keeps_stripe_setting(w, its_key = key) {
  await w.choose("Les acheteurs peuvent payer par carte");
  await w.choose("Verser aux commerces par Stripe");
  await w.fill("Clé secrète", its_key);
  await w.fill("Secrets de signature", secret);
  await w.press("Enregistrer");
}
