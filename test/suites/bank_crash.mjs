#!/usr/bin/env node
// The server dies (SIGKILL) while the bank's files are read, batches prepared and confirmed, payments
// refused and refunds sent; people do again what they had no answer to. Every cent arrives once,
// leaves once, and comes back once.
import { Town } from "../stripe/town.mjs";
import {
  decimal,
  departure,
  despite_deaths,
  follows_schema,
  open_transfers,
  reads,
  returns,
  statement,
  transfer_orders,
} from "./lib/bank.mjs";
import { dice, seed } from "./lib/chance.mjs";
import { check, check_equal, say, suite } from "./lib/report.mjs";

const ORDERS = 40;
const DEATHS = 4; // of each act
const roll = dice();
const despite = (town, act, deaths = DEATHS) => despite_deaths(town, roll, deaths, act);

// ---- orders and the bank's statement --------------------------------------------------------------

async function a_statement(town) {
  const list = await transfer_orders(town, "bank", ORDERS, 1000);
  const sum = list.reduce((total, one) => total + one.minor, 0);
  const text = await despite(town, () => reads(town, statement("JOUR-1", list, [[900, 7700, "sans référence"]])));
  for (const one of list) check_equal("an order is paid", (await town.order_of(one)).state, "paid");
  check_equal("the shop is owed each once", town.owed(), sum);
  check_equal("what had no reference waits in suspense, once", town.balance("suspense"), 7700);
  check("the page says what was done", text.includes("Ce que ce fichier a fait") || text.includes("Déjà enregistré"), text);
  return list;
}

// ---- payouts ----------------------------------------------------------------------------------------

async function a_batch(town) {
  const owed = town.owed();
  await despite(town, () => town.agent.send_form("/bureau", "/bureau/versements", {}));
  const [[batch, count]] = town.database.rows(
    "SELECT max(b.id), count(*) FROM payout_batch b JOIN payout p ON p.batch_id = b.id WHERE b.state = 1",
  );
  check_equal("one payout is prepared", Number(count), 1);
  const desk = (await town.agent.ask("/bureau")).text;
  const page = /\/bureau\/versements\/\w+/.exec(desk)?.[0];
  const before = await town.agent.ask(`${page}/pain.xml`);
  check("of all that is due", before.text.includes(`>${decimal(owed)}<`), before.text);
  await despite(town, () => town.accountant.send_form(page, `${page}/confirmer`, {}));
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
  await despite(town, () => reads(town, refusal(batch.xml)));
  check_equal("what the bank refused is owed again, once", town.owed(), batch.owed);
  const releve = (await town.shopkeeper.ask("/releve")).text;
  check("the shopkeeper reads why", releve.includes("compte est fermé") || releve.includes("clos"), releve);
}

// ---- what left comes back, by camt.054 --------------------------------------------------------------

// Twice: somebody reads the file, the next one finds that it was read.
async function comes_back(town, file) {
  follows_schema(file);
  await despite(town, () => reads(town, file));
  return reads(town, file);
}

async function a_returned_payout(town, batch) {
  check_equal("it had left", town.owed(), 0);
  const before = town.database.number("SELECT count(*) FROM transfer WHERE reason = 26");
  const back = { id: part(batch.xml, "EndToEndId"), minor: batch.owed, code: "AC04", words: "Compte clos" };
  const text = await comes_back(town, returns("RETOUR-1", [back]));
  check("read again it is known", text.includes("Déjà enregistré"), text);
  check_equal("it is owed to the merchant again, once", town.owed(), batch.owed);
  const came = town.database.number("SELECT count(*) FROM transfer WHERE reason = 26");
  check_equal("by one transfer", came - before, 1);
  check_equal("and nothing of it waits in suspense", town.balance("suspense"), 7700);
  const releve = (await town.shopkeeper.ask("/releve")).text;
  check("the shopkeeper reads why", releve.includes("compte est clos") || releve.includes("Compte clos"), releve);
}

async function a_returned_refund(town, { id, minor, iban }) {
  const page = async () => (await town.agent.ask("/bureau/remboursements")).text;
  const clearing = town.balance("clearing", 4);
  await comes_back(town, returns("RETOUR-2", [{ id, minor, code: "MS03", words: "" }]));
  await town.until("the refund is owed again", () => town.refunds(4) === 1);
  check_equal("to the buyer, once", town.balance("refund", null), minor);
  check_equal("and lies in the bank's account", Math.abs(town.balance("clearing", 4) - clearing), minor);
  check_equal("not in suspense", town.balance("suspense"), 7700);
  check("the desk reads why", (await page()).includes("MS03"), page);
  // To the same account once more: the agent says where to, the accountant agrees, the bank sends it.
  const path = (act) => `/bureau/remboursements/${id}/${act}`;
  const press = (who, act, fields) => () => town[who].send_form("/bureau/remboursements", path(act), fields);
  await despite(town, press("agent", "compte", { iban, holder: "Payeur 1" }), 1);
  await despite(town, press("accountant", "confirmer", {}), 1);
  // What the bank refuses before it leaves is owed again, and no money moves.
  const order = async () => (await town.accountant.ask(path("pain.xml"))).text;
  const xml = await order();
  check("the bank reads a new message", xml.includes(`<MsgId>${id}-2</MsgId>`), xml);
  await despite(town, () => reads(town, refusal(xml)));
  await town.until("what the bank refused is owed again", () => town.refunds(4) === 1);
  check_equal("to the buyer", town.balance("refund", null), minor);
  await despite(town, press("agent", "compte", { iban, holder: "Payeur 1" }), 1);
  await despite(town, press("accountant", "confirmer", {}), 1);
  check("and another", (await order()).includes(`<MsgId>${id}-3</MsgId>`), await order());
  // What the bank says of the second message is no news of the third; then somebody was faster than its file.
  await despite(town, () => reads(town, departure("DEPART-2", { id: `${id}-2`, minor, iban })), 1);
  await despite(town, press("accountant", "envoye", {}), 1);
  const text = await reads(town, departure("DEPART-3", { id: `${id}-3`, minor, iban }));
  check("what was marked by hand is known", text.includes("déjà noté comme parti"), text);
  check_equal("nothing is owed to buyers", town.balance("refund", null), 0);
  const moved = (reason) => town.database.number(`SELECT count(*) FROM transfer WHERE reason = ${reason}`);
  check_equal("it left twice and came back once", [moved(39), moved(49)], [2, 1]);
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
  await despite(town, () => town.accountant.send_form("/bureau/remboursements", path("confirmer"), {}));
  // The bank's notification says that it has left, and the program marks it.
  const text = await comes_back(town, departure("DEPART-1", { id, minor: first.minor, iban: stated }));
  check("read again it is known", text.includes("Déjà enregistré"), text);
  await despite(town, () => town.until("it is sent", () => town.refunds(3) === 1));
  check_equal("once", town.refunds(3), 1);
  check_equal("and has left once", town.database.number("SELECT count(*) FROM transfer WHERE reason = 39"), 1);
  check_equal("the shop owes nothing more for it", town.owed(), owed);
  check_equal("nothing is owed to buyers", town.balance("refund", null), 0);
  check("the bank's account is less by it", Math.abs(town.balance("clearing", 4) - clearing) === first.minor, clearing);
  return { id, minor: first.minor, iban: stated };
}

await suite(async () => {
  say(`seed ${seed}`);
  const town = await Town.open();
  await open_transfers(town);
  const list = await a_statement(town);
  const batch = await a_batch(town);
  await a_refusal(town, batch);
  await a_returned_payout(town, await a_batch(town));
  await a_batch(town);
  await a_returned_refund(town, await a_refund(town, list));
  await town.end();
});
