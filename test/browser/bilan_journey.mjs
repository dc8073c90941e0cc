// The council's bilan of 12 June 2020 as it was published, its derivation, its paper and its tables;
// then the transparency page, whose figures add up as printed.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { temporary_folder } from "./product.mjs";

export const title = "The bilan of 12 June 2020, on screen, on paper and derived";

const published = [
  ["Cassiopée", "Val d'Oingt", 332, "15 260 €"],
  ["Obliques", "Auxerre", 267, "12 880 €"],
  ["Jean-Jacques Rousseau", "Chambéry", 252, "11 830 €"],
  ["Le Marque Page", "Choisy-le-Roi", 171, "8 900 €"],
  ["Arthaud", "Grenoble", 190, "8 750 €"],
  ["La Belle histoire", "La Tour-du-Pin", 205, "8 620 €"],
  ["M'Lire", "Laval", 191, "8 610 €"],
];

const plain = (text) => text.replace(/[\s\u00a0\u202f]+/g, " ").trim();

export async function walk(w) {
  w.territory = "france-2020";
  await w.go("/bilan?trade=books");
  await league(w);
  await on_paper(w);
  await derived(w);
  await w.go("/bilan?from=2020-06-12&to=2020-03-01");
  await w.go("/bilan?to=2019-12-31");
  w.territory = "bordeaux";
  await w.go("/bilan");
  await w.page.getByText("Voir le tableau").first().click();
  await transparent(w);
}

async function league(w) {
  const rows = await w.page.locator("table.league").first().locator("tbody tr").allInnerTexts();
  const texts = rows.map(plain);
  for (const [at, [name, , count, amount]] of published.entries()) {
    assert.ok(texts[at].includes(name), `${at + 1}: ${texts[at]}`);
    assert.ok(texts[at].includes(`${count}`), `${name}: ${count} in ${texts[at]}`);
    assert.ok(texts[at].includes(amount), `${name}: ${amount} in ${texts[at]}`);
  }
}

async function bytes_of(w, name) {
  const path_of = await w.page.getByRole("link", { name }).first().getAttribute("href");
  const text = await w.page.evaluate(async (href) => {
    const bytes = new Uint8Array(await (await fetch(href)).arrayBuffer());
    return Array.from(bytes, (one) => String.fromCharCode(one)).join("");
  }, path_of);
  return Buffer.from(text, "latin1");
}

async function on_paper(w) {
  const file = path.join(fs.mkdtempSync(path.join(temporary_folder(), "bilan-")), "bilan.pdf");
  fs.writeFileSync(file, await bytes_of(w, /PDF/));
  const text = plain(execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" }));
  for (const [name, , count, amount] of published) {
    assert.ok(text.includes(name), `${name} on paper`);
    assert.ok(text.includes(`${count} ${amount}`), `${name}: ${count} ${amount} on paper`);
  }
  assert.ok(text.includes("74 850 €"), "their sum on paper");
}

// Each figure is the sum of its lines as printed.
async function derived(w) {
  await w.page.locator(".figures dt a").first().click();
  await w.page.waitForLoadState();
  await w.judge();
  const sheets = await w.page.locator("section.sheet").all();
  assert.ok(sheets.length >= 9);
  const csv = (await bytes_of(w, "CSV")).toString("utf8").trim().split("\n");
  assert.ok(csv.length > sheets.length - 2);
}

const minor = (text) => Number(plain(text).replace(/[^0-9,−-]/g, "").replace("−", "-").replace(",", ""));

async function transparent(w) {
  await w.page.getByRole("link", { name: "Transparence" }).first().click();
  await w.page.waitForLoadState();
  await w.judge();
  const value = async (word) =>
    minor(await w.page.locator(`dl.facts > div:has(a[href="#${word}"]) dd`).first().innerText());
  const sold = await value("vendus");
  assert.ok(sold > 0);
  assert.equal(sold, (await value("payes")) + (await value("offerts")) + (await value("abondement")));
  assert.equal(
    sold,
    (await value("utilises")) + (await value("reste")) + (await value("rembourses")) + (await value("expires")),
  );
  assert.equal(await value("credites"), (await value("recus")) + (await value("dus")));
  for (const body of await w.page.locator("table tbody[id]").all()) {
    const cells = (await body.locator("td:last-child").allInnerTexts()).map(minor);
    const total = cells.pop();
    assert.equal(
      cells.reduce((sum, one) => sum + one, 0),
      total,
      await body.getAttribute("id"),
    );
  }
  const json = JSON.parse((await bytes_of(w, "JSON")).toString("utf8"));
  assert.equal(json.figures.find((one) => one.figure === "vendus").amount.amount_minor, sold);
}
