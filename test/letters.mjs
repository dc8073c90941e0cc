// Pictures of the letters that a fresh demonstration sends, as mail programs draw them: into
// build/look/letter-NUMBER-390.png, -390-dark.png and -700.png, with the plain text in .txt beside.
//
//   node test/letters.mjs
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { open_browser } from "./browser/browser.mjs";
import { clock, make_demonstration, start_product, temporary_folder } from "./browser/product.mjs";
import { Walk } from "./browser/walk.mjs";

const folder = path.join(process.env.BUILD ?? "build", "look");
fs.mkdirSync(folder, { recursive: true });

// A mail server that believes everything: RFC 5321 as far as one sender needs it.
function listen(mails) {
  const server = net.createServer((socket) => {
    let text = "";
    let body = false;
    socket.write("220 letters\r\n");
    socket.on("error", () => {});
    socket.on("data", (bytes) => {
      text += bytes.toString("latin1");
      for (;;) {
        const end = body ? "\r\n.\r\n" : "\r\n";
        const at = text.indexOf(end);
        if (at < 0) return;
        const line = text.slice(0, at);
        text = text.slice(at + end.length);
        if (body) mails.push(line);
        body = !body && line === "DATA";
        socket.write(body ? "354 go on\r\n" : line === "QUIT" ? "221 bye\r\n" : "250 fine\r\n");
      }
    });
  });
  return new Promise((done) => server.listen(0, "127.0.0.1", () => done(server)));
}

function part(mail, type) {
  const at = mail.indexOf(`Content-Type: text/${type}`);
  if (at < 0) return "";
  const start = mail.indexOf("\r\n\r\n", at) + 4;
  const end = mail.indexOf("\r\n--=_", start);
  const encoded = mail.slice(start, end < 0 ? undefined : end).replace(/=\r\n/g, "");
  const bytes = encoded.replace(/=([0-9A-F]{2})/g, (whole, hex) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}

async function take_pictures(browser, name, html) {
  for (const [width, colorScheme] of [[390, "light"], [390, "dark"], [700, "light"]]) {
    const page = await browser.newPage({ viewport: { width, height: 600 }, colorScheme });
    await page.setContent(html);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    if (wide > width) console.log(`${name}: ${wide} pixels wide in a window of ${width}`);
    const end = colorScheme === "dark" ? "-dark" : "";
    await page.screenshot({ path: path.join(folder, `${name}-${width}${end}.png`), fullPage: true });
    await page.close();
  }
}

// What the demonstration has no reason to send: a gift brought by mail, passed on, looked for.
async function ask_for_letters(browser, product) {
  const walk = new Walk(browser, product, { width: 1280, script: true });
  await walk.begin();
  walk.judge = async () => {};
  await walk.go("/commerces/adonis/bon");
  await walk.press(/^50/);
  await walk.choose("Pour offrir");
  await walk.fill("Votre nom", "Camille Duprat");
  await walk.fill("Votre adresse e-mail", "camille@exemple.fr");
  await walk.fill("Nom de la personne", "Marie-Thérèse Œuvrard-Haßlöcher");
  await walk.fill("Le jour où elle le reçoit", clock.open.slice(0, 10));
  await walk.fill("Son adresse e-mail", "marie-therese@exemple.fr");
  await walk.fill("Votre message", "Bon anniversaire, Mamie ! On y retourne dès que possible.");
  await walk.press("Vérifier avant de payer");
  await walk.press(/^Payer 50/);
  await walk.press(/^Accepter le paiement/);
  await walk.follow("Transmettre ce bon");
  await walk.fill("Nom de la personne", "Paul");
  await walk.fill("Son adresse e-mail", "paul@exemple.fr");
  await walk.press(/^Transmettre 50/);
  await walk.go("/retrouver");
  await walk.fill("Votre adresse e-mail", "camille@exemple.fr");
  await walk.page.locator("main button").last().click();
  await walk.end();
}

const browser = await open_browser();
const mails = [];
const server = await listen(mails);
const flags = ["--smtp-host", "127.0.0.1", "--smtp-port", String(server.address().port)];
const product = await start_product(make_demonstration(temporary_folder(), "release"), clock.open, [
  ...["--rates", "off", "--mail-from", "bons@exemple.fr"],
  ...flags,
]);
await ask_for_letters(browser, product).catch((error) => console.log(error.message));
for (let before = -1; before < mails.length || mails.length === 0; ) {
  before = mails.length;
  await new Promise((done) => setTimeout(done, 7000));
}
const seen = new Set();
for (const mail of mails) {
  const html = part(mail, "html");
  // Letters of one kind begin alike.
  const kind = /<title>(.*?)<\/title>/.exec(html)?.[1].slice(0, 14);
  if (!html || seen.has(kind)) continue;
  seen.add(kind);
  const name = `letter-${String(seen.size).padStart(2, "0")}`;
  fs.writeFileSync(path.join(folder, `${name}.txt`), part(mail, "plain"));
  await take_pictures(browser, name, html);
}
await browser.close();
await product.stop();
server.close();
console.log(`letters: ${seen.size} of ${mails.length} in ${folder}`);
