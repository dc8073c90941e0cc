// A shop comes in with its photo, an agent sees it and says yes, the page shows it, an agent takes
// it away and says why; a shopkeeper sends another, which shows at once.
import assert from "node:assert/strict";
import fs from "node:fs";
import http from "node:http";

export const title = "A photo comes in, is shown, and is taken away";

const corpus = (name) => fs.readFileSync(`test/fuzz/corpus/picture/${name}`);

// As a telephone writes it: a block of EXIF, here with nothing but its name and that of a place.
function photo() {
  const plain = corpus("plain.jpg");
  const exif = Buffer.concat([Buffer.from("Exif\0\0II*\0\x08\0\0\0\0\0\0\0\0\0", "latin1"),
    Buffer.from("GPS 44.8378 -0.5792")]);
  const head = Buffer.from([0xff, 0xe1, (exif.length + 2) >> 8, (exif.length + 2) & 255]);
  return Buffer.concat([plain.subarray(0, 2), head, exif, plain.subarray(2)]);
}

const file = (name, buffer, mimeType = "image/jpeg") => ({ name, mimeType, buffer });

export async function walk(w) {
  await registers(w);
  await approves(w);
  await is_shown(w, "/commerces/le-fournil-du-port", "La vitrine du fournil");
  await is_taken_away(w);
  await keeper_sends(w);
}

async function registers(w) {
  await w.go("/inscription");
  await w.page.locator("[name=none]").check();
  await w.press("Commencer");
  await w.fill("Nom du commerce", "Le Fournil du Port");
  await w.page.getByLabel("Métier").selectOption("bakery");
  await w.fill("Commune", "Bordeaux");
  await w.press("Aux horaires");
  await w.press("À la photo");
  await w.page.locator("#photo").setInputFiles(file("photo.jpg", Buffer.from("Bonjour")));
  await w.press("Au compte");
  await w.sees("n’est pas une photo que nous savons lire");
  await w.page.locator("#photo").setInputFiles(file("photo.jpg", corpus("cut.jpg")));
  await w.press("Au compte");
  await w.sees("n’est arrivé qu’à moitié");
  await w.page.locator("#photo").setInputFiles(file("photo.jpg", photo()));
  await w.press("Au compte");
  await w.sees("Dites en quelques mots ce qu’on voit");
  await w.sees("La photo est arrivée.");
  await w.fill("Ce qu’on voit sur la photo", "La vitrine du fournil");
  await w.press("Envoyer et regarder");
  assert.equal(await loaded(w), true);
  await w.press("Au compte");
  await w.page.locator("[name=vouchers]").uncheck();
  await w.press("Tout vérifier");
  assert.equal(await loaded(w), true);
  await w.fill("Votre nom", "Camille Port");
  await w.fill("Votre adresse e-mail", "fournil@exemple.fr");
  await w.page.locator("#agrees").check();
  await w.press("Envoyer l’inscription");
  await w.sees("c’est envoyé");
}

// The page once more, and with it its photo, which only this reader may see.
async function loaded(w) {
  const [answer] = await Promise.all([
    w.page.waitForResponse((one) => one.url().endsWith(".webp")),
    w.page.reload(),
  ]);
  return answer.status() === 200 && answer.headers()["content-type"] === "image/webp";
}

// As anybody, without cookies; names below .localhost are known to browsers only.
function fetch_plain(address, headers = {}) {
  const url = new URL(address);
  const options = { host: "127.0.0.1", port: url.port, path: url.pathname, headers: { Host: url.host, ...headers } };
  return new Promise((resolve, reject) => {
    http.get(options, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () => resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts) }));
    }).on("error", reject);
  });
}

async function approves(w) {
  await w.sign_in("agent");
  await w.go("/bureau/fiches");
  await w.follow("Ouvrir Le Fournil du Port");
  assert.equal(await loaded(w), true);
  await w.press("Accepter");
  await w.sees("C’est décidé");
  await w.context.clearCookies();
}

async function is_shown(w, path, text) {
  await w.go(path);
  const image = w.page.getByRole("img", { name: text });
  await image.waitFor();
  for (const name of ["width", "height", "srcset", "sizes"]) assert.ok(await image.getAttribute(name), name);
  const address = new URL(await image.getAttribute("src"), w.page.url()).href;
  const { headers, body } = await fetch_plain(address);
  assert.equal(headers["cache-control"], "public, max-age=31536000, immutable");
  assert.equal(headers["x-content-type-options"], "nosniff");
  for (const secret of ["Exif", "EXIF", "GPS", "44.8378"]) assert.equal(body.includes(secret), false, secret);
  assert.equal((await fetch_plain(address, { "If-None-Match": headers.etag })).status, 304);
  const shared = await w.page.locator("meta[property='og:image']").getAttribute("content");
  assert.match(shared, /\/photos\/[0-9a-f]{32}\/lien\.jpg$/);
  const linked = await w.page.locator("script[type='application/ld+json']").first().textContent();
  assert.match(linked, /\/photos\/[0-9a-f]{32}\/1600\.webp/);
}

async function is_taken_away(w) {
  await w.sign_in("agent");
  await w.go("/mon-commerce/le-fournil-du-port/photo");
  const image = w.page.locator("img.photo");
  const address = new URL(await image.getAttribute("src"), w.page.url()).href;
  await w.press("Retirer la photo");
  await w.sees("Dites pourquoi");
  await w.fill("Pourquoi la retirer", "On y reconnaît une passante.");
  await w.press("Retirer la photo");
  await w.sees("C’est enregistré.");
  assert.equal((await fetch_plain(address)).status, 404);
  await w.go("/commerces/le-fournil-du-port");
  assert.equal(await w.page.locator("img.photo").count(), 0);
  await w.context.clearCookies();
}

async function keeper_sends(w) {
  await w.sign_in("shopkeeper");
  await w.go("/mon-commerce");
  const path = new URL(w.page.url()).pathname;
  await w.go(`${path}/photo`);
  await w.press("Enregistrer la photo");
  await w.sees("Choisissez une photo.");
  await w.page.locator("#photo").setInputFiles(file("photo.png", corpus("plain.png"), "image/png"));
  await w.fill("Ce qu’on voit sur la photo", "La salle et ses nappes");
  await w.press("Enregistrer la photo");
  await w.sees("C’est enregistré.");
  await w.context.clearCookies();
  await is_shown(w, path.replace("mon-commerce", "commerces"), "La salle et ses nappes");
}
