// Two devices of a shop, a camera, and a wire that is cut: in the middle of a scan, through a restart,
// with one voucher spent on both. What the server refuses afterwards is there for the shop to read.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { Device } from "./device.mjs";
import { buy, enrol, shops_that_sell } from "./enrolled.mjs";
import { film_of } from "./film.mjs";
import { clock } from "./product.mjs";
import { Wire } from "./wire.mjs";

export const title = "Two tills take vouchers without a network";
export const script_only = true;

export async function walk(w) {
  const folder = fs.mkdtempSync(path.join(path.dirname(w.product.database), "devices-"));
  const shops = await shops_that_sell(w);
  const [own, other] = [await buy(w, shops.own), await buy(w, shops.other)];
  await w.product.restart(clock.open);
  const wire = new Wire(w.product.port);
  await wire.open();
  const film = film_of([other.pdf, own.pdf], folder);
  const counter = new Device(w, wire, { profile: path.join(folder, "counter"), film });
  const terrace = new Device(w, wire, { profile: path.join(folder, "terrace") });
  try {
    await extends_all(w);
    await w.sign_in("shopkeeper");
    await enrol(w, counter, "Tablette du comptoir");
    await enrol(w, terrace, "Téléphone de Léa");
    await scans_past_a_wrong_code(counter, own);
    await takes_while_the_wire_is_cut(counter, terrace, wire, own);
    await takes_one_that_was_extended(terrace, await token_of(counter));
    await keeps_it_through_a_restart(counter);
    await tells_when_the_wire_is_mended(w, counter, terrace, wire, own);
    await loses_an_answer(w, counter, wire, own);
    await is_taken_away(w, terrace, wire, own);
  } finally {
    await counter.end();
    await terrace.end();
    await wire.cut();
  }
}

// Both vouchers are printed already, good until the end of the year.
async function extends_all(w) {
  await w.sign_in("agent");
  await w.go("/bureau/prolongations");
  await w.fill("Nouveau dernier jour", "2027-03-31");
  await w.fill("Pourquoi", "Travaux dans la rue");
  await w.press("Compter les bons concernés");
  await w.press(/^Prolonger \d/);
  await w.comes_to_see(new URL(w.page.url()).pathname, "Les bons sont prolongés");
  await w.context.clearCookies();
}

// With a network.

async function scans_past_a_wrong_code(till, { code }) {
  await till.page.getByRole("button", { name: "Scanner avec la caméra" }).click();
  await till.sees("Autre commerce");
  await till.sees(`Solde du bon ${code}`);
  assert.match(await till.balance(), /^50,00\s€$/);
  await till.judge();
  await till.take("12,5");
  await till.sees(/12,50\s€ encaissés/);
  await till.sees(/Il reste 37,50\s€\./);
}

// Without one. The camera goes on, the till decides by the signature, and says loudly that it does.
async function takes_while_the_wire_is_cut(counter, terrace, wire, { code }) {
  await wire.cut();
  await counter.sees("Hors ligne");
  await counter.sees("Au plus, sans réseau");
  await counter.sees(code);
  assert.match(await counter.balance(), /^50,00\s€$/); // the ceiling: what is left it cannot know
  await counter.take("20");
  await counter.sees(/20,00\s€ encaissés, hors ligne/);
  await counter.sees(/1 encaissement attend d’être envoyé\s:\s20,00\s€/);
  await counter.judge();

  await terrace.wedge(code.replaceAll(" ", ""));
  await terrace.sees("Impossible sans réseau"); // a code proves nothing
  await terrace.wedge(await token_of(counter));
  await terrace.sees("Au plus, sans réseau");
  await terrace.take("30");
  await terrace.sees(/30,00\s€ encaissés, hors ligne/);
}

// What the camera read: it waits in the queue.
function token_of(till) {
  return till.page.evaluate(
    () =>
      new Promise((done) => {
        const opening = indexedDB.open("emplettes-till");
        opening.onsuccess = () => {
          const reading = opening.result.transaction("queue").objectStore("queue").getAll();
          reading.onsuccess = () => {
            opening.result.close();
            done(reading.result[0].code);
          };
        };
      }),
  );
}

// What the till knows of the server's clock, before and after.
function moves_clock(till, shift_ms) {
  return till.page.evaluate(
    (wanted) =>
      new Promise((done) => {
        const opening = indexedDB.open("emplettes-till");
        opening.onsuccess = () => {
          const work = opening.result.transaction("facts", "readwrite");
          const before = work.objectStore("facts").get("shift");
          if (wanted !== null) work.objectStore("facts").put(wanted, "shift");
          work.oncomplete = () => {
            opening.result.close();
            done(before.result);
          };
        };
      }),
    shift_ms,
  );
}

// The year is over, the network not back: the printed day has passed, the one that was told holds.
async function takes_one_that_was_extended(till, token) {
  const page = `${till.product.url(till.territory)}/caisse`;
  const shift = await moves_clock(till, Date.parse(clock.expired) - Date.now());
  await till.page.goto(page);
  await till.sees("Hors ligne");
  await till.wedge(token);
  await till.sees(/Imprimé jusqu’au .* 2026, mais prolongé\s: bon jusqu’au .* 2027 au plus/);
  assert.match(await till.balance(), /^20,00\s€$/); // 30.00 of 50.00 wait already
  await till.judge();
  await till.page.getByRole("button", { name: "Annuler" }).click();
  await moves_clock(till, Date.parse("2027-04-01T10:00:00Z") - Date.now());
  await till.page.goto(page);
  await till.wedge(token);
  await till.sees("Expiré");
  await moves_clock(till, shift);
  await till.page.goto(page);
  await till.sees("Hors ligne");
}

async function keeps_it_through_a_restart(till) {
  await till.restart();
  await till.page.goto(`${till.product.url(till.territory)}/caisse`);
  await till.sees("Hors ligne");
  await till.sees(/1 encaissement attend d’être envoyé\s:\s20,00\s€/);
  await till.judge();
}

// The counter's 20.00 of the 37.50 left are booked; the terrace's 30.00 are not, and nothing is taken.
async function tells_when_the_wire_is_mended(w, counter, terrace, wire, { code }) {
  await wire.mend();
  await counter.page.evaluate(() => window.dispatchEvent(new Event("online")));
  await counter.page.locator("[data-part=banner]").waitFor({ state: "hidden" });
  await terrace.page.evaluate(() => window.dispatchEvent(new Event("online")));
  await terrace.sees(/1 encaissement hors ligne refusé\s:\s30,00\s€/);
  await terrace.sees(/Il reste 17,50\s€ sur ce bon/);
  await terrace.judge();
  await terrace.page.getByRole("button", { name: "J’ai lu" }).click();
  await terrace.page.locator("[data-part=banner]").waitFor({ state: "hidden" });

  await w.go("/caisse");
  await w.follow("Un encaissement hors ligne a été refusé");
  await w.sees("Solde insuffisant");
  await w.sees("Téléphone de Léa");
  await w.sees("Confirmé");
  await w.press("C’est réglé");
  await w.sees("Rien à régler");
  await agent_sees(w);
  await w.go("/caisse");
  await look(w, code, /^17,50\s€$/);
}

async function agent_sees(w) {
  await w.context.clearCookies();
  await w.sign_in("agent");
  await w.go("/bureau/caisses");
  await w.sees("Aucun commerce n’a d’encaissement refusé en attente.");
  await w.context.clearCookies();
  await w.sign_in("shopkeeper");
}

async function look(w, code, wanted) {
  await w.page.getByLabel("Code du bon").fill(code);
  await w.page.keyboard.press("Enter");
  await w.sees(`Solde du bon ${code}`);
  assert.match(await w.page.locator("[data-part=balance]").innerText(), wanted);
  await w.page.getByRole("button", { name: "Annuler" }).click();
}

// The server took it, its answer was lost: the same act is told again, and counted once.
async function loses_an_answer(w, till, wire, { code }) {
  await till.page.goto(`${till.product.url(till.territory)}/caisse`);
  await till.wedge(code.replaceAll(" ", ""));
  await till.sees(`Solde du bon ${code}`);
  wire.lossy = true;
  await till.take("7,5");
  await till.sees(/7,50\s€ encaissés, hors ligne/);
  await wire.cut();
  await look(w, code, /^10,00\s€$/);
  await wire.mend();
  await till.page.evaluate(() => window.dispatchEvent(new Event("online")));
  await till.page.locator("[data-part=banner]").waitFor({ state: "hidden" });
  await look(w, code, /^10,00\s€$/);
}

// What a device claims that was taken away meanwhile moves nothing; the shop reads it.
async function is_taken_away(w, till, wire, { code }) {
  await till.page.goto(`${till.product.url(till.territory)}/caisse`);
  await till.wedge(code.replaceAll(" ", ""));
  await till.sees(`Solde du bon ${code}`);
  await wire.cut();
  await till.take("5");
  await till.sees(/5,00\s€ encaissés, hors ligne/);
  await w.go("/caisse/appareils");
  await w.press("Retirer Téléphone de Léa");
  await w.sees("L’appareil est retiré");
  await wire.mend();
  await till.page.goto(`${till.product.url(till.territory)}/caisse`);
  await till.sees("Appareil retiré");
  await till.judge();
  await w.comes_to_see("/caisse/journal", "Appareil retiré");
  await w.go("/caisse");
  await look(w, code, /^10,00\s€$/);
}
