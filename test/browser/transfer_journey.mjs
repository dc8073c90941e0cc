// The accountant opens an account for transfers; somebody buys by transfer; the bank's statement pays
// the order, twice sent changes nothing; money without a reference is given a place.
import assert from "node:assert/strict";

export const title = "A voucher is paid by bank transfer";

const account = "FR6630001000640000000012345";

export async function walk(w) {
  await opens(w);
  const bought = await buys(w);
  await reads(w, bought.reference);
  await w.context.clearCookies();
  await w.go(bought.page);
  await w.sees("L’argent est arrivé");
  await w.follow("Voir ma commande");
  assert.match(await w.page.locator(".code").innerText(), /^([0-9A-HJKMNP-TV-Z]{4} ?){3}$/);
}

async function opens(w) {
  await w.sign_in("accountant");
  await w.follow("Banque");
  await w.sees("Le paiement par virement est fermé.");
  await w.follow("Réglages des virements");
  await w.fill("IBAN du compte", "FR66 3000 1000 6400 0000 0012 346");
  await w.fill("Titulaire du compte", "Bordeaux Métropole");
  await w.choose("Les acheteurs peuvent payer par virement");
  await w.press("Enregistrer");
  await w.sees("Ce numéro de compte (IBAN) n’est pas juste.");
  await w.fill("IBAN du compte", account);
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
  await w.choose("Par virement");
  await w.press(/^Payer 50/);
  await w.sees("Payer 50,00 € par virement");
  assert.equal(await w.page.locator(".qr svg").count(), 1);
  const reference = await w.page.locator("dd strong").innerText();
  assert.match(reference, /^RF\d\d( [0-9A-Z]{1,4})+$/);
  const page = new URL(w.page.url()).pathname;
  const [type, begins] = await w.page.evaluate(async (path) => {
    const reply = await fetch(path);
    return [reply.headers.get("content-type"), (await reply.text()).slice(0, 5)];
  }, `${page}/virement.pdf`);
  assert.equal(type, "application/pdf");
  assert.equal(begins, "%PDF-");
  return { page, reference };
}

const entry = (number, amount, text) =>
  `<Ntry><NtryRef>${number}</NtryRef><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>` +
  `<BookgDt><Dt>2026-06-12</Dt></BookgDt><AcctSvcrRef>J-${number}</AcctSvcrRef><NtryDtls>` +
  `<TxDtls><RltdPties><Dbtr><Pty>` +
  `<Nm>Payeur ${number}</Nm></Pty></Dbtr><DbtrAcct><Id><IBAN>FR1420041010050500013M02606</IBAN></Id></DbtrAcct>` +
  `</RltdPties>` +
  `<RmtInf><Ustrd>${text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`;

const statement = (reference) =>
  `<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr>` +
  `<MsgId>JOUR-1</MsgId></GrpHdr><Stmt><Id>1</Id><Acct><Id><IBAN>${account}</IBAN></Id><Ccy>EUR</Ccy></Acct>` +
  entry(1, "50.00", `bon ${reference} merci`) + entry(2, "12.00", "sans référence") + `</Stmt></BkToCstmrStmt></Document>`;

async function sends(w, text) {
  const file = { name: "releve.xml", mimeType: "application/xml", buffer: Buffer.from(text, "utf8") };
  await w.page.getByLabel("Fichier", { exact: true }).setInputFiles(file);
  await w.press("Lire le fichier");
}

async function reads(w, reference) {
  await w.sign_in("agent");
  await w.go("/bureau/banque");
  await sends(w, statement(reference).slice(0, 600));
  await w.sees("Rien n’a été changé");
  await w.sees(/^À l’octet \d+/);
  await sends(w, statement(reference));
  await w.sees("Ce que ce fichier fera");
  await w.sees("Règle une commande");
  await w.press("Enregistrer");
  await w.sees("Ce que ce fichier a fait");
  await w.go("/bureau/banque");
  await sends(w, statement(reference));
  await w.sees("Déjà enregistré : rien n’est fait");
  await w.press("Oublier ce fichier");
  await w.follow("Payeur 2");
  await w.fill("Référence de la commande", reference);
  await w.press("Affecter à la commande");
  await w.sees(/^Aucune commande en attente/);
  await w.press("Demander le remboursement");
  await w.sees(/^Un remboursement a été demandé/);
  const line = new URL(w.page.url()).pathname;
  await w.context.clearCookies();
  await w.sign_in("accountant");
  await w.go(line);
  await w.press(/^Rembourser 12/);
  await w.sees("Télécharger l’ordre pour la banque");
}
