// What people see of the double: the page where a card is charged, and the questions that a
// shopkeeper answers. Both work without script, at any width, by keyboard.

const escape = (text) => String(text).replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

function html(reply, title, body) {
  reply.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(
    `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>${title}</title>` +
      `<meta name="viewport" content="width=device-width"></head><body><main>${body}</main></body></html>`,
  );
}

// `act`: what was pressed, if anything was. A session that is over leads back to where it came from.
export function payment_page(double, reply, id, act) {
  const session = double.things.sessions.get(id);
  if (!session) return reply.writeHead(404).end();
  if (act === "pay" && session.status === "open") {
    double.things.pay(session);
    double.notify("checkout.session.completed", session);
  }
  if (session.status === "complete") return reply.writeHead(303, { location: session.success_url }).end();
  if (session.status === "expired") return html(reply, "Expirée", "<h1>Cette page a expiré</h1>");
  const name = double.things.asked.get(id).line_items[0].price_data.product_data.name;
  html(
    reply,
    "Paiement (double de Stripe)",
    `<h1>${escape(name)}</h1><p>${(session.amount_total / 100).toFixed(2)} ${session.currency}</p>` +
      (act === "refuse" ? `<p role="alert">Votre carte a été refusée.</p>` : "") +
      `<p>${escape(session.customer_email ?? "")}</p>` +
      `<form method="post"><p><button name="act" value="pay">Payer</button></p>` +
      `<p><button name="act" value="refuse">Payer avec une carte refusée</button></p></form>` +
      `<p><a href="${escape(session.cancel_url)}">Retour</a></p>`,
  );
}

// A link opens once; who comes with an old one is sent back for another.
export function setup_page(double, reply, token, act) {
  const link = double.links.get(token);
  if (!link) return reply.writeHead(404).end();
  if (double.now_s() > link.until || (act === null && link.opened))
    return reply.writeHead(303, { location: link.refresh_url }).end();
  link.opened = true;
  if (!act)
    return html(
      reply,
      "Questions (double de Stripe)",
      `<h1>Questions</h1><form method="post"><p><button name="act" value="answer">Terminer</button></p>` +
        `<p><button name="act" value="later">Plus tard</button></p></form>`,
    );
  double.links.delete(token);
  const account = double.things.accounts.get(link.account);
  if (act === "answer") double.things.enable(account);
  double.notify("account.updated", account, account.id);
  reply.writeHead(303, { location: link.return_url }).end();
}
