// The figures of 2020 come out as they were published, filtered and in other formats too.
import assert from "node:assert/strict";

export const title = "The figures of 2020 are read, filtered, and taken home";

export async function walk(w) {
  w.territory = "france-2020";
  await w.go("/chiffres");
  await w.page.getByLabel("Métier", { exact: true }).selectOption("books");
  await w.press("Filtrer");
  assert.deepEqual(await column(w, "par-valeur"), [
    "Cassiopée 15 260 € 332 bons",
    "Obliques 12 880 € 267 bons",
    "Jean-Jacques Rousseau 11 830 € 252 bons",
    "Le Marque Page 8 900 € 171 bons",
    "Arthaud 8 750 € 190 bons",
    "La Belle histoire 8 620 € 205 bons",
    "M'Lire 8 610 € 191 bons",
  ]);
  assert.deepEqual((await column(w, "par-nombre")).map((row) => row.match(/\d+ bons/)[0]), [
    ..."332 267 252 205 191 190 171".split(" ").map((count) => `${count} bons`),
  ]);
  await w.sees("74 850 €");
  const csv = await w.page.getByRole("link", { name: "CSV" }).getAttribute("href");
  const lines = await w.page.evaluate(async (path) => (await fetch(path)).text(), csv);
  assert.equal(lines.trim().split("\n").length, 8);
  await w.go("/chiffres?from=hier", 422);
  await w.go("/chiffres?to=2019-12-31");
  await w.sees("Aucun bon avec ces filtres");
  w.territory = "bordeaux";
  await w.go("/chiffres");
  await w.page.getByText("Voir le tableau").click();
  await w.sees("Bons achetés par jour");
  w.territory = "fribourg";
  await w.go("/de/chiffres");
  await w.sees("Nach Anzahl Gutscheine");
  await w.go("/a-propos");
}

async function column(w, caption) {
  const rows = w.page.locator(`[aria-labelledby="${caption}"] tbody tr`);
  const texts = await rows.evaluateAll((list) =>
    list.map((row) => [
      row.querySelector("th a").textContent,
      row.querySelector(".num b").textContent,
      row.querySelector(".num small").textContent,
    ]),
  );
  return texts.map((cells) => cells.join(" ").replace(/\s/g, " "));
}
