// A shopkeeper says where the shop is: by a click, by keys, by typing, or by its address alone.
import assert from "node:assert/strict";

export const title = "A shop is put where it is";

export async function walk(w) {
  await w.sign_in("shopkeeper");
  await w.go("/mon-commerce");
  const path = new URL(w.page.url()).pathname;
  await types_wrongly(w);
  await looks_up(w);
  if (w.variant.script) await clicks(w, path);
  else await types(w, path);
  await w.context.clearCookies();
  await corrects(w, path.replace("mon-commerce", "commerces"));
}

const degrees = async (w) => [
  Number(await w.page.locator("#latitude").inputValue()),
  Number(await w.page.locator("#longitude").inputValue()),
];

async function types_wrongly(w) {
  await w.fill("Latitude", "48.8566");
  await w.fill("Longitude", "2.3522");
  await w.press("Enregistrer la fiche");
  await w.sees("Ce point n’est pas sur ce territoire.");
}

// The house number that is nearest among the shops of the street; then a street nobody knows.
async function looks_up(w) {
  await w.fill("Numéro et rue", "31 rue du Pas Saint Georges");
  await w.fill("Commune", "Bordeaux");
  await w.press("Chercher l’adresse");
  await w.sees("Trouvé d’après les commerces de la rue.");
  const [north, east] = await degrees(w);
  assert.ok(Math.abs(north - 44.837) < 0.004 && Math.abs(east + 0.573) < 0.004, `${north} ${east}`);
  await w.fill("Numéro et rue", "1 rue que Personne ne Connaît");
  await w.press("Chercher l’adresse");
  await w.sees("voici le centre de la commune");
}

async function clicks(w, path) {
  const map = w.page.locator("[data-position-map]");
  const mark = map.locator(".shop-mark");
  await mark.waitFor();
  const before = await degrees(w);
  const box = await map.boundingBox();
  await map.click({ position: { x: box.width / 3, y: box.height / 3 } });
  const clicked = await degrees(w);
  assert.ok(clicked[0] > before[0] && clicked[1] < before[1], `${before} ${clicked}`);
  await mark.focus();
  await w.page.keyboard.press("ArrowDown");
  await w.page.keyboard.press("ArrowRight");
  const moved = await degrees(w);
  assert.ok(moved[0] < clicked[0] && moved[1] > clicked[1], `${clicked} ${moved}`);
  await w.page.screenshot({ path: `${process.env.BUILD ?? "build"}/test/position-${w.variant.width}.png`, fullPage: true });
  await is_saved(w, path, moved);
}

async function types(w, path) {
  await w.fill("Latitude", "44,84000");
  await w.fill("Longitude", "-0,57500");
  await is_saved(w, path, [44.84, -0.575]);
}

async function is_saved(w, path, [north, east]) {
  await w.press("Enregistrer la fiche");
  await w.sees("C’est enregistré.");
  await w.go(path.replace("mon-commerce", "commerces"));
  const geo = await w.page.locator("a[href^='geo:']").getAttribute("href");
  assert.equal(geo, `geo:${north.toFixed(6)},${east.toFixed(6)}`);
}

async function corrects(w, path) {
  await w.go(`${path}/corriger`);
  if (w.variant.script) {
    await w.page.locator("summary", { hasText: "Montrer la place sur la carte" }).click();
    const map = w.page.locator("[data-position-map]");
    await map.locator(".shop-mark").waitFor();
    await map.click({ position: { x: 60, y: 60 } });
    assert.equal(await w.page.locator("[name=field][value=position]").isChecked(), true);
  } else {
    await w.page.locator("[name=field][value=position]").check();
    await w.fill("Ce qu’il faut lire", "48.8566, 2.3522");
    await w.press("Envoyer");
    await w.sees("Ce point n’est pas sur ce territoire.");
    await w.fill("Ce qu’il faut lire", "44,8391 -0,5740");
  }
  await w.press("Envoyer");
  await w.sees("Merci !");
}
