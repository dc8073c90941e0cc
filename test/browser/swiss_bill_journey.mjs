// In Fribourg somebody pays with a Swiss QR-bill: a scanner reads the code off the screen, the bank's
// notice with the QR reference pays the order, and shops are paid with a file of the newer version.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";

export const title = "A voucher is paid with a Swiss QR-bill";

const qr_iban = "CH4431999123000889012";
const account = "CH5800791123000889012";

export async function walk(w) {
  w.territory = "fribourg";
  await opens(w);
  const bought = await buys(w);
  await is_paid(w, bought);
  await pays_shops(w);
}

async function opens(w) {
  await w.sign_in("accountant");
  await w.go("/bureau/banque/reglages");
  await w.choose("Les acheteurs peuvent payer par virement");
  await w.page.locator("#iban").fill(qr_iban);
  await w.page.locator("#holder").fill("Agglomération de Fribourg");
  await w.press("Enregistrer");
  await w.sees(/rue|adresse|relevés/i);
  await w.page.locator("#account_iban").fill(account);
  for (const [field, value] of Object.entries({ street: "Rue du Lac", building: "12", postcode: "1700", town: "Fribourg" }))
    await w.page.locator(`#${field}`).fill(value);
  await w.page.locator("#country").fill("CH");
  await w.choose("Fichiers de paiement pain.001.001.09");
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
  await w.fill("Votre adresse e-mail", "camille.duprat@exemple.ch");
  await w.press("Vérifier avant de payer");
  await w.press("Acheter sans l’aide");
  await w.choose("Par virement");
  await w.press(/^Payer/);
  const reference = await w.page.locator("dd strong").innerText();
  assert.match(reference, /^\d\d( \d{5}){5}$/);
  const code = await scanned(w);
  assert.match(code, /^SPC\n0200\n1\n/);
  assert.ok(code.includes(`\n${qr_iban}\n`) && code.includes("\n50.00\nCHF\n"), code);
  assert.ok(code.includes(`\nQRR\n${reference.replaceAll(" ", "")}\n`), code);
  return { page: new URL(w.page.url()).pathname, reference };
}

// What a scanner sees of the screen.
async function scanned(w) {
  const file = `${w.product.database}.png`;
  await w.page.locator("div.qr").screenshot({ path: file });
  const seen = execFileSync("ZXingReader", [file], { encoding: "utf8" });
  fs.rmSync(file);
  return /^Text:\s+"([^"]*)"/m.exec(seen)?.[1] ?? seen;
}

// camt.054: the notice of the day, with the reference where it belongs.
const notice = (reference) =>
  `<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn>` +
  `<GrpHdr><MsgId>AVIS-1</MsgId></GrpHdr><Ntfctn><Id>1</Id><Acct><Id><IBAN>${account}</IBAN></Id><Ccy>CHF</Ccy></Acct>` +
  `<Ntry><Amt Ccy="CHF">50.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>` +
  `<BookgDt><Dt>2026-05-21</Dt></BookgDt><AcctSvcrRef>N-1</AcctSvcrRef><NtryDtls><TxDtls>` +
  `<Amt Ccy="CHF">50.00</Amt><RmtInf><Strd><CdtrRefInf><Tp><CdOrPrtry><Prtry>QRR</Prtry></CdOrPrtry></Tp>` +
  `<Ref>${reference.replaceAll(" ", "")}</Ref></CdtrRefInf></Strd></RmtInf></TxDtls></NtryDtls></Ntry>` +
  `</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>`;

async function is_paid(w, bought) {
  await w.sign_in("agent");
  await w.go("/bureau/banque");
  const file = { name: "avis.xml", mimeType: "application/xml", buffer: Buffer.from(notice(bought.reference)) };
  await w.page.getByLabel("Fichier", { exact: true }).setInputFiles(file);
  await w.press("Lire le fichier");
  await w.sees("Règle une commande");
  await w.press("Enregistrer");
  await w.sees("Ce que ce fichier a fait");
  await w.go(bought.page);
  await w.sees("L’argent est arrivé");
}

async function pays_shops(w) {
  await w.go("/bureau");
  await w.press("Préparer le versement");
  const path = new URL(w.page.url()).pathname;
  const file = await w.page.evaluate(async (address) => (await fetch(address)).text(), `${path}/pain.xml`);
  assert.match(file, /pain\.001\.001\.09/);
  assert.match(file, /<InstdAmt Ccy="CHF">/);
  assert.doesNotMatch(file, /SEPA/);
}
