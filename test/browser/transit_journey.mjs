// Stripe (a double of it) pays its balance to the territory's bank: the accountant sees it on its way;
// a statement that says Stripe is matched by itself, one that does not is chosen at the desk; what
// Stripe does not explain one says and another confirms; the day's proof agrees to the cent.
import assert from "node:assert/strict";
import { keeps_stripe_setting, stripe_for_a_journey } from "./stripe_town.mjs";

export const title = "Stripe's payouts reach the bank";

const account = "FR6630001000640000000012345";
const { double, begins_anew, flags } = await stripe_for_a_journey();
export { flags };

export async function walk(w) {
  begins_anew(w);
  await sets_up(w);
  await buys(w);
  await is_on_its_way(w);
  await arrives_by_itself(w);
  await is_chosen(w);
  await is_explained(w);
  await is_proved(w);
  assert.deepEqual(double.problems, []);
}

async function changes_person(w, role) {
  await w.context.clearCookies();
  await w.sign_in(role);
}

async function sets_up(w) {
  await w.sign_in("accountant");
  await w.go("/bureau/stripe/reglages");
  await keeps_stripe_setting(w);
  await w.sees("Enregistré.");
  await w.go("/bureau/banque/reglages");
  await w.fill("IBAN du compte", account);
  await w.fill("Titulaire du compte", "Bordeaux Métropole");
  await w.choose("Les acheteurs peuvent payer par virement");
  await w.press("Enregistrer");
  await w.sees("Enregistré.");
  await w.context.clearCookies();
}

async function buys(w) {
  await w.go("/commerces");
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

// Until the page says so: the job asks Stripe within seconds.
async function becomes(w, path, text) {
  for (let i = 0; i < 60; i++) {
    await w.page.goto(new URL(path, w.page.url()).href);
    if ((await w.page.locator("main").innerText()).replace(/[\u00a0\u202f]/g, " ").includes(text)) return;
    await w.page.waitForTimeout(250);
  }
  assert.fail(`${path} does not say ${text}: ${await w.page.locator("main").innerText()}`);
}

const pays_out = (amount) => {
  const payout = double.things.payout(amount);
  double.notify("payout.created", payout);
  return payout;
};

async function is_on_its_way(w) {
  await changes_person(w, "accountant");
  const payout = pays_out(2500);
  await becomes(w, "/bureau/en-route", payout.id);
  await w.sees("25,00 €");
  await w.judge();
  await w.go("/bureau/comptes");
  await w.sees("En route en ce moment");
  await w.follow("Voir chaque versement");
  await w.follow(/^Attendu à la banque/);
  await w.sees("Le clore");
  await w.judge();
}

const day_of = (seconds) => new Date(seconds * 1000).toISOString().slice(0, 10);

const statement = (message, on, amount, who) =>
  `<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr>` +
  `<MsgId>${message}</MsgId></GrpHdr><Stmt><Id>1</Id><Acct><Id><IBAN>${account}</IBAN></Id><Ccy>EUR</Ccy></Acct>` +
  `<Ntry><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>` +
  `<BookgDt><Dt>${on}</Dt></BookgDt>` +
  `<AcctSvcrRef>${message}-1</AcctSvcrRef><NtryDtls><TxDtls><RltdPties><Dbtr><Pty><Nm>${who}</Nm></Pty></Dbtr></RltdPties>` +
  `</TxDtls></NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>`;

async function sends(w, text) {
  await w.go("/bureau/banque");
  const file = { name: "releve.xml", mimeType: "application/xml", buffer: Buffer.from(text, "utf8") };
  await w.page.getByLabel("Fichier", { exact: true }).setInputFiles(file);
  await w.press("Lire le fichier");
}

async function arrives_by_itself(w) {
  await changes_person(w, "agent");
  const due = day_of(double.things.now_s() + 2 * 86400);
  await sends(w, statement("REL-1", due, "25.00", "STRIPE"));
  await w.sees("Versement de Stripe, attendu : il est arrivé");
  await w.press("Enregistrer");
  await w.go("/bureau/en-route");
  await w.sees("Rien n’est en route");
  await w.judge();
}

async function is_chosen(w) {
  const payout = pays_out(1000);
  await becomes(w, "/bureau/en-route", payout.id);
  const due = day_of(double.things.now_s() + 2 * 86400);
  await sends(w, statement("REL-2", due, "10.00", "PAYMENTS EUROPE LTD"));
  await w.sees("Peut-être un versement de Stripe : à vous de le dire");
  await w.press("Enregistrer");
  await w.follow("PAYMENTS EUROPE LTD");
  await w.sees("Est-ce un de ces versements de Stripe ?");
  await w.judge();
  await w.press("C’est ce versement");
  await w.sees("Terminé");
  await w.go("/bureau/en-route");
  await w.sees("Rien n’est en route");
}

async function is_explained(w) {
  double.things.move("contribution", { id: null, currency: "eur" }, -150);
  await w.go("/bureau/stripe");
  await w.press("Demander à Stripe maintenant");
  await becomes(w, "/bureau/stripe", "Une contribution de Stripe Climate");
  await w.judge();
  await w.follow("Une contribution de Stripe Climate");
  await w.choose("Une perte ou un gain du territoire");
  await w.fill("En une phrase", "Don mensuel, activé chez Stripe en mai ; arrêté depuis.");
  await w.judge();
  await w.press("Le dire");
  await w.sees("Une autre personne, à la comptabilité, le confirme");
  const page = new URL(w.page.url()).pathname;
  await changes_person(w, "accountant");
  await w.go(page);
  await w.judge();
  await w.press("Confirmer et comptabiliser");
  await w.sees("Réglé");
}

async function is_proved(w) {
  await w.go("/bureau/stripe");
  await w.press("Demander à Stripe maintenant");
  await becomes(w, "/bureau/comptes", "Identique au centime");
  await w.judge();
}
