// Vouchers and devices for journeys of tills without a network.
import assert from "node:assert/strict";

// Buying, as the API does it.

async function ask(w, method, address, body) {
  const reply = await fetch(`http://127.0.0.1:${w.product.port}${address}`, {
    method,
    headers: body ? { "Content-Type": "application/json" } : {},
    body: body && JSON.stringify(body),
  });
  assert.ok(reply.ok, `${address}: ${reply.status} ${reply.ok ? "" : await reply.text()}`);
  return reply;
}

export async function shops_that_sell(w) {
  const { items } = await (await ask(w, "GET", "/api/v1/shops?vouchers=1")).json();
  const { shop } = w.product.demo.vouchers.find((one) => one.territory === w.territory);
  const own = items.find((one) => one.name === shop || one.slug === shop);
  return { own: own?.slug ?? shop, other: items.find((one) => one.name !== shop && one.slug !== shop).slug };
}

export async function buy(w, shop) {
  const order = await (
    await ask(w, "POST", "/api/v1/voucher-orders", {
      shop,
      amount_minor: 5000,
      currency: "EUR",
      buyer: { name: "Camille", email: "camille@example.org" },
    })
  ).json();
  await ask(w, "POST", `/api/v1/sandbox/payments/${order.payment_id}`, { outcome: "paid" });
  const { voucher } = await (await ask(w, "GET", `/api/v1/voucher-orders/${order.id}`)).json();
  const pdf = Buffer.from(await (await ask(w, "GET", voucher.pdf)).arrayBuffer());
  return { code: voucher.code.replace(/(.{4})(?=.)/g, "$1 "), pdf };
}

// Enrolling.

export async function enrol(w, device, name) {
  await w.go("/caisse/appareils");
  await w.fill("Nom de l’appareil", name);
  await w.press("Un autre appareil");
  const code = (await w.page.locator(".till-pairing dd").innerText()).trim();
  await device.begin();
  await device.go("/caisse/appairer");
  await device.fill("Code de l’appareil", code.toLowerCase());
  await device.press("Enregistrer l’appareil");
  await device.sees(name);
  await device.page.evaluate(() => navigator.serviceWorker.ready);
}
