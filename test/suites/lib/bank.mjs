// The bank's side: orders that are paid by transfer, and the files that a bank sends about its
// account. Somebody reads a file and applies it; whoever had no answer does it again.
import path from "node:path";

import { request } from "./http.mjs";
import { order_body, place_order } from "./market.mjs";
import { command, pause, root } from "./product.mjs";
import { between } from "./chance.mjs";
import { check, check_equal } from "./report.mjs";

export const account = "FR7630001007941234567890185";
export const payer_iban = "FR1420041010050500013M02606";
const host = "nord.localhost";

export const decimal = (minor) => `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, "0")}`;

export async function open_transfers(town) {
  const setting = { open: "yes", iban: account, holder: "Narvalie", country: "FR", wait_days: "14" };
  const kept = await town.accountant.send_form("/bureau/banque/reglages", "/bureau/banque/reglages", setting);
  check_equal("the accountant opens transfers", kept.status, 200);
}

// Somebody does something, the server dies meanwhile, and he does it again until it is done.
export async function despite_deaths(town, roll, deaths, act) {
  for (let death = 0; death < deaths; death++) {
    const doing = act().catch(() => null);
    await pause(between(roll, 0, 120));
    await town.come_back(1);
    await doing;
  }
  return act();
}

// Orders that wait for a transfer: { id, minor, reference }.
export async function transfer_orders(town, name, count, minor) {
  const list = [];
  for (let i = 0; i < count; i++) {
    const body = { ...order_body(town.till.shop, minor + i), provider: "bank" };
    const { json, text } = await place_order(town.server.port, host, `${name}-${i}`, body);
    if (!json.id) throw new Error(text);
    const page = await request(town.server.port, { path: json.payment_url, host });
    list.push({ id: json.id, minor: minor + i, reference: /RF\d\d( [0-9A-Z]{1,4})+/.exec(page.text)?.[0] });
  }
  return list;
}

const entry = (message, number, minor, text) =>
  `<Ntry><NtryRef>${number}</NtryRef><Amt Ccy="EUR">${decimal(minor)}</Amt><CdtDbtInd>CRDT</CdtDbtInd>` +
  `<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-07-01</Dt></BookgDt><AcctSvcrRef>${message}-${number}</AcctSvcrRef>` +
  `<NtryDtls><TxDtls><RltdPties><Dbtr><Pty><Nm>Payeur ${number}</Nm></Pty></Dbtr>` +
  `<DbtrAcct><Id><IBAN>${payer_iban}</IBAN></Id></DbtrAcct></RltdPties>` +
  `<RmtInf><Ustrd>${text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`;

// A camt.053 in which each order is paid; `more` are entries of [number, minor, text].
export const statement = (message, orders, more = []) =>
  `<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>` +
  `<GrpHdr><MsgId>${message}</MsgId></GrpHdr><Stmt><Id>1</Id><Acct><Id><IBAN>${account}</IBAN></Id><Ccy>EUR</Ccy></Acct>` +
  orders.map((one, i) => entry(message, i + 1, one.minor, `bon ${one.reference} merci`)).join("") +
  more.map(([number, minor, text]) => entry(message, number, minor, text)).join("") +
  `</Stmt></BkToCstmrStmt></Document>`;

// A camt.054 (version 2) that says what came back to the account, each { id, minor, code, words }: one
// that the schema of ISO 20022 takes.
export const returns = (message, list) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.02">` +
  `<BkToCstmrDbtCdtNtfctn><GrpHdr><MsgId>${message}</MsgId><CreDtTm>2026-07-03T06:00:00</CreDtTm></GrpHdr><Ntfctn>` +
  `<Id>${message}-1</Id><CreDtTm>2026-07-03T06:00:00</CreDtTm><Acct><Id><IBAN>${account}</IBAN></Id><Ccy>EUR</Ccy></Acct>` +
  list.map((one, i) => returned_entry(`${message}-${i + 1}`, one)).join("") +
  `</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>`;

const RTRN = "<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>ICDT</Cd><SubFmlyCd>RRTN</SubFmlyCd></Fmly></Domn></BkTxCd>";

const returned_entry = (reference, { id, minor, code, words }) =>
  `<Ntry><NtryRef>${reference}</NtryRef><Amt Ccy="EUR">${decimal(minor)}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>` +
  `<BookgDt><Dt>2026-07-03</Dt></BookgDt><ValDt><Dt>2026-07-03</Dt></ValDt><AcctSvcrRef>${reference}</AcctSvcrRef>${RTRN}` +
  `<NtryDtls><TxDtls><Refs><AcctSvcrRef>${reference}</AcctSvcrRef><EndToEndId>${id}</EndToEndId></Refs>${RTRN}` +
  `<RtrInf><Rsn><Cd>${code}</Cd></Rsn>${words ? `<AddtlInf>${words}</AddtlInf>` : ""}</RtrInf></TxDtls></NtryDtls></Ntry>`;

export function follows_schema(text) {
  const schema = path.join(root, "data/payments/iso20022/camt.054.001.02.xsd");
  const judged = command("/usr/bin/xmllint", ["--noout", "--schema", schema, "-"], { input: text });
  check("the file is one that ISO 20022 takes", judged.status === 0, judged.err);
}

// Reads a file at the desk and applies it; the page that says what became of it.
export async function reads(town, text) {
  const sent = await town.agent.send_file("/bureau/banque", "/bureau/banque", "file", Buffer.from(text), {});
  if (sent.status !== 303) throw new Error(`the file is not read: ${sent.status}`);
  const page = sent.headers.location;
  const applied = await town.agent.send_form(page, `${page}/appliquer`, {});
  return (await town.agent.ask(page)).text + applied.status;
}

// A camt.054 (version 2) that says that an order of ours has left the account: { id, minor, iban }.
export const departure = (message, { id, minor, iban }) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.02">` +
  `<BkToCstmrDbtCdtNtfctn><GrpHdr><MsgId>${message}</MsgId><CreDtTm>2026-07-02T18:00:00</CreDtTm></GrpHdr><Ntfctn>` +
  `<Id>${message}-1</Id><CreDtTm>2026-07-02T18:00:00</CreDtTm><Acct><Id><IBAN>${account}</IBAN></Id><Ccy>EUR</Ccy></Acct>` +
  `<Ntry><NtryRef>1</NtryRef><Amt Ccy="EUR">${decimal(minor)}</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts>` +
  `<BookgDt><Dt>2026-07-02</Dt></BookgDt><ValDt><Dt>2026-07-02</Dt></ValDt><AcctSvcrRef>${message}-1</AcctSvcrRef>${SENT}` +
  `<NtryDtls><TxDtls><Refs><MsgId>${id}</MsgId><PmtInfId>${id}</PmtInfId><EndToEndId>${id}</EndToEndId></Refs>${SENT}` +
  `<RltdPties><CdtrAcct><Id><IBAN>${iban}</IBAN></Id></CdtrAcct></RltdPties></TxDtls></NtryDtls></Ntry>` +
  `</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>`;

const SENT = "<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>ICDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>";
