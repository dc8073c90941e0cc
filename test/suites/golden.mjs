#!/usr/bin/env node
// Sends the requests of test/golden/*.http to a real server, byte by byte, and compares the answers
// with those written beside them. See test/suites/lib/golden.mjs for what a file may say.
//
//   test/suites/golden.mjs [NAME...]     only the files whose name begins so
import fs from "node:fs";
import path from "node:path";

import { read_golden, run_exchange } from "./lib/golden.mjs";
import { clock, debug, make_demonstration, root, start_server, till_of } from "./lib/product.mjs";
import { check_equal, say, suite } from "./lib/report.mjs";

const folder = path.join(root, "test/golden");
const wanted = process.argv.slice(2);

function names_of(demo) {
  const names = {};
  for (const territory of ["nord", "sud"]) {
    names[`till.${territory}`] = till_of(demo, territory).token;
    names[`shop.${territory}`] = till_of(demo, territory).shop;
    names[`code.${territory}`] = demo.vouchers.find((voucher) => voucher.territory === territory).code;
    for (const role of ["shopkeeper", "agent", "accountant"]) {
      const one = demo.signins.find((signin) => signin.territory === territory && signin.role === role);
      names[`${role}.${territory}`] = one.email;
      names.password = one.password;
    }
  }
  return names;
}

const words = (text) => text.split(" ").filter(Boolean);

async function run_file(name, demonstration) {
  const database = demonstration.database.copy();
  const names = names_of(demonstration.demo);
  const settings = { now: clock.sale, rates: "off", args: "" };
  let server;
  const stop = async () => {
    if (server) check_equal(`${name}: the server ends cleanly`, await server.kill("SIGTERM"), 0);
    server = null;
  };
  for (const step of read_golden(path.join(folder, name))) {
    if (step.directive === "sql") {
      database.rows(step.value);
    } else if (step.directive) {
      settings[step.directive] = step.directive === "now" ? (clock[step.value] ?? step.value) : step.value;
      await stop();
    } else {
      server ??= await start_server(debug, database, {
        now: settings.now,
        args: ["--rates", settings.rates, ...words(settings.args)],
      });
      await run_exchange(`${name}:${step.line}`, server.port, step, names);
    }
  }
  await stop();
}

await suite(async () => {
  const files = fs
    .readdirSync(folder)
    .filter((name) => name.endsWith(".http"))
    .sort();
  const demonstration = make_demonstration(debug);
  for (const name of files.filter((file) => wanted.length === 0 || wanted.some((word) => file.startsWith(word)))) {
    say(name);
    await run_file(name, demonstration);
  }
});
