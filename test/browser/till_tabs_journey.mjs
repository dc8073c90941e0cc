// What is about the browser around the till: its language, a private window that keeps nothing, a disk
// that is full, and two tabs of one device.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { Device } from "./device.mjs";
import { buy, enrol, shops_that_sell } from "./enrolled.mjs";
import { clock } from "./product.mjs";
import { Wire } from "./wire.mjs";

export const title = "A till in a private window, on a full disk, in two tabs, in another language";
export const script_only = true;

export async function walk(w) {
  const folder = fs.mkdtempSync(path.join(path.dirname(w.product.database), "tabs-"));
  const bought = await buy(w, (await shops_that_sell(w)).own);
  const token = token_of(bought.pdf, folder);
  await w.product.restart(clock.open);
  const wire = new Wire(w.product.port);
  await wire.open();
  const till = new Device(w, wire, { profile: path.join(folder, "till") });
  try {
    await w.sign_in("shopkeeper");
    await speaks_as_the_page(w);
    await takes_in_a_private_window(w, bought.code);
    await enrol(w, till, "Tablette");
    await says_what_no_disk_keeps(till, wire, token);
    await sends_once_from_two_tabs(till, wire, token);
  } finally {
    await till.end();
    await wire.cut();
  }
}

function token_of(pdf, folder) {
  const sheet = path.join(folder, "bon");
  fs.writeFileSync(`${sheet}.pdf`, pdf);
  execFileSync("pdftoppm", ["-r", "150", "-gray", "-singlefile", `${sheet}.pdf`, sheet]);
  const said = execFileSync("ZXingReader", ["-format", "QRCode", `${sheet}.pgm`], { encoding: "utf8" });
  return /Text:\s+"?([A-Z0-9]+)/.exec(said)[1];
}

async function types(page, text) {
  await page.locator("#code").fill(text);
  await page.keyboard.press("Enter");
}

// The browser is French; who reads the page in English or German reads the refusals so, too.
async function speaks_as_the_page(w) {
  await w.go("/en/caisse");
  await types(w.page, "bonjour");
  await w.sees("This is not a voucher’s code.");
  await w.go("/de/caisse");
  await types(w.page, "bonjour");
  await w.sees("Das ist kein Code eines Gutscheins.");
}

// With a network it takes as ever; without one it says why not.
async function takes_in_a_private_window(w, code) {
  const page = await w.context.newPage();
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("A private window", "SecurityError");
    };
  });
  const sees = (text) => page.getByText(text).first().waitFor({ state: "visible" });
  await page.goto(`${w.product.url(w.territory)}/caisse`);
  await types(page, code);
  await sees(`Solde du bon ${code}`);
  await w.context.setOffline(true);
  await page.locator("[data-act=take]").click();
  await sees("Hors ligne");
  await sees("Réponse perdue");
  await sees(/Ouvrez-la dans une fenêtre ordinaire/);
  await w.context.setOffline(false);
  await page.getByRole("button", { name: "Réessayer" }).click();
  await sees(/50,00\s€ encaissés/);
  await page.close();
  await w.go("/caisse/jour");
  await w.press("Annuler cet encaissement");
}

const cash_desk = (till) => `${till.product.url(till.territory)}/caisse`;

async function types_token(page, token) {
  await page.bringToFront();
  await page.keyboard.type(token);
  await page.keyboard.press("Enter");
  await page.locator("[data-part=balance-label]", { hasText: "Au plus, sans réseau" }).waitFor({ state: "visible" });
}

async function takes(page, amount) {
  for (const key of amount) await page.locator(`[data-key="${key}"]`).click();
  await page.locator("[data-act=take]").click();
}

async function says_what_no_disk_keeps(till, wire, token) {
  await till.page.goto(cash_desk(till));
  await till.page.waitForFunction(() => !document.getElementById("till-app").hidden);
  await till.page.waitForLoadState("networkidle");
  await till.page.evaluate(() => {
    window.put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = () => {
      throw new DOMException("The disk is full", "QuotaExceededError");
    };
  });
  await wire.cut();
  await types_token(till.page, token);
  await takes(till.page, "9");
  await till.sees("Pas encaissé");
  await till.sees(/n’a plus de place/);
  await till.judge();
  await wire.mend();
  await till.page.goto(cash_desk(till));
}

// 5.00 in one tab, 6.00 in the other; each is sent once, and 11.00 count for the day.
async function sends_once_from_two_tabs(till, wire, token) {
  const other = await till.context.newPage();
  const sent = [];
  for (const page of [till.page, other])
    page.on("request", (request) => request.url().endsWith("/redemptions") && sent.push(request.postDataJSON().nonce));
  await other.goto(cash_desk(till));
  await other.waitForLoadState("networkidle");
  await wire.cut();
  for (const [page, amount] of [[till.page, "5"], [other, "6"]]) {
    await types_token(page, token);
    await takes(page, amount);
    await page.locator("[data-part=verdict]", { hasText: "encaissés, hors ligne" }).waitFor({ state: "visible" });
  }
  sent.length = 0;
  await wire.mend();
  for (const page of [till.page, other]) await page.evaluate(() => window.dispatchEvent(new Event("online")));
  for (const page of [till.page, other])
    await page.locator("[data-part=banner]").waitFor({ state: "hidden", timeout: 40000 });
  assert.equal(sent.length, 2);
  assert.equal(new Set(sent).size, 2);
  assert.equal(await taken_today(other), 1100);
  await till_says_what_became_of_it([till.page, other]);
}

// Where the sending was seen, « hors ligne » is no longer what the verdict says.
async function till_says_what_became_of_it(pages) {
  const verdicts = await Promise.all(pages.map((page) => page.locator("[data-part=verdict] h2").innerText()));
  assert.ok(verdicts.some((text) => /^[56],00\s€ encaissés$/.test(text)), verdicts.join(" / "));
}

function taken_today(page) {
  return page.evaluate(
    () =>
      new Promise((done) => {
        const opening = indexedDB.open("emplettes-till");
        opening.onsuccess = () => {
          const reading = opening.result.transaction("facts").objectStore("facts").get("taken");
          reading.onsuccess = () => {
            opening.result.close();
            done(reading.result.minor);
          };
        };
      }),
  );
}
