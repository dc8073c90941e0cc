// A till without a network and a neighbour's vouchers: it takes those for all shops by their signature,
// says whose they are, refuses those of one shop, and what it took is booked in both territories.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { Device } from "./device.mjs";
import { buy, enrol, shops_that_sell } from "./enrolled.mjs";
import { clock } from "./product.mjs";
import { buys_for_all_shops } from "./till.mjs";
import { Wire } from "./wire.mjs";

export const title = "A till without a network takes a neighbour's voucher";
export const script_only = true;

export async function walk(w) {
  const folder = fs.mkdtempSync(path.join(path.dirname(w.product.database), "neighbour-"));
  const single = read_code((await buy(w, (await shops_that_sell(w)).own)).pdf, folder);
  const { code, token } = await sells_for_all_shops(w, folder);
  await w.product.restart(clock.open);
  const wire = new Wire(w.product.port);
  await wire.open();
  const till = new Device(w, wire, { profile: path.join(folder, "till") });
  try {
    w.territory = till.territory = "monaco";
    await w.context.clearCookies();
    await w.sign_in("shopkeeper");
    await enrol(w, till, "Tablette du comptoir");
    await wire.cut();
    await till.page.goto(`${till.product.url("monaco")}/caisse`);
    await till.sees("Hors ligne");
    await refuses_one_of_a_single_shop(till, single);
    await takes_one_for_all_shops(till, token);
    await books_it_when_the_wire_is_mended(w, till, wire, code);
  } finally {
    await till.end();
    await wire.cut();
  }
}

// What a camera reads from the printed sheet.
function read_code(pdf, folder) {
  const base = path.join(folder, "sheet");
  fs.writeFileSync(`${base}.pdf`, pdf);
  execFileSync("pdftoppm", ["-r", "150", "-gray", "-png", "-singlefile", `${base}.pdf`, base]);
  const said = execFileSync("ZXingReader", ["-format", "QRCode", `${base}.png`], { encoding: "utf8" });
  return /Text:\s+"?([^"\n]+)"?/.exec(said)[1].trim();
}

async function sells_for_all_shops(w, folder) {
  await w.sign_in("agent");
  await buys_for_all_shops(w);
  const link = await w.page.locator('a[href$=".pdf"]').first().getAttribute("href");
  const bytes = await w.page.evaluate(
    async (address) => [...new Uint8Array(await (await fetch(address)).arrayBuffer())],
    link,
  );
  const code = await w.page.locator(".bon-code .code").innerText();
  return { code, token: read_code(Buffer.from(bytes), folder) };
}

async function refuses_one_of_a_single_shop(till, token) {
  await till.wedge(token);
  await till.sees("Autre commerce");
}

async function takes_one_for_all_shops(till, token) {
  await till.wedge(token);
  await till.sees(/Bon d’un territoire voisin.: Bordeaux Métropole/);
  await till.sees("Au plus, sans réseau");
  assert.match(await till.balance(), /^40,00\s€$/);
  await till.judge();
  await till.take("15");
  await till.sees(/15,00\s€ encaissés, hors ligne/);
}

async function books_it_when_the_wire_is_mended(w, till, wire, code) {
  await wire.mend();
  await till.page.evaluate(() => window.dispatchEvent(new Event("online")));
  await till.page.locator("[data-part=banner]").waitFor({ state: "hidden" });
  w.territory = "bordeaux";
  await w.context.clearCookies();
  await w.sign_in("agent");
  await w.go("/bureau/bons");
  await w.fill("Code, e-mail ou référence", code);
  await w.press("Chercher");
  await w.sees(/25,00\s€/);
  await w.sees(/, Monaco/);
}
