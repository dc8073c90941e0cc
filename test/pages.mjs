// The pages that matter, named in pages.json, opened on a fresh demonstration of the optimised
// build: for pictures (look.mjs) and for outside judges (judge.mjs).
//
// An entry: name; path; territory (bordeaux); role (who is signed in); steps to take from there, as
// Walk's methods with their arguments, where "/.../" is a regular expression; {voucher}, {payment},
// {batch} and {code} in path and steps, made anew; status (200); private: true if search engines are kept out.
import fs from "node:fs";
import http from "node:http";
import { open_browser } from "./browser/browser.mjs";
import { clock, make_demonstration, start_product, temporary_folder } from "./browser/product.mjs";
import { Walk } from "./browser/walk.mjs";

export const widths = [390, 1280];

export async function open_pages() {
  // A person does not sign in thirty times in a minute; we do, page after page.
  const demonstration = make_demonstration(temporary_folder(), "release");
  const product = await start_product(demonstration, clock.open, ["--rates", "off"]);
  const browser = await open_browser();
  const names = process.argv.slice(2);
  const all = JSON.parse(fs.readFileSync(new URL("pages.json", import.meta.url)));
  const pages = all.filter((page) => !names.length || names.includes(page.name));
  const batch = pages.some((page) => page.path === "{batch}") && (await make_batch(browser, product));
  const made = { batch, ...(await make_voucher(product)) };
  for (const page of pages) {
    page.territory ??= "bordeaux";
    page.path = filled(page.path, made);
    page.steps = page.steps?.map((step) => step.map((word) => filled(word, made)));
  }
  return { product, browser, pages };
}

function filled(text, made) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => made[name] ?? whole);
}

// Opens one page as its entry says; the walk's page then shows it.
export async function open_page({ browser, product }, entry, width) {
  const walk = new Walk(browser, product, { width, script: true }, entry.territory);
  await walk.begin();
  walk.judge = async () => {}; // the callers judge
  if (entry.role) await walk.sign_in(entry.role);
  walk.page.on("response", (reply) => {
    if (reply.request().isNavigationRequest() && reply.status() !== 303) walk.reply = reply;
  });
  await walk.go(entry.path, entry.status ?? 200);
  for (const [act, ...words] of entry.steps ?? []) await walk[act](...words.map(pattern));
  return walk;
}

function pattern(word) {
  const inner = /^\/(.*)\/$/.exec(word);
  return inner ? new RegExp(inner[1]) : word;
}

// The cookies of somebody signed in, as one header, for judges who bring their own browser.
export async function cookie_header(opened, entry) {
  const walk = await open_page(opened, entry, 1280);
  const cookies = await walk.context.cookies();
  await walk.end();
  return cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
}

// A payout that waits for the accountant; what is sold after it waits for the agent.
async function make_batch(browser, product) {
  const walk = new Walk(browser, product, { width: 1280, script: true });
  await walk.begin();
  walk.judge = async () => {};
  await walk.sign_in("agent");
  await walk.press("Préparer le versement");
  const path = new URL(walk.page.url()).pathname;
  await walk.end();
  return path;
}

async function make_voucher(product) {
  const till = product.demo.tills.find((one) => one.territory === "bordeaux");
  const order = {
    shop: till.shop,
    amount_minor: 5000,
    currency: "EUR",
    buyer: { name: "Camille Duprat", email: "camille@exemple.fr" },
    recipient: { name: "Jeanne" },
    message: "Bon anniversaire ! On y retourne dès que possible.",
  };
  const paid = await post(product, "/api/v1/voucher-orders", order);
  await post(product, `/api/v1/sandbox/payments/${paid.payment_id}`, { outcome: "paid" });
  const waiting = await post(product, "/api/v1/voucher-orders", order);
  const code = product.demo.vouchers.find((one) => one.territory === "bordeaux").code;
  return { voucher: `/bons/${paid.id}`, payment: waiting.payment_url, code };
}

let orders = 0;

function post(product, path, body) {
  const headers = {
    Host: `bordeaux.localhost:${product.port}`,
    "Content-Type": "application/json",
    "Idempotency-Key": `pages-${++orders}-0001`,
  };
  return new Promise((done, refuse) => {
    const options = { host: "127.0.0.1", port: product.port, method: "POST", path, headers };
    const request = http.request(options, (reply) => {
      let text = "";
      reply.on("data", (part) => (text += part));
      reply.on("end", () =>
        reply.statusCode < 300 ? done(JSON.parse(text)) : refuse(new Error(`${path}: ${text}`)),
      );
    });
    request.on("error", refuse);
    request.end(JSON.stringify(body));
  });
}

export async function close_pages({ browser, product }) {
  await browser.close();
  await product.stop();
}
