#!/usr/bin/env node
// The server dies (SIGKILL) while the bank's files are read, batches prepared and confirmed, payments
// refused and refunds sent; people do again what they had no answer to. Every cent arrives once,
// leaves once, and comes back once.
import { Town, host } from "../stripe/town.mjs";
import { between, dice, seed } from "./lib/chance.mjs";
import { request } from "./lib/http.mjs";
import { order_body, place_order } from "./lib/market.mjs";
import { pause } from "./lib/product.mjs";
import { check, check_equal, say, suite } from "./lib/report.mjs";

const ORDERS = 40;
const DEATHS = 4; // of each act
const account = "FR7630001007941234567890185";
const roll = dice();

// Somebody does something, the server dies meanwhile, and he does it again until it is done.
async function despite_deaths(town, act) {
  for (let death = 0; death < DEATHS; death++) {
    const doing = act().catch(() => null);
    await pause(between(roll, 0, 120));
    await town.come_back(1);
    await doing;
  }
  return act();
}

// ---- orders and the bank's statement --------------------------------------------------------------

async function orders(town) {
  const list = [];
  for (let i = 0; i < ORDERS; i++) {
    const body = { ...order_body(town.till.shop, 1000 + i), provider: "bank" };
    const { json, text } = await place_order(town.server.port, host, `bank-${i}`, body);
    if (!json.id) throw new Error(text);
    const page = await request(town.server.port, { path: json.payment_url, host });
    list.push({ id: json.id, minor: 1000 + i, reference: /RF\d\d( [0-9A-Z]{1,4})+/.exec(page.text)?.[0] });
  }
  return list;
}

const decimal = (minor) => `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, "0")}`;

const entry = (number, minor, text) =>
  `<Ntry><NtryRef>${number}</NtryRef><Amt Ccy="EUR">${decimal(minor)}</Amt><CdtDbtInd>CRDT</CdtDbtInd>` +
  `<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-07-01</Dt></BookgDt><AcctSvcrRef>K-${number}</AcctSvcrRef><NtryDtls>` +
  `<TxDtls><RltdPties><Dbtr><Pty><Nm>Payeur ${number}</Nm></Pty></Dbtr>` +
  `<DbtrAcct><Id><IBAN>FR1420041010050500013M02606</IBAN></Id></DbtrAcct></RltdPties>` +
  `<RmtInf><Ustrd>${text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`;

const statement = (list) =>
  `<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>` +
  `<GrpHdr><MsgId>JOUR-1</MsgId></GrpHdr><Stmt><Id>1</Id><Acct><Id><IBAN>${account}</IBAN></Id><Ccy>EUR</Ccy></Acct>` +
  list.map((one, i) => entry(i + 1, one.minor, `bon ${one.reference} merci`)).join("") +
  entry(900, 7700, "sans référence") + `</Stmt></BkToCstmrStmt></Document>`;

async function reads(town, name, text) {
  const sent = await town.agent.send_file("/bureau/banque", "/bureau/banque", "file", Buffer.from(text), {});
  if (sent.status !== 303) throw new Error(`${name}: ${sent.status}`);
  const page = sent.headers.location;
  const applied = await town.agent.send_form(page, `${page}/appliquer`, {});
  return (await town.agent.ask(page)).text + applied.status;
}

async function a_statement(town) {
  const list = await orders(town);
  const sum = list.reduce((total, one) => total + one.minor, 0);
  const text = await despite_deaths(town, () => reads(town, "statement", statement(list)));
  for (const one of list) check_equal("an order is paid", (await town.order_of(one)).state, "paid");
  check_equal("the shop is owed each once", town.owed(), sum);
  check_equal("what had no reference waits in suspense, once", town.balance("suspense"), 7700);
  check("the page says what was done", text.includes("Ce que ce fichier a fait") || text.includes("Déjà enregistré"), text);
  return list;
}

// ---- payouts ----------------------------------------------------------------------------------------

async function a_batch(town) {
  const owed = town.owed();
  await despite_deaths(town, () => town.agent.send_form("/bureau", "/bureau/versements", {}));
  const [[batch, count]] = town.database.rows(
    "SELECT max(b.id), count(*) FROM payout_batch b JOIN payout p ON p.batch_id = b.id WHERE b.state = 1",
  );
  check_equal("one payout is prepared", Number(count), 1);
  const desk = (await town.agent.ask("/bureau")).text;
  const page = /\/bureau\/versements\/\w+/.exec(desk)?.[0];
  const before = await town.agent.ask(`${page}/pain.xml`);
  check("of all that is due", before.text.includes(`>${decimal(owed)}<`), before.text);
  await despite_deaths(town, () => town.accountant.send_form(page, `${page}/confirmer`, {}));
  check_equal("it has left the books once", town.owed(), 0);
  const after = await town.agent.ask(`${page}/pain.xml`);
  check("the file for the bank is the same to the byte", after.bytes.equals(before.bytes), batch);
  return { owed, page, xml: before.text };
}

const part = (xml, name) => new RegExp(`<${name}>([^<]*)<`).exec(xml)?.[1];

const refusal = (xml) =>
  `<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.03"><CstmrPmtStsRpt>` +
  `<GrpHdr><MsgId>STS-1</MsgId><CreDtTm>2026-07-02T08:00:00</CreDtTm></GrpHdr><OrgnlGrpInfAndSts>` +
  `<OrgnlMsgId>${part(xml, "MsgId")}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.03</OrgnlMsgNmId></OrgnlGrpInfAndSts>` +
  `<OrgnlPmtInfAndSts><OrgnlPmtInfId>${part(xml, "PmtInfId")}</OrgnlPmtInfId><TxInfAndSts>` +
  `<OrgnlEndToEndId>${part(xml, "EndToEndId")}</OrgnlEndToEndId><TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>AC04</Cd></Rsn>` +
  `</StsRsnInf></TxInfAndSts></OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>`;

async function a_refusal(town, batch) {
  await despite_deaths(town, () => reads(town, "answer", refusal(batch.xml)));
  check_equal("what the bank refused is owed again, once", town.owed(), batch.owed);
  const releve = (await town.shopkeeper.ask("/releve")).text;
  check("the shopkeeper reads why", releve.includes("compte est fermé") || releve.includes("clos"), releve);
}

// ---- money back to a payer --------------------------------------------------------------------------

async function a_refund(town, list) {
  const [first] = list;
  const { voucher } = await town.order_of(first);
  await town.give_back({ code: voucher.code });
  const owed = town.owed();
  const clearing = town.balance("clearing", 4);
  const path = (act) => `/bureau/remboursements/${id}/${act}`;
  const page = (await town.agent.ask("/bureau/remboursements")).text;
  const id = /\/bureau\/remboursements\/(\w+)\//.exec(page)?.[1];
  const [[stated]] = town.database.rows("SELECT iban FROM refund ORDER BY id DESC LIMIT 1");
  check_equal("it goes back to the account it came from", stated, "FR1420041010050500013M02606");
  await despite_deaths(town, () => town.accountant.send_form("/bureau/remboursements", path("confirmer"), {}));
  await despite_deaths(town, () => town.accountant.send_form("/bureau/remboursements", path("envoye"), {}));
  check_equal("it is sent", town.refunds(3), 1);
  check_equal("and has left once", town.database.number("SELECT count(*) FROM transfer WHERE reason = 39"), 1);
  check_equal("the shop owes nothing more for it", town.owed(), owed);
  check_equal("nothing is owed to buyers", town.balance("refund", null), 0);
  check("the bank's account is less by it", Math.abs(town.balance("clearing", 4) - clearing) === first.minor, clearing);
}

await suite(async () => {
  say(`seed ${seed}`);
  const town = await Town.open();
  const setting = { open: "yes", iban: account, holder: "Narvalie", country: "FR", wait_days: "14" };
  const kept = await town.accountant.send_form("/bureau/banque/reglages", "/bureau/banque/reglages", setting);
  check_equal("the accountant opens transfers", kept.status, 200);
  const list = await a_statement(town);
  const batch = await a_batch(town);
  await a_refusal(town, batch);
  await a_batch(town);
  await a_refund(town, list);
  await town.end();
});
