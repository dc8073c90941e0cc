export const title = "A resident looks for shops on the map";

// With script marks are drawn by Leaflet and the list follows what is seen; without it the same
// marks are links of a picture. Either way every shop is in the list.
export async function walk(w) {
  await w.go("/carte");
  await w.sees("Dans cette vue");
  if (w.variant.script) await with_script(w);
  else await without_script(w);
  await w.go("/carte?q=pizza&town=bordeaux");
  await w.go("/communes");
  await w.follow("Pessac");
  await w.sees("Tous les commerces");
  await w.go("/metiers");
  await w.go("/metiers/restaurant");
  await w.go("/commerces/le-1925");
  await w.sees("Où c’est");
  await w.follow("Voir sur la carte"); // the list holds the first of some hundred around it
  await w.sees("Dans cette vue");
  if (!/box=/.test(w.page.url())) throw new Error(`the map is not around the shop: ${w.page.url()}`);
}

async function with_script(w) {
  const total = w.page.locator("#vue-total");
  await w.page.locator(".cluster").first().waitFor();
  const before = await total.innerText();
  await w.page.keyboard.press("Tab"); // the marks and the map are reached by keyboard
  await w.page.locator(".leaflet-control-zoom-in").focus();
  for (let closer = 0; closer < 4; closer++) {
    await w.page.keyboard.press("Enter");
    await w.page.waitForTimeout(250);
  }
  await w.page.waitForFunction((old) => document.getElementById("vue-total").textContent !== old, before);
  if (!/box=/.test(w.page.url())) throw new Error(`the address does not hold the view: ${w.page.url()}`);
  await w.judge();
}

async function without_script(w) {
  await Promise.all([
    w.page.waitForEvent("framenavigated", (frame) => frame === w.page.mainFrame()),
    w.page.locator(".drawing a").first().click({ force: true }),
  ]);
  await w.page.waitForLoadState();
  if (!/box=/.test(w.page.url())) throw new Error(`a mark does not lead closer: ${w.page.url()}`);
  await w.judge();
}
