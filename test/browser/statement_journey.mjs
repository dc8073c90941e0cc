// A shopkeeper reads the month, takes it home as PDF and CSV, and says no to the Monday mail; the
// accountant reads the same figures.
import assert from "node:assert/strict";

export const title = "A shop's month, from one balance to the other, on screen and on paper";

export async function walk(w) {
  await w.sign_in("shopkeeper");
  await gives_an_address(w);
  await w.follow("Relevé d’une période");
  await w.follow("Cette année");
  await adds_up(w);
  const closing = await figure(w, "à vous verser au");
  const name = await w.page.locator("h1").innerText();
  await takes_home(w);
  await wants_no_mail(w);
  await wrong_days(w);
  await an_empty_month(w);
  await accountant_reads(w, name, closing);
}

async function gives_an_address(w) {
  await w.fill("IBAN", "FR14 2004 1010 0505 0001 3M02 606");
  await w.fill("Titulaire du compte", "Lilas");
  await w.fill("Adresse e-mail pour les versements", "lilas@exemple.fr");
  await w.press("Enregistrer le compte");
}

const plain = (text) => text.replace(/\s/g, " ").trim();
const minor = (text) => Number(text.replace(/[^0-9,−-]/g, "").replace("−", "-").replace(",", ""));

async function figure(w, name) {
  return plain(await w.page.locator(".figure", { hasText: name }).locator("dd").innerText());
}

// Opening and lines sum to the closing, as printed; both tables.
async function adds_up(w) {
  for (const caption of ["L’argent", "Les bons à servir"]) {
    const cells = await w.page
      .locator("table", { has: w.page.getByRole("heading", { name: caption }) })
      .first()
      .locator("tr td:last-child")
      .allInnerTexts();
    const amounts = cells.map(minor);
    const closing = amounts.pop();
    assert.ok(amounts.length >= 3);
    assert.equal(
      amounts.reduce((sum, one) => sum + one, 0),
      closing,
      caption,
    );
  }
}

async function fetched(w, name) {
  const path = await w.page.getByRole("link", { name }).first().getAttribute("href");
  return w.page.evaluate(async (address) => {
    const reply = await fetch(address);
    return [reply.headers.get("content-type"), await reply.text()];
  }, path);
}

async function takes_home(w) {
  const [pdf, bytes] = await fetched(w, "Télécharger le relevé en PDF");
  assert.equal(pdf, "application/pdf");
  assert.ok(bytes.startsWith("%PDF-1."));
  const [csv, text] = await fetched(w, "CSV");
  assert.match(csv, /^text\/csv/);
  const lines = text.trim().split("\n");
  assert.equal(lines[0], "at,account,line,shop,voucher,amount,amount_currency,id");
  // The CSV's money is what moved between the two balances.
  const sum = lines
    .filter((line) => line.includes(",money,"))
    .reduce((all, line) => all + Math.round(100 * Number(/,(-?[0-9]+\.[0-9]{2}),EUR,/.exec(line)[1])), 0);
  assert.equal(sum, minor(await figure(w, "à vous verser au")));
}

async function wants_no_mail(w) {
  await w.press("Ne plus le recevoir");
  await w.sees("Vous ne recevez pas le relevé de la semaine par e-mail.");
  await w.press("Le recevoir chaque lundi");
  await w.sees(/Vous recevez chaque lundi/);
}

async function wrong_days(w) {
  await w.go("/releve/periode?from=2026-12-31&to=2026-01-01", 422);
  await w.sees(/Le dernier jour vient avant le premier/);
}

async function an_empty_month(w) {
  await w.go("/releve/periode?from=2019-01-01&to=2019-01-31");
  await w.sees("Rien n’a bougé pendant ces jours");
}

async function accountant_reads(w, name, closing) {
  await w.context.clearCookies();
  await w.sign_in("accountant");
  await w.go("/bureau/comptes");
  await w.follow("Relevés des commerces");
  await w.follow("Cette année");
  await w.follow(name);
  assert.equal(await figure(w, "à verser au"), closing);
}
