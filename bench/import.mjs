// Bringing made shops in from one file, and the same file again, on both engines: how long, how much
// processor time, how much memory.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { SERVER_CORE, fail, say } from "./process.mjs";
import { create_database } from "./rivals.mjs";
import { write_shops } from "./shops.mjs";

const program = path.resolve(process.env.BUILD ?? "build", "emplettes");
const counts = (process.env.BENCH_IMPORT ?? "50000,500000").split(",").map(Number);

// Seconds by engine and number of shops: promised for SQLite; a town hall's patience for the rest.
const most_s = {
  sqlite: { 500000: { first: 120, again: 40 } },
  postgres: { 500000: { first: 240, again: 80 } },
};
const MOST_MIB = 250;

function emplettes(database, ...args) {
  const all = ["-c", SERVER_CORE, program, ...args, "--database", database];
  const run = spawnSync("taskset", all, { encoding: "utf8", maxBuffer: 1 << 26 });
  if (run.status !== 0) fail(`${args.join(" ")}: ${run.stderr.trim().split("\n").at(-1)}`);
  return run;
}

function import_once(database, file, expected) {
  const { stdout, stderr } = emplettes(database, "import", file, "--territory", "fr");
  const sums = stdout.trim().split("\n").at(-1);
  if (!sums.includes(expected)) fail(`import said: ${sums}`);
  const cost = /took ([0-9.]+) s, ([0-9.]+) s of processor time, ([0-9]+) MiB/.exec(stderr);
  if (!cost) fail(`import did not say what it cost: ${stderr}`);
  const [seconds, cpu_s, rss_mib] = cost.slice(1).map(Number);
  return { seconds, cpu_s, rss_mib };
}

function measure(facts, engine, database, file, shops) {
  emplettes(database, "migrate");
  emplettes(
    database,
    ...["territory", "add", "fr", "--name", "France", "--email", "a@b.example"],
    ...["--debtor", "X", "--iban", "FR7630006000011234567890189"],
  );
  const passes = { first: `${shops} added`, again: `${shops} unchanged` };
  for (const [kind, expected] of Object.entries(passes)) {
    const cost = import_once(database, file, expected);
    const bound = most_s[engine][shops]?.[kind];
    facts.import.push({ engine, shops, kind, ...cost, most_s: bound, most_mib: MOST_MIB });
    say(`import, ${engine}, ${shops} shops, ${kind}: ${cost.seconds} s, ${cost.cpu_s} s CPU, ${cost.rss_mib} MiB`);
  }
}

function remove(store) {
  for (const end of ["", "-wal", "-shm"]) fs.rmSync(store + end, { force: true });
}

export async function measure_import(facts, out, postgres) {
  facts.import = [];
  for (const shops of counts) {
    const file = path.join(out, "import.geojson");
    const made = fs.openSync(file, "w");
    write_shops(made, shops);
    fs.closeSync(made);
    const store = path.join(out, "import.db");
    remove(store);
    measure(facts, "sqlite", `sqlite:${store}`, file, shops);
    remove(store);
    create_database(postgres, `import${shops}`);
    measure(facts, "postgres", postgres.url(`import${shops}`), file, shops);
    fs.rmSync(file);
  }
}
