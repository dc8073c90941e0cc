// What several journeys ask of the agent's desk.
import assert from "node:assert/strict";

// What the outbox would send last, as the agent reads it on the screen: its link below this path.
export async function mail_link(w, path) {
  await w.context.clearCookies();
  await w.sign_in("agent");
  await w.go("/bureau/courrier");
  await w.page.locator("a[href*='/bureau/courrier/']").first().click();
  await w.page.waitForLoadState();
  const text = await w.page.locator("main").innerText();
  const found = new RegExp(`/${path}/[0-9A-Z-]+`).exec(text);
  assert.ok(found, text);
  return found[0];
}

export async function agent_opens_entry(w, name) {
  await w.context.clearCookies();
  await w.sign_in("agent");
  await w.go("/bureau/fiches");
  await w.follow(`Ouvrir ${name}`);
}
