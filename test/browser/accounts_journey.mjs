// The accountant asks for the archive of the days that are over, opens the ZIP, checks its sums and
// digests, closes the period; asked for again the archive is the kept one, and the days stay closed.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { temporary_folder } from "./product.mjs";

export const title = "A period is archived, checked and closed";
export const flags = ["--rates", "off"];

export async function walk(w) {
  await w.sign_in("accountant");
  await gives_numbers(w);
  await w.go("/bureau/comptes");
  await asks_when_sealed(w, "2025-12-01", "2026-05-19");
  await says_why_not(w);
  const bytes = await download(w);
  const folder = await opens(bytes);
  checks_digests(folder);
  checks_journal(folder);
  checks_tax_file(folder);
  await closes(w);
  await the_same_again(w, bytes);
  await reads_the_threshold(w);
}

// The territory's own number of the clearing account; one that is another's is refused.
async function gives_numbers(w) {
  await w.go("/bureau/comptes");
  await w.follow("Plan de comptes");
  await w.page.locator("#CLEARING").fill("4671");
  await w.press("Enregistrer le plan");
  await w.sees("Ce numéro est déjà celui d’un autre compte.");
  await w.page.locator("#CLEARING").fill("51188");
  await w.press("Enregistrer le plan");
  await w.sees(/Plan enregistré/);
}

// Days can be closed with an archive that was made when they were sealed; the page says so.
async function asks_when_sealed(w, first, last) {
  for (let tries = 0; tries < 10; tries++) {
    await asks(w, first, last);
    if (await w.page.getByRole("button", { name: /^Clore/ }).count()) return;
    await w.sees("Faite avant le sceau de ces jours");
    await w.page.waitForTimeout(2000);
  }
  throw new Error("the days were not sealed in a minute");
}

// Days before these are open.
async function says_why_not(w) {
  await asks(w, "2026-05-01", "2026-05-19");
  await w.sees("Pas encore à clore. Des jours plus anciens sont encore ouverts");
  await asks(w, "2025-12-01", "2026-05-19");
}

async function asks(w, first, last) {
  await w.page.locator("#first").fill(first);
  await w.page.locator("#last").fill(last);
  await w.press("Préparer l’archive");
  for (let tries = 0; tries < 30; tries++) {
    if ((await w.page.getByText("En préparation…").count()) === 0) return;
    await w.page.waitForTimeout(1000);
    await w.go("/bureau/comptes");
  }
  throw new Error("the archive was not made in half a minute");
}

async function download(w) {
  const link = w.page.getByRole("link", { name: "Télécharger l’archive" }).first();
  const address = await link.getAttribute("href");
  const text = await w.page.evaluate(async (href) => {
    const reply = await fetch(href);
    const bytes = new Uint8Array(await reply.arrayBuffer());
    return Array.from(bytes, (one) => String.fromCharCode(one)).join("");
  }, address);
  return Buffer.from(text, "latin1");
}

async function opens(bytes) {
  const folder = fs.mkdtempSync(path.join(temporary_folder(), "archive-"));
  const file = path.join(folder, "archive.zip");
  fs.writeFileSync(file, bytes);
  execFileSync("unzip", ["-qo", file, "-d", folder]);
  return folder;
}

function checks_digests(folder) {
  const lines = fs.readFileSync(path.join(folder, "empreintes.sha256"), "utf8").trim().split("\n");
  assert.ok(lines.length >= 13, `${lines.length} digests`);
  for (const line of lines) {
    const [digest, name] = line.split(/ {2}/);
    const bytes = fs.readFileSync(path.join(folder, name));
    assert.equal(crypto.createHash("sha256").update(bytes).digest("hex"), digest, name);
  }
}

const rows_of = (folder, name) => {
  const [head, ...lines] = fs.readFileSync(path.join(folder, name), "utf8").trim().split("\n");
  return [head.split(","), lines];
};
const cents = (text) => Math.round(Number(text) * 100);

// Debits equal credits, opening, in between and closing, with the numbers that were given.
function checks_journal(folder) {
  const [, lines] = rows_of(folder, "09-balance.csv");
  assert.ok(lines.length > 2);
  assert.ok(lines.some((line) => line.includes("51188")), "the territory's own number");
  const sums = [0, 0, 0, 0, 0, 0];
  for (const line of lines) {
    const cells = line.split(",").slice(-7, -1).map(cents);
    cells.forEach((cell, i) => (sums[i] += cell));
  }
  assert.equal(sums[0], sums[1], "opening");
  assert.equal(sums[2], sums[3], "movements");
  assert.equal(sums[4], sums[5], "closing");
  assert.ok(sums[2] > 0);
}

function checks_tax_file(folder) {
  const name = fs.readdirSync(folder).find((file) => /FEC\d{8}\.txt$/.test(file));
  const [, ...lines] = fs.readFileSync(path.join(folder, name), "latin1").split("\r\n").filter(Boolean);
  let debit = 0;
  let credit = 0;
  for (const line of lines) {
    const cells = line.split("\t");
    assert.equal(cells.length, 18);
    debit += cents(cells[11].replace(",", "."));
    credit += cents(cells[12].replace(",", "."));
  }
  assert.equal(debit, credit);
  assert.ok(debit > 0);
}

async function closes(w) {
  await w.press("Clore ces jours pour toujours");
  await w.sees("Période close");
  assert.equal(await w.page.getByRole("button", { name: /^Clore/ }).count(), 0);
}

async function the_same_again(w, bytes) {
  await asks(w, "2025-12-01", "2026-05-19");
  await w.sees("Ces jours sont clos : leur archive est celle de la clôture");
  assert.ok((await download(w)).equals(bytes), "it is the file of the closing");
}

async function reads_the_threshold(w) {
  await w.go("/bureau/comptes");
  await w.follow("Plafond des paiements");
  await w.sees("Ce que dit la loi");
  await w.page.locator("#limit").fill("beaucoup");
  await w.press("Enregistrer le seuil");
  await w.sees(/Écrivez un montant/);
  await w.page.locator("#limit").fill("1");
  await w.press("Enregistrer le seuil");
  await w.sees("Le seuil est atteint");
  await w.go("/bureau");
  await w.sees(/du seuil légal de paiements/);
  await w.go("/bureau/frequentation");
  await w.sees("visiteurs aujourd’hui");
}
