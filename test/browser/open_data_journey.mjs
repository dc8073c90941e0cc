export const title = "Somebody takes the data, and puts the shops on a site of theirs";

export async function walk(w) {
  await w.go("/metiers/cafe");
  await w.follow("Prendre ces données");
  await w.sees("Les liens ci-dessous portent votre filtre");
  const link = await w.page.getByRole("link", { name: "XLSX" }).getAttribute("href");
  if (link !== "/api/v1/shops.xlsx?trade=cafe") throw new Error(`the filter is lost: ${link}`);
  await w.follow("Obtenir les lignes à copier");
  await w.page.locator("#trade").selectOption("cafe");
  await w.press("Faire les lignes");
  const code = await w.page.locator("#code-cadre").inputValue();
  if (!/^<iframe src="[^"]+\/widget\?trade=cafe"/.test(code)) throw new Error(`not what was chosen: ${code}`);
  await w.follow("Voir la fenêtre seule");
  await w.sees("Voir tous les commerces");
}
