export const title = "A resident looks around: home, the list, a shop";

export async function walk(w) {
  await w.go("/");
  await w.go("/commerces");
  const first = await w.page.locator(".cards a").first().getAttribute("href");
  await w.go(first);
  await w.go("/il-n-y-a-rien-ici", 404);
}
