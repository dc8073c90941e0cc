// A shop fails: its vouchers are frozen, listed for the liquidator, and thawed when it was a mistake.
import assert from "node:assert/strict";

export const title = "A failed shop's vouchers become claims, on a page and on paper, and may be taken back";

export async function walk(w) {
  await w.sign_in("agent");
  await w.go("/bureau");
  await w.follow("Commerces défaillants");
  await w.sees("Aucun commerce défaillant");
  await w.fill("Quel commerce", "le 1925");
  await w.press("Chercher");
  await w.follow("Le 1925");
  await w.sees("Le 1925 est défaillant");
  await w.press("Geler ses bons");
  await w.sees("Dites pourquoi");
  await w.fill("Pourquoi", "Liquidation judiciaire");
  await w.fill("Liquidateur", "Maître Dupont, Bordeaux");
  await w.fill("Créances à déclarer jusqu’au", "2026-07-31");
  await w.press("Geler ses bons");
  await w.sees("Liste des créances");
  await w.sees("Maître Dupont");
  const page = new URL(w.page.url()).pathname;
  for (const [file, kind] of [["creances.pdf", "application/pdf"], ["creances.csv", "text/csv; charset=utf-8"]])
    assert.equal(await type_of(w, `${page}/${file}`), kind);
  await w.go("/commerces/le-1925");
  await w.sees("Vous avez un bon d’ici");
  assert.equal(await w.page.getByRole("link", { name: /Offrir|Acheter un bon/ }).count(), 0);
  await w.go(page);
  await w.page.locator("summary", { hasText: "Lever la défaillance" }).click();
  await w.fill("Pourquoi", "Erreur de commerce");
  await w.press("Lever la défaillance");
  await w.sees("a été levée");
  await w.go("/bureau/journal");
  await w.sees("Commerce défaillant noté");
}

function type_of(w, address) {
  return w.page.evaluate(async (path) => (await fetch(path)).headers.get("content-type"), address);
}
