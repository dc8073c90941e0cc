#!/usr/bin/env node
// Two territories whose words have nothing in common live in one installation. Every link of both
// is followed by a stranger and by each role: whatever is met there works, is valid HTML with strict
// headers, and shows nothing of the other territory. Then each attacks the other with everything a
// thief could hold: links, tokens, cookies, numbers.
import fs from "node:fs";
import { newest_ids, seed_market } from "./lib/two_territories.mjs";
import { Visitor, pattern_of, routes_of } from "./lib/crawler.mjs";
import { get_order, redeem, settle } from "./lib/market.mjs";
import { clock, command, debug, make_demonstration, start_server, till_of } from "./lib/product.mjs";
import { html_judge, inline_code, words_of } from "./lib/page.mjs";
import { check, check_equal, say, suite } from "./lib/report.mjs";

const territories = ["nord", "sud"];
const roles = ["anyone", "shopkeeper", "agent", "accountant"];
const other = { nord: "sud", sud: "nord" };

// Words of each territory's data (test/suites/data) that stand in no sentence of the product.
const words = {
  nord: ["narval", "baleine-sur-mer", "cachalot", "krill", "fanons", "@nord.example", "nord.localhost"],
  sud: ["quetzal", "toucan", "colibri", "perchoir", "allée des plumes", "@sud.example", "sud.localhost"],
};

const photo_of = (territory) =>
  fs.readFileSync(new URL(`../fuzz/corpus/picture/plain.${territory === "nord" ? "jpg" : "png"}`, import.meta.url));
const judge = html_judge();
const judged = new Map(); // a page's shape -> its address, so that a hundred like pages are judged once

// ---- what holds for every answer ------------------------------------------------------------

function check_answer(visitor, address, answer, from) {
  const where = `${visitor.name} ${address} (from ${from})`;
  const lawful = answer.status === 200 || (answer.status >= 301 && answer.status <= 308 && answer.headers.location);
  check("every link answers 200 or leads on", lawful, `${where}: ${answer.status} ${answer.text.slice(0, 300)}`);
  check_headers(visitor, where, answer);
  if ((answer.headers["content-type"] ?? "").startsWith("text/html")) check_page(visitor, where, address, answer.text);
}

function check_headers(visitor, where, { status, headers }) {
  const type = headers["content-type"] ?? "";
  check("X-Content-Type-Options: nosniff", headers["x-content-type-options"] === "nosniff", where);
  // The same bytes for everybody, under an address that names them.
  const public_bytes = /^\/(assets|photos)\//.test(where.split(" ")[1]);
  const private_page = visitor.role !== "anyone" && !public_bytes && !/theme/.test(where);
  if (private_page && status === 200)
    check(
      "what a session sees is kept nowhere",
      headers["cache-control"] === "no-store",
      `${where}: ${headers["cache-control"]}`,
    );
  if (!type.startsWith("text/html")) return;
  const framable = headers["content-security-policy"] ?? "";
  // The widget is the one page that other sites may frame, and only in that is it less strict.
  const widget = /^(\/(de|en))?\/widget(\?|$)/.test(where.split(" ")[1]);
  const policy = widget ? framable.replace("frame-ancestors *", "frame-ancestors 'none'") : framable;
  check(
    "a strict Content-Security-Policy",
    /default-src 'self'/.test(policy) &&
      /object-src 'none'/.test(policy) &&
      /frame-ancestors 'none'/.test(policy) &&
      !/unsafe-|\*|https?:/.test(policy),
    `${where}: ${policy}`,
  );
  check("a Referrer-Policy", /^(same-origin|no-referrer)$/.test(headers["referrer-policy"] ?? ""), where);
}

function check_page(visitor, where, address, html) {
  check_equal(
    "no inline script or style",
    inline_code(html).map((tag) => `${where}: ${tag}`),
    [],
  );
  const language = /^\/(de|en)(?=\/|\?|$)/.exec(address)?.[1] ?? "fr";
  check("the page says its language", html.includes(`<html lang="${language}"`), `${where}: ${html.slice(0, 120)}`);
  check("one heading of the first level", (html.match(/<h1[\s>]/g) ?? []).length === 1, where);
  check("a title", /<title>[^<]{3,}<\/title>/.test(html), where);
  check(
    "no message key stands for its sentence",
    !/\{\{|\}\}|MSG_|>[a-z]+_[a-z_]+</.test(html.replace(/<(script|pre|code)[^]*?<\/\1>/g, "")),
    () => `${where}: ${/\{\{|\}\}|MSG_|>[a-z]+_[a-z_]+</.exec(html)}`,
  );
  const shape = html.replace(/>[^<]+</g, "><").replace(/"[^"]*"/g, '""');
  if (!judge || judged.has(shape)) return;
  judged.set(shape, where);
  for (const finding of judge(html))
    check(`the page is valid HTML: ${finding.split(" ")[1]}`, false, `${where} ${finding}`);
  check("the page is judged", true);
}

// ---- nothing of the other territory -----------------------------------------------------------

function check_nothing_of(forbidden, visitor) {
  for (const [address, answer] of visitor.answers) {
    const text = `${decodeURIComponent(address)} ${answer.headers.location ?? ""} ${words_of(answer)}`.toLowerCase();
    const found = forbidden.filter((word) => text.includes(word));
    check("nothing of the other territory is shown", found.length === 0, `${visitor.name} ${address}: ${found}`);
  }
}

// What is looked for elsewhere stands somewhere at home: else not to find it would prove nothing.
function check_own(own, visitors) {
  const texts = visitors.flatMap((visitor) =>
    [...visitor.answers].map(([address, answer]) => `${address} ${words_of(answer)}`.toLowerCase()),
  );
  for (const word of own)
    check(
      "a territory shows its own words",
      texts.some((text) => text.includes(word)),
      word,
    );
}

// Long ids in the addresses one territory's visitors met: orders, payments, batches, mails.
function ids_met(visitors) {
  const ids = new Set();
  for (const visitor of visitors)
    for (const address of visitor.answers.keys())
      // Where a page of a list begins is a place in its order, and no secret.
      for (const [id] of address.replace(/[?&]page=[^&]*/, "").matchAll(/[0-9A-Z]{13,}/g)) ids.add(id.toLowerCase());
  // The first and the last id that can be, ends of every territory's site map, are nobody's.
  return [...ids].filter((id) => !/^(0+|7z+)$/.test(id));
}

// ---- the crawl ----------------------------------------------------------------------------------

function starts_of(territory, market, demo) {
  const own = market[territory];
  const shop = till_of(demo, territory).shop;
  const pages = [
    "/",
    "/de",
    "/en",
    `/bons/${own.paid.id}`,
    `/bons/${own.paid.id}/bon.pdf`,
    `/bons/${own.paid.id}/carte.pdf`,
    `/en/bons/${own.paid.id}`,
    `/bons/${own.waiting.id}`,
    `/paiement-test/${own.waiting.payment_id}`,
    `/de/paiement-test/${own.waiting.payment_id}`,
  ];
  const api = [
    "shops",
    "shops?page=",
    `shops/${shop}`,
    "shops.csv",
    `voucher-orders/${own.paid.id}`,
    "rankings",
    "rankings?by=count",
    "campaigns",
    "bilan",
    "transparency",
    "openapi.json",
    "suggestions?q=na",
    "map/12",
    "ground",
  ];
  const machines = [
    `/commerces/${shop}/image.png`,
    "/robots.txt",
    "/.well-known/emplettes-keys.json",
    "/sitemap.xml",
    "/sitemap-pages.xml",
    "/sitemap/0000000000000/7ZZZZZZZZZZZZ.xml",
    "/catalogue",
  ];
  return [...pages, ...machines, ...api.map((path) => `/api/v1/${path}`)];
}

// A stranger proposes a correction and begins to register a shop: the agent finds the one, and the
// other has pages that nobody else can find.
async function knock_kindly(server, territory, shop) {
  const stranger = new Visitor(server, territory);
  const correct = `/commerces/${shop}/corriger`;
  const proposed = await stranger.send_form(correct, correct, { field: "street", value: "3 Quai", comment: "" });
  check_equal(`${stranger.name} proposes a correction`, proposed.status, 303);
  const begun = await stranger.send_form("/inscription", "/inscription", { number: "", none: "yes" });
  check_equal(`${stranger.name} begins to register a shop`, begun.status, 303);
  const screens = begun.headers.location.replace(/\/\w+$/, "");
  const words = { text: "La devanture", go: "next" };
  const photo = await stranger.send_file(`${screens}/photo`, `${screens}/photo`, "photo", photo_of(territory), words);
  check_equal(`${stranger.name} sends a photo with it`, photo.status, 303);
  return ["commerce", "horaires", "photo", "compte", "envoi"].map((screen) => `${screens}/${screen}`);
}

// A keeper hangs a photo on the shop's page; the crawl then meets it in each of its sizes.
async function hang_photo(server, demo, territory, shop) {
  const keeper = new Visitor(server, territory, "shopkeeper");
  await keeper.sign_in(demo);
  const page = `/mon-commerce/${shop}/photo`;
  const sent = await keeper.send_file(page, page, "photo", photo_of(territory), { text: "La devanture" });
  check_equal(`${keeper.name} sends a photo`, sent.status, 303);
}

// What a page with a photo names, followed for its bytes: by a stranger, here and elsewhere.
async function follow_photos(server, territory, shop) {
  const stranger = new Visitor(server, territory);
  const shown = (await stranger.ask(`/commerces/${shop}`)).text;
  const addresses = [...new Set(shown.match(/\/photos\/[^"\s,]+/g) ?? [])];
  check(`${stranger.name} is shown a photo in several sizes`, addresses.length >= 2, `${addresses}`);
  const thief = new Visitor(server, other[territory]);
  for (const address of addresses) {
    const answer = await stranger.ask(address);
    const kind = answer.headers["content-type"] ?? "";
    check("a photo's address gives a picture", answer.status === 200 && kind.startsWith("image/"), `${address} ${kind}`);
    check_headers(stranger, `${stranger.name} ${address}`, answer);
    check_equal("a photo is not found elsewhere", (await thief.ask(address)).status, 404);
  }
}

async function crawl_all(server, demo, market, routes) {
  const visitors = [];
  for (const territory of territories) {
    const { shop } = till_of(demo, territory);
    const screens = await knock_kindly(server, territory, shop);
    await hang_photo(server, demo, territory, shop);
    await follow_photos(server, territory, shop);
    for (const role of roles) {
      const visitor = new Visitor(server, territory, role);
      const starts = [...starts_of(territory, market, demo), ...(role === "anyone" ? screens : [])];
      if (role !== "anyone") {
        const signed = await visitor.sign_in(demo);
        check_equal(`${visitor.name} signs in`, signed.status, 303);
        starts.push("/releve", "/caisse", "/caisse/sans-reseau", "/caisse/appairer", "/bureau", "/bureau/voisins/nouveau");
        starts.push("/bureau/en-route");
        starts.push(...newest_ids(market[territory]));
      }
      const allowed = starts.filter((address) => may(role, pattern_of(routes, address)?.who));
      await visitor.crawl(allowed, routes, role === "anyone" ? 70 : 8, (address, answer, from) =>
        check_answer(visitor, address, answer, from),
      );
      await walk_api_pages(visitor);
      say(`${visitor.name}: ${visitor.answers.size} addresses, ${visitor.routes.size} kinds`);
      visitors.push(visitor);
    }
  }
  return visitors;
}

function may(role, who) {
  if (!who || who === "anyone") return true;
  if (who === "signed in") return role !== "anyone";
  if (who === "staff") return role === "agent" || role === "accountant";
  return who === role || ((who === "till" || who === "device") && role === "shopkeeper");
}

// Lists by key: each page leads to the next, no shop comes twice, none is missing.
async function walk_api_pages(visitor) {
  if (visitor.role !== "anyone") return;
  const slugs = [];
  let page = "";
  for (let pages = 0; pages < 20; pages++) {
    const address = `/api/v1/shops?page=${encodeURIComponent(page)}`;
    const answer = await visitor.ask(address);
    visitor.answers.set(address, answer);
    slugs.push(...answer.json.items.map((shop) => shop.slug));
    page = answer.json.next;
    if (page === "") break;
  }
  check_equal(
    "every shop stands once on the pages of the list",
    [slugs.length, new Set(slugs).size],
    visitor.territory === "nord" ? [60, 60] : [55, 55],
  );
}

// Their addresses come by mail, or after acts that unit tests or the journeys in a browser walk.
const walked_elsewhere = [
  "/bons/{order}/renoncer",
  "/bons/{order}/transmettre",
  "/bons/{order}/cadeau",
  "/file/{id}",
  "/file/{id}/quitter",
  "/bureau/campagnes/{id}/essai",
  "/retrouver/{link}",
  "/connexion/oubli/{link}",
  "/connexion/adresse/{link}",
  "/bureau/bons/{code}",
  "/bureau/remboursements/{id}/pain.xml",
  "/bureau/guichet/remboursements/{id}/recu.pdf",
  "/bureau/voisins/{id}",
  "/bureau/compensations/{slug}",
  "/bureau/compensations/{slug}/nuits.csv",
  "/bureau/compensations/{slug}/{night}/encaissements.csv",
  "/bureau/compensations/{slug}/releve.pdf",
  "/bureau/compensations/{slug}/{settlement}/pain.xml",
  "/bureau/defaillances/nouvelle",
  "/bureau/defaillances/{id}",
  "/bureau/defaillances/{id}/creances.csv",
  "/bureau/defaillances/{id}/creances.pdf",
  "/bureau/guichet/vendre",
  "/bureau/guichet/ventes/{id}",
  "/bureau/guichet/ventes/{id}/recu.pdf",
  "/bureau/guichet/caisses/{id}",
  "/bureau/guichet/caisses/{id}/compter",
  "/bureau/guichet/caisses/{id}/rapport.pdf",
  "/bureau/imprimes/nouveau",
  "/bureau/imprimes/{id}",
  "/bureau/imprimes/{id}/feuilles.pdf",
  "/bureau/imprimes/{id}/codes.csv",
  "/bureau/listes/{slug}",
  "/bon",
  "/file/{id}",
  "/file/{id}/quitter",
  "/bureau/campagnes/{id}/essai",
  "/bureau/bons-offerts/{id}",
  "/bureau/prolongations/{id}",
  "/bureau/comptes/archives/{id}",
  "/compte-stripe",
  "/compte-stripe/reprendre",
  "/compte-stripe/retour",
  "/bureau/stripe/mouvements.csv",
  "/bureau/stripe/a-voir/{id}",
  "/bureau/en-route/{id}",
  "/paiement-carte/{id}",
  "/paiement-carte/{id}/retour",
  "/paiement-carte/{id}/annule",
  "/adresses/{link}",
  "/revendications/{link}",
  "/encore-juste/{link}",
  "/releve/courrier/{link}",
  "/api/v1/statement/period",
  "/inscription/{link}/merci",
  "/bureau/importer/{id}/rapport.csv",
  "/bureau/disparus",
  "/bureau/fiches/{id}/photo.webp",
  "/virement/{id}",
  "/virement/{id}/virement.pdf",
  "/bureau/banque/fichiers/{id}",
  "/bureau/banque/lignes/{id}",
  "/bureau/banque/lignes/{id}/pain.xml",
  "/api/v1/statement",
  "/api/v1/till",
];

function check_coverage(visitors, routes) {
  for (const territory of territories) {
    const reached = new Set(visitors.filter((one) => one.territory === territory).flatMap((one) => [...one.routes]));
    for (const route of routes.filter((one) => one.method === "GET" && !walked_elsewhere.includes(one.path)))
      check(
        "every address of the site map was reached by following links",
        reached.has(route.path),
        `${territory} ${route.path}`,
      );
  }
}

// Who may not come in is sent to the door, or told so.
async function knock(server, demo, routes, market) {
  for (const role of roles) {
    const visitor = new Visitor(server, "nord", role);
    if (role !== "anyone") await visitor.sign_in(demo);
    const id = market.nord.batch;
    for (const route of routes.filter((one) => !may(role, one.who) && !one.path.startsWith("/api/"))) {
      const path = route.path.replace(/\{\w+\}/, id);
      const answer = await visitor.ask(path, route.method === "GET" ? {} : { method: route.method, form: { a: "b" } });
      const door = role === "anyone" && route.method === "GET" ? 303 : role === "anyone" ? 401 : 403;
      check_equal(`${role} at ${route.method} ${route.path}`, answer.status, door);
      if (door === 303)
        check(
          `${role} at ${route.path} is sent to sign in`,
          answer.headers.location.startsWith("/connexion?next="),
          answer.headers.location,
        );
    }
    for (const route of routes.filter(
      (one) => one.method === "POST" && may(role, one.who) && !one.path.startsWith("/api/"),
    )) {
      const answer = await visitor.ask(route.path.replace(/\{\w+\}/, id), { method: "POST", form: { amount: "5" } });
      check(
        `${role} at POST ${route.path} without a form's token`,
        answer.status === 403 || answer.status === 422 || answer.status === 404 || route.path.endsWith("/bon"),
        `${answer.status}`,
      );
    }
  }
}

// ---- attacks ------------------------------------------------------------------------------------

async function attack_by_links(server, attacker, market) {
  const loot = market[other[attacker]];
  const host = `${attacker}.localhost`;
  check_equal(
    "an order's name opens nothing elsewhere",
    (await get_order(server.port, host, loot.paid.id)).status,
    404,
  );
  const settled = await settle(server.port, host, loot.waiting.payment_id, "paid");
  check_equal(
    "a payment's name decides nothing elsewhere",
    [settled.status, settled.json.refusal],
    [404, "checkout_unknown_payment"],
  );
  const stranger = new Visitor(server, attacker);
  for (const path of [
    `/bons/${loot.paid.id}`,
    `/bons/${loot.paid.id}/bon.pdf`,
    `/bons/${loot.paid.id}/carte.pdf`,
    `/paiement-test/${loot.waiting.payment_id}`,
    `/commerces/${loot.shop}`,
    `/commerces/${loot.shop}/bon`,
    `/api/v1/shops/${loot.shop}`,
  ])
    check_equal(
      `${path.replace(/[0-9A-Z]{13,}/, "...")} is not found elsewhere`,
      (await stranger.ask(path)).status,
      404,
    );
  const still = await get_order(server.port, `${other[attacker]}.localhost`, loot.waiting.id);
  check_equal("and the payment still waits", still.json.state, "waiting");
}

async function attack_by_tokens(server, attacker, market, demo) {
  const victim = other[attacker];
  const till = { ...till_of(demo, victim), territory: attacker };
  const taken = await redeem(server.port, till, market[victim].paid.code, 100, "stolen-till");
  check_equal("a till's token is nobody's elsewhere", [taken.status, taken.json.refusal], [401, "not_signed_in"]);
  const own = await redeem(server.port, till_of(demo, attacker), market[victim].paid.code, 100, "stolen-code");
  check_equal(
    "a voucher is refused elsewhere by name",
    [own.status, own.json.refusal],
    [409, "voucher_other_currency"],
  );
  check_equal(
    "without a word on its value",
    Object.keys(own.json).filter((name) => /balance|amount|redeemed/.test(name)),
    [],
  );
  const statement = await new Visitor(server, attacker).ask("/api/v1/statement", {
    headers: { authorization: `Bearer ${till.token}` },
  });
  check_equal("nor is the statement shown", statement.status, 401);
  for (const address of ["/api/v1/statement", "/api/v1/statement/period"]) {
    const headers = { authorization: `Bearer ${till_of(demo, victim).token}` };
    const { status } = await new Visitor(server, victim).ask(address, { headers });
    check(`a till does not read its merchant's accounts: ${address}`, [401, 403].includes(status), status);
  }
}

async function attack_by_sessions(server, attacker, market, demo) {
  const victim = other[attacker];
  for (const role of ["shopkeeper", "agent", "accountant"]) {
    const guest = new Visitor(server, attacker, role);
    const signed = await guest.sign_in(demo);
    check_equal(`${role} signs in at home`, signed.status, 303);
    const home = role === "shopkeeper" ? "/releve" : "/bureau";
    check_equal(`${role} sees ${home} at home`, (await guest.ask(home)).status, 200);
    const abroad = await guest.ask(home, { host: `${victim}.localhost` });
    check(
      `${role}'s session is nobody's elsewhere`,
      abroad.status === 303 && abroad.headers.location.startsWith("/connexion"),
      `${abroad.status}`,
    );
  }
}

// Somebody with a right here and a password, but no right there.
async function attack_by_password(server, attacker, demo) {
  const victim = new Visitor(server, other[attacker], "agent");
  const one = demo.signins.find((signin) => signin.territory === attacker && signin.role === "agent");
  await victim.send_form("/connexion", "/connexion", { email: one.email, password: one.password, next: "" });
  const answer = await victim.ask("/bureau");
  check("a password gives no right elsewhere", answer.status === 403 || answer.status === 303, `${answer.status}`);
}

async function attack_by_numbers(server, attacker, market, demo, database) {
  const loot = market[other[attacker]];
  const before = database.rows(`SELECT state FROM payout_batch ORDER BY id`);
  for (const role of ["agent", "accountant"]) {
    const clerk = new Visitor(server, attacker, role);
    await clerk.sign_in(demo);
    for (const path of [
      `/bureau/versements/${loot.batch}`,
      `/bureau/versements/${loot.batch}/pain.xml`,
      `/bureau/courrier/${loot.mail}`,
      `/bureau/courrier/${loot.mail}/bon.pdf`,
    ])
      check_equal(
        `${role}: ${path.replace(/[0-9A-Z]{13,}/, "...")} is not found elsewhere`,
        (await clerk.ask(path)).status,
        404,
      );
    for (const act of ["confirmer", "annuler"]) {
      const answer = await clerk.send_form("/bureau", `/bureau/versements/${loot.batch}/${act}`, {});
      check(`${role}: ${act} is refused elsewhere`, [403, 404].includes(answer.status), `${answer.status}`);
    }
  }
  check_equal("and no batch has changed", database.rows(`SELECT state FROM payout_batch ORDER BY id`), before);
}

async function leave_the_site(server, demo) {
  for (const next of [
    "//evil.example",
    "https://evil.example/",
    "/\\evil.example",
    "\\\\evil.example",
    "javascript:alert(1)",
  ]) {
    const visitor = new Visitor(server, "nord", "agent");
    const one = demo.signins.find((signin) => signin.territory === "nord" && signin.role === "agent");
    const answer = await visitor.send_form("/connexion", "/connexion", {
      email: one.email,
      password: one.password,
      next,
    });
    check(
      `signing in never leads to ${next}`,
      answer.status === 303 && /^\/(?![/\\])/.test(answer.headers.location),
      answer.headers.location,
    );
  }
}

async function forge(server, demo) {
  const clerk = new Visitor(server, "nord", "agent");
  await clerk.sign_in(demo);
  const from = { origin: "http://evil.example", "sec-fetch-site": "cross-site" };
  const post = (headers, form) => clerk.ask("/bureau/versements", { method: "POST", headers, form });
  check_equal("another site sends no form", (await post(from, { form_token: "x" })).status, 403);
  check_equal("nor does anybody without a token", (await post({}, {})).status, 403);
  const stranger = new Visitor(server, "nord");
  const theirs = await stranger.ask("/connexion");
  const token = /name="form_token" value="([^"]*)"/.exec(theirs.text)?.[1];
  check_equal("nor with the token of somebody else", (await post({}, { form_token: token })).status, 403);
  const api = await clerk.ask("/api/v1/voucher-orders", { method: "POST", headers: from, json: {} });
  check_equal("nor through the API with a session's cookie", api.status, 403);
}

await suite(async () => {
  check("html-validate is installed (./dev test)", judge !== null);
  const { database, demo } = make_demonstration(debug);
  const server = await start_server(debug, database, { now: clock.open, args: ["--rates", "off"] });
  const market = await seed_market(server, database, demo);
  const routes = routes_of(command(debug, ["routes"]).out);
  const visitors = await crawl_all(server, demo, market, routes);
  check_coverage(visitors, routes);
  for (const territory of territories) {
    const theirs = visitors.filter((one) => one.territory === other[territory]);
    const forbidden = [...words[other[territory]], ...market[other[territory]].secrets, ...ids_met(theirs)];
    say(`${forbidden.length} words of ${other[territory]} are looked for in ${territory}`);
    for (const visitor of visitors.filter((one) => one.territory === territory)) check_nothing_of(forbidden, visitor);
  }
  for (const territory of territories) {
    const own = [...words[territory], ...market[territory].shown];
    check_own(
      own,
      visitors.filter((one) => one.territory === territory),
    );
  }
  say(`${judged.size} shapes of pages judged`);
  await knock(server, demo, routes, market);
  for (const territory of territories) {
    await attack_by_links(server, territory, market);
    await attack_by_tokens(server, territory, market, demo);
    await attack_by_sessions(server, territory, market, demo);
    await attack_by_password(server, territory, demo);
    await attack_by_numbers(server, territory, market, demo, database);
  }
  await leave_the_site(server, demo);
  await forge(server, demo);
  check_equal("the server stops cleanly", await server.kill("SIGTERM"), 0);
});
