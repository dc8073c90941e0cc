#!/usr/bin/env node
// The command line as an administrator meets it: help, mistakes, a real installation that no
// demonstration may touch, and a backup taken while people buy.
import fs from "node:fs";
import path from "node:path";

import { folder, is_sqlite, new_database } from "./lib/database.mjs";
import { request } from "./lib/http.mjs";
import { buy, get_order, order_body, place_order } from "./lib/market.mjs";
import {
  clock,
  command,
  make_demonstration,
  pause,
  release,
  small_data,
  start_server,
  till_of,
} from "./lib/product.mjs";
import { check, check_equal, suite } from "./lib/report.mjs";

const WRONG_USAGE = 64;
const UNAVAILABLE = 69;

function run(args, options) {
  return command(release, args, options);
}

// Refused with one sentence: one line on standard error, nothing on standard output.
function check_refused(what, result, status, words) {
  check_equal(`${what}: exit code`, result.status, status);
  const lines = result.err.trimEnd().split("\n");
  check(
    `${what}: one sentence`,
    lines.length === 1 && lines[0].startsWith("emplettes: ") && result.out === "",
    result.err + result.out,
  );
  check(`${what}: it says why`, words.test(result.err), result.err);
}

// ---- help and mistakes ------------------------------------------------------------------------

function command_names() {
  const help = run(["--help"]);
  check_equal("--help: exit code", help.status, 0);
  return help.out
    .split("\n")
    .filter((line) => /^ {2}[a-z]/.test(line))
    .map((line) => line.trim().split(/ {2,}/)[0]);
}

function help_and_mistakes() {
  const names = command_names();
  const wanted = [
    "serve",
    "demo",
    "migrate",
    "import",
    "ledger verify",
    "ledger export",
    "payout prepare",
    "backup",
    "person add",
    "routes",
    "version",
  ];
  for (const name of wanted) check(`there is a command ${name}`, names.includes(name), names);
  for (const name of names) {
    const words = name.split(" ");
    const help = run([...words, "--help"]);
    check(
      `${name} --help`,
      help.status === 0 && help.out.startsWith(`Usage: emplettes ${name}`) && help.err === "",
      help.out + help.err,
    );
    check_refused(`${name} --nonsense`, run([...words, "--nonsense"]), WRONG_USAGE, /--nonsense/);
    check_refused(`${name} with too many words`, run([...words, "a", "b", "c", "d"]), WRONG_USAGE, /"[a-d]"/);
  }
  check_refused("an unknown command", run(["frobnicate"]), WRONG_USAGE, /frobnicate/);
  check_refused("half a command", run(["ledger"]), WRONG_USAGE, /ledger/);
  check_refused("an option without its value", run(["serve", "--listen"]), WRONG_USAGE, /--listen needs a value/);
  check_refused("a number that is none", run(["serve", "--workers", "many"]), WRONG_USAGE, /whole number/);
  check_refused("an instant that is none", run(["demo", "--now", "yesterday"]), WRONG_USAGE, /instant/);
  check_refused("a file without its name", run(["backup"]), WRONG_USAGE, /FILE/);
  check_equal("version: exit code", run(["version"]).status, 0);
  check("routes lists the site", /^POST +\/api\/v1\/redemptions +device/m.test(run(["routes"]).out));
}

// The command line comes before the environment, the environment before the file.
function options_from_elsewhere() {
  const config = path.join(folder, "emplettes.conf");
  fs.writeFileSync(config, "# who answers where\ndatabase = sqlite:/no-such-folder/from-file.db\n");
  const by_file = run(["territory", "list", "--config", config]);
  check("an option from the file counts", by_file.err.includes("from-file"), by_file.err);
  const environment = { EMPLETTES_DATABASE: "sqlite:/no-such-folder/from-environment.db" };
  const by_environment = run(["territory", "list", "--config", config], { environment });
  check("the environment comes before the file", by_environment.err.includes("from-environment"), by_environment.err);
  const by_line = run(["territory", "list", "--config", config, "--database", "sqlite:/no-such-folder/from-line.db"], {
    environment,
  });
  check("the command line comes before both", by_line.err.includes("from-line"), by_line.err);
  fs.writeFileSync(config, "database: sqlite:x\n");
  check_refused(
    "a line that is none",
    run(["territory", "list", "--config", config]),
    WRONG_USAGE,
    /emplettes\.conf:1/,
  );
}

// ---- databases that are not there ---------------------------------------------------------------

function no_database() {
  const missing = path.join(folder, "missing.db");
  check_refused(
    "a database that is not there",
    run(["ledger", "verify", "--database", `sqlite:${missing}`]),
    UNAVAILABLE,
    /migrate/,
  );
  check("no file is made of a mistyped name", !fs.existsSync(missing));
  check_refused(
    "a database of an unknown kind",
    run(["ledger", "verify", "--database", "mysql:x"]),
    UNAVAILABLE,
    /sqlite:PATH/,
  );
  check_refused(
    "a server that does not answer",
    run(["ledger", "verify", "--database", "postgresql:///x?host=/nowhere"]),
    UNAVAILABLE,
    /nowhere/,
  );
  const text = path.join(folder, "text.db");
  fs.writeFileSync(text, "This is not a database at all, it only pretends to be one by its name.\n".repeat(20));
  const found = run(["ledger", "verify", "--database", `sqlite:${text}`]);
  check("a file that is no database: exit code", found.status === UNAVAILABLE, `${found.status} ${found.err}`);
}

// ---- a real installation ------------------------------------------------------------------------

async function real_installation() {
  const database = new_database();
  const at = ["--database", database.url];
  const first = run(["migrate", ...at]);
  check(
    "migrate makes a new installation",
    first.status === 0 && /installation created/.test(first.out),
    first.out + first.err,
  );
  const second = run(["migrate", ...at]);
  check_equal("migrating twice is fine", [second.status, second.out], [0, "0 migrations applied\n"]);
  const before = database.rows("SELECT count(*) FROM territory");

  check_refused("demo", run(["demo", "--data", small_data, ...at]), WRONG_USAGE, /real installation/);
  check_equal("demo changes nothing there", database.rows("SELECT count(*) FROM territory"), before);
  const now = ["--now", clock.demo];
  for (const words of [
    ["serve", "--no-supervisor"],
    ["serve"],
    ["ledger", "verify"],
    ["migrate"],
    ["territory", "list"],
  ])
    check_refused(
      `${words.join(" ")} --now`,
      run(
        [...words, ...now, ...at, "--listen=127.0.0.1:0"].filter(
          (word) => words[0] === "serve" || !word.startsWith("--listen"),
        ),
      ),
      WRONG_USAGE,
      /demonstration/,
    );
  const rates = run(["serve", "--no-supervisor", "--rates", "off", "--listen", "127.0.0.1:0", ...at]);
  check_equal("rate limits stay on: exit code", rates.status, WRONG_USAGE);
  await live(database, at);
}

// From nothing to a shop in the window and people who sign in, by commands alone.
async function live(database, at) {
  const territory = ["--territory", "village"];
  const added = run([
    "territory",
    "add",
    "village",
    "--name",
    "Village",
    "--host",
    "village.example",
    "--debtor",
    "Village",
    "--iban",
    "FR6630001000640000000012345",
    "--email",
    "mairie@village.example",
    ...at,
  ]);
  check_equal("territory add", [added.status, added.err], [0, ""]);
  check(
    "the same territory again is refused",
    run(["territory", "add", "village", "--name", "Village", ...at]).status === WRONG_USAGE,
  );
  check_refused(
    "an account number with a wrong check digit",
    run(["territory", "add", "other", "--name", "Other", "--iban", "FR6730001000640000000012345", ...at]),
    WRONG_USAGE,
    /IBAN/,
  );
  const imported = run([
    "import",
    ...territory,
    "--source",
    "mairie",
    "--licence",
    "CC0",
    path.join(small_data, "nord.csv"),
    ...at,
  ]);
  check("import", imported.status === 0 && imported.out.includes("60"), imported.out + imported.err);
  const counted = run(["map", "count", ...territory, ...at]);
  check("an import has counted the map's squares", counted.out.startsWith("0 squares changed"), counted.out);
  check_refused(
    "import into a territory that is not there",
    run(["import", "--territory", "nowhere", path.join(small_data, "nord.csv"), ...at]),
    WRONG_USAGE,
    /nowhere/,
  );
  check_equal(
    "import of a file that is not there",
    run(["import", ...territory, "/nowhere/shops.csv", ...at]).status,
    74,
  );
  check_refused(
    "a password that is too short",
    run(["person", "add", "a@village.example", "--name", "A", ...at], { input: "short\n" }),
    WRONG_USAGE,
    /characters/,
  );
  const password = "une phrase assez longue";
  const person = run(["person", "add", "mairie@village.example", "--name", "Mairie", ...at], {
    input: `${password}\n`,
  });
  check_equal("person add", [person.status, person.err], [0, ""]);
  check_equal(
    "person grant",
    run(["person", "grant", "mairie@village.example", "agent", ...territory, ...at]).status,
    0,
  );
  const granted = ["mairie@village.example", "agent", ...territory, ...at];
  const listed = () => run(["person", "list", ...territory, ...at]).out;
  check("person list tells who it is", /^agent +mairie@village\.example +Mairie$/m.test(listed()), listed());
  check_equal("person revoke", run(["person", "revoke", ...granted]).status, 0);
  check_equal("person list is empty then", listed(), "");
  check_refused("a role that nobody has", run(["person", "revoke", ...granted]), WRONG_USAGE, /is not agent/);
  check_equal("person grant again", run(["person", "grant", ...granted]).status, 0);
  check_equal("person close", run(["person", "close", "mairie@village.example", ...at]).status, 0);
  check("person list tells that it is closed", listed().includes("(closed)"), listed());
  check_refused("twice closed", run(["person", "close", "mairie@village.example", ...at]), WRONG_USAGE, /already/);
  check_equal("person reopen", run(["person", "reopen", "mairie@village.example", ...at]).status, 0);
  const change = (...words) => run(["territory", "change", "village", ...words, ...at]);
  const renewed = run(["person", "password", "mairie@village.example", ...at], { input: "une autre phrase longue\n" });
  check("a new password is told by letter", renewed.out.includes("a letter says so"), renewed.out + renewed.err);
  check_equal("territory change", change("--host", "bons.village.example", "--accent", "#1d5c7a").status, 0);
  check_refused("a main host name it has not", change("--main-host", "x.example"), WRONG_USAGE, /no such host name/);
  check_equal("a main host name", change("--main-host", "bons.village.example").status, 0);
  check_refused("a host name it has not", change("--drop-host", "x.example"), WRONG_USAGE, /no such host name/);
  check_refused("a colour that is none", change("--name", "Bourg", "--accent", "red"), WRONG_USAGE, /#7a1f3d/);
  check("what was refused changed nothing", !run(["territory", "list", ...at]).out.includes("Bourg"));
  check_refused(
    "a role that is none",
    run(["person", "grant", "mairie@village.example", "king", ...territory, ...at]),
    WRONG_USAGE,
    /shopkeeper, agent or accountant/,
  );
  await visit(database);
}

async function visit(database) {
  const server = await start_server(release, database, { real: true });
  const page = await request(server.port, { path: "/", host: "village.example" });
  check_equal("the village has a home page", page.status, 200);
  const renamed = await request(server.port, { path: "/", host: "bons.village.example" });
  check_equal("and one under its new name", renamed.status, 200);
  const sign_in = await request(server.port, { path: "/connexion", host: "village.example" });
  check(
    "no password of a demonstration is shown in production",
    !/au-coin-de-la-rue|@nord\.example/.test(sign_in.text),
  );
  const shop = await request(server.port, { path: "/api/v1/shops/narval-01-exemple", host: "village.example" });
  check_equal("its shops are there", shop.status, 200);
  const order = await place_order(server.port, "village.example", "k", order_body("narval-01-exemple", 5000));
  check(
    "play money buys nothing here",
    order.status === 409 && order.json.refusal === "checkout_no_provider",
    order.text,
  );
  check_equal("the server stops cleanly", await server.kill("SIGTERM"), 0);
}

// ---- demonstrations -----------------------------------------------------------------------------

function demonstration_again(demonstration) {
  const { database, demo } = demonstration;
  const again = run(["demo", "--json", "--data", small_data, "--now", clock.demo, "--database", database.url]);
  check_equal("demo on a demonstration: exit code", again.status, 0);
  const said = JSON.parse(again.out);
  check_equal("the same sign-ins", said.signins, demo.signins);
  check("new tokens for its tills", till_of(said, "nord").token !== till_of(demo, "nord").token);
}

// ---- backup ---------------------------------------------------------------------------------------

async function backup_while_running({ database, demo }) {
  const file = path.join(folder, "copy.db");
  if (!is_sqlite) {
    check_refused("backup of PostgreSQL", run(["backup", file, "--database", database.url]), UNAVAILABLE, /pg_dump/);
    return;
  }
  const till = till_of(demo, "nord");
  const server = await start_server(release, database, { now: clock.open, args: ["--rates", "off"] });
  const before = await buy(server.port, till, "before", 5000);
  const state = { over: false, bought: 0 };
  const buying = keep_buying(server, till, state);
  await pause(200);
  const { spawn } = await import("node:child_process");
  const status = await new Promise((done) =>
    spawn(release, ["backup", file, "--database", database.url], { stdio: "ignore" }).on("exit", done),
  );
  state.over = true;
  await buying;
  check_equal("backup while people buy: exit code", status, 0);
  check("people went on buying", state.bought > 0, `${state.bought}`);
  check_equal("the server stops cleanly", await server.kill("SIGTERM"), 0);
  const refused = run(["backup", file, "--database", database.url]);
  check("a backup is not written over", refused.status !== 0 && refused.err !== "", `${refused.status} ${refused.err}`);
  await restore(file, before);
}

async function keep_buying(server, till, state) {
  for (let i = 0; !state.over; i++) {
    await buy(server.port, till, `during-${i}`, 2000);
    state.bought++;
  }
}

// The copy is a whole database: its books balance, and it serves.
async function restore(file, before) {
  const copy = { url: `sqlite:${file}` };
  const books = run(["ledger", "verify", "--database", copy.url]);
  check(
    "the books of the copy balance",
    books.status === 0 && books.out.includes("the books balance"),
    books.out + books.err,
  );
  const server = await start_server(release, copy, { now: clock.open });
  const order = await get_order(server.port, "nord.localhost", before.id);
  check_equal("what was bought before is in the copy", order.json.voucher?.code, before.code);
  check_equal("the server of the copy stops cleanly", await server.kill("SIGTERM"), 0);
}

await suite(async () => {
  if (is_sqlite) {
    help_and_mistakes();
    options_from_elsewhere();
    no_database();
  }
  await real_installation();
  const demonstration = make_demonstration(release);
  demonstration_again(demonstration);
  await backup_while_running(demonstration);
});
