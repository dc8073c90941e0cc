// A resident finds a shop: misspelt, half typed, filtered; every choice can be taken back.
import assert from "node:assert/strict";

export const title = "A resident finds a shop by a misspelt word, a place and filters";

const count = async (w) => Number((await w.page.locator(".head [role=status]").innerText()).replace(/\D/g, ""));

async function suggestions(w) {
  const field = w.page.getByRole("combobox", { name: "Nom, métier" });
  await field.pressSequentially("tale", { delay: 20 });
  const first = w.page.getByRole("option").first();
  await first.waitFor();
  assert.match(await first.innerText(), /Talence/);
  await w.judge();
  await field.press("ArrowDown");
  assert.equal(await first.getAttribute("aria-selected"), "true");
  await Promise.all([w.page.waitForURL(/town=talence/), field.press("Enter")]);
  await w.judge();
}

export async function walk(w) {
  await w.go("/commerces?q=brasseire+bordeaux");
  await w.sees("Résultats pour « brasserie bordeaux »");
  const all = await count(w);
  assert.ok(all > 0);
  await w.page.getByLabel("À emporter").check();
  await w.press("Appliquer");
  const some = await count(w);
  assert.ok(some < all);
  assert.match(w.page.url(), /q=brasseire.bordeaux.*takeaway=1/);
  await w.page.getByText("Comment sont classés les résultats ?").click();
  await w.sees("Personne ne peut payer pour être devant.");
  await w.follow("Retirer le filtre À emporter");
  assert.equal(await count(w), all);
  await w.go("/commerces?near=Talence&km=1");
  await w.sees("À moins de 1 km de Talence");
  await w.go("/commerces?q=quetzalcoatl&town=talence");
  await w.follow("Sans « quetzalcoatl »");
  assert.ok((await count(w)) > 0);
  if (!w.variant.script) return;
  await w.go("/commerces");
  await suggestions(w);
}
