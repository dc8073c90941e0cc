// Gives both territories of test/suites/data something to hide: vouchers, orders, mails, batches.
import { order_body, place_order, redeem, settle, get_order } from "./market.mjs";
import { Visitor } from "./crawler.mjs";
import { till_of } from "./product.mjs";

const people = { nord: "Narvaline", sud: "Quetzaline" };
const currency = { nord: "EUR", sud: "CHF" };

// {nord: {shop, paid, waiting, batch, mail, shown, secrets}, sud: {...}}: `shown` are those of the
// secrets that stand on pages of their own territory.
export async function seed_market(server, database, demo) {
  const market = {};
  for (const territory of ["nord", "sud"]) market[territory] = await seed(server, database, demo, territory);
  return market;
}

async function seed(server, database, demo, territory) {
  const till = till_of(demo, territory);
  const paid = await sell(server, till, "paid", true);
  const waiting = await sell(server, till, "waiting", false);
  await forget_account(server, database, till);
  await redeem(server.port, till, paid.code, 700, `${territory}-redeemed`);
  const batch = await prepare_batch(server, demo, territory);
  const mail = await newest_mail(server, demo, territory);
  const accounts = database
    .rows(
      "SELECT DISTINCT m.iban FROM merchant m JOIN territory t ON t.id = m.territory_id " +
        `WHERE t.slug = '${territory}' AND m.iban <> ''`,
    )
    .map(([iban]) => iban);
  const shown = [paid.id, waiting.payment_id, batch, mail, code_forms(paid.code)[1], people[territory]];
  const hidden = [waiting.id, paid.payment_id, ...code_forms(paid.code), till.token, ...accounts];
  const lower = (list) => list.map((word) => word.toLowerCase());
  return { shop: till.shop, paid, waiting, batch, mail, shown: lower(shown), secrets: lower([...shown, ...hidden]) };
}

// A merchant who is owed money and has not said where to pay it.
async function forget_account(server, database, till) {
  const { json } = await new Visitor(server, till.territory).ask("/api/v1/shops");
  const { slug } = json.items.find((shop) => shop.slug !== till.shop);
  database.rows(
    "UPDATE merchant SET iban = '' WHERE id = (SELECT s.merchant_id FROM shop s JOIN territory t " +
      `ON t.id = s.territory_id WHERE t.slug = '${till.territory}' AND s.slug = '${slug}')`,
  );
  await sell(server, { ...till, shop: slug }, "no-account", true);
}

function code_forms(code) {
  const bare = code.replace(/[ -]/g, "");
  const groups = bare.match(/.{4}/g);
  return [bare, groups.join(" "), groups.join("-")];
}

async function sell(server, till, key, pay) {
  const name = people[till.territory];
  const body = {
    ...order_body(till.shop, 5000, currency[till.territory]),
    buyer: { name: `${name} Durand`, email: `${name.toLowerCase()}@${till.territory}.example` },
    recipient: { name: `Petite ${name}` },
    message: `De la part de ${name}`,
    support: `${name} pense à vous`,
  };
  const host = `${till.territory}.localhost`;
  const { id, payment_id } = (await place_order(server.port, host, `seed-${key}`, body)).json;
  if (!pay) return { id, payment_id };
  await settle(server.port, host, payment_id, "paid");
  return { id, payment_id, code: (await get_order(server.port, host, id)).json.voucher.code };
}

async function prepare_batch(server, demo, territory) {
  const agent = new Visitor(server, territory, "agent");
  await agent.sign_in(demo);
  const answer = await agent.send_form("/bureau", "/bureau/versements", {});
  const batch = /\/bureau\/versements\/([^/?]+)/.exec(answer.headers.location ?? "")?.[1];
  if (!batch) throw new Error(`no batch in ${territory}: ${answer.status} ${answer.text.slice(0, 300)}`);
  return batch;
}

async function newest_mail(server, demo, territory) {
  const agent = new Visitor(server, territory, "agent");
  await agent.sign_in(demo);
  const page = await agent.ask("/bureau/courrier");
  const mail = /\/bureau\/courrier\/([0-9A-Z]{13,})/.exec(page.text)?.[1];
  if (!mail) throw new Error(`no mail in ${territory}`);
  return mail;
}

// Where the desk's own numbers lead.
export function newest_ids({ batch, mail }) {
  return [
    `/bureau/versements/${batch}`,
    `/bureau/versements/${batch}/pain.xml`,
    `/bureau/courrier/${mail}`,
    `/bureau/courrier/${mail}/bon.pdf`,
  ];
}
