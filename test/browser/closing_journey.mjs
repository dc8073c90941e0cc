// A shop closes for good: its owner says so, then an agent of another; pages and lists follow. Half
// a year later a shopkeeper is asked by mail whether the entry is still right, and one button answers.
import assert from "node:assert/strict";
import { mail_link } from "./staff.mjs";

export const title = "Shops close for good, and others are still right";
export const flags = ["--rates", "off"]; // nobody signs in as often within a minute

export async function walk(w) {
  await w.sign_in("shopkeeper");
  await w.go("/mon-commerce");
  await w.page.locator("main li a").first().click().catch(() => {});
  await w.page.waitForLoadState();
  const slug = new URL(w.page.url()).pathname.split("/")[2];
  await closes(w, slug);
  await w.go(`/mon-commerce/${slug}`);
  await w.press("Il est de nouveau ouvert");
  await w.go(`/commerces/${slug}`);
  assert.equal(await w.page.getByText("Définitivement fermé").count(), 0);
  await w.context.clearCookies();
  await w.sign_in("agent");
  await closes(w, "molly-malone-s");
  await w.go("/bureau/journal");
  await w.sees("Commerce fermé définitivement");
  await is_still_right(w, slug);
}

async function closes(w, slug) {
  await w.go(`/mon-commerce/${slug}`);
  await w.page.getByText("Le commerce ferme pour toujours").click();
  await w.press("Fermer définitivement");
  await w.go(`/commerces/${slug}`);
  await w.sees(/^Définitivement fermé depuis le/);
  await w.sees("Ce commerce a fermé");
  assert.equal(await w.page.getByRole("heading", { name: "Horaires" }).count(), 0);
  assert.equal(await w.page.getByRole("link", { name: "Acheter un bon" }).count(), 0);
  const name = await w.page.locator("h1").innerText();
  await w.go(`/commerces?q=${encodeURIComponent(name)}`);
  assert.equal(await w.page.locator(`.cards a[href$="/commerces/${slug}"]`).count(), 0);
}

async function is_still_right(w, slug) {
  await w.context.clearCookies();
  await w.sign_in("shopkeeper");
  await w.go("/releve");
  await w.fill("Adresse e-mail pour les versements", "boutique@exemple.fr");
  await w.press("Enregistrer le compte");
  await w.product.restart("2027-01-15T09:59:50Z");
  const link = await asked(w);
  await w.context.clearCookies();
  await w.go(link); // opening it answers nothing: programs that look into mails open it too
  await w.press("Oui, tout est juste");
  await w.sees("La fiche est confirmée");
  await w.sign_in("shopkeeper");
  await w.go(`/mon-commerce/${slug}`);
  await w.sees(/^Confirmée le vendredi 15 janvier 2027/);
}

// The program looks for entries to ask about every ten minutes: at ten o'clock.
async function asked(w) {
  for (let tries = 0; tries < 40; tries++) {
    const link = await mail_link(w, "encore-juste").catch(() => null);
    if (link) return link;
    await new Promise((done) => setTimeout(done, 500));
  }
  throw new Error("nobody was asked whether the entry is still right");
}
