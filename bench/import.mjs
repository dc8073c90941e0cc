// Bringing 500,000 made shops in from one file, on both engines: how long, and how much memory.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { SERVER_CORE, fail, say } from "./process.mjs";
import { create_database } from "./rivals.mjs";
import { write_shops } from "./shops.mjs";

const program = path.resolve(process.env.BUILD ?? "build", "emplettes");

function emplettes(database, ...args) {
  return execFileSync("taskset", ["-c", SERVER_CORE, program, ...args, "--database", database], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
    maxBuffer: 1 << 26,
  });
}

function import_once(database, file) {
  const began = process.hrtime.bigint();
  const text = emplettes(database, "import", file, "--territory", "fr", "--quiet");
  return { seconds: Number(process.hrtime.bigint() - began) / 1e9, sums: text.trim().split("\n").at(-1) };
}

function measure(database, file, count) {
  emplettes(database, "migrate");
  emplettes(
    database,
    ...["territory", "add", "fr", "--name", "France", "--email", "a@b.example"],
    ...["--debtor", "X", "--iban", "FR7630006000011234567890189"],
  );
  const first = import_once(database, file);
  if (!first.sums.includes(`${count} added`)) fail(`import said: ${first.sums}`);
  const again = import_once(database, file);
  if (!again.sums.includes(`${count} unchanged`)) fail(`import again said: ${again.sums}`);
  return { first_s: first.seconds, again_s: again.seconds };
}

function import_database(postgres) {
  create_database(postgres, "import");
  return postgres.url("import");
}

export async function measure_import(facts, out, postgres, count = Number(process.env.BENCH_SHOPS ?? 500000)) {
  const file = path.join(out, "import.geojson");
  const made = fs.openSync(file, "w");
  write_shops(made, count);
  fs.closeSync(made);
  const store = path.join(out, "import.db");
  for (const end of ["", "-wal", "-shm"]) fs.rmSync(store + end, { force: true });
  facts.import = { shops: count, bytes: fs.statSync(file).size };
  facts.import.sqlite = measure(`sqlite:${store}`, file, count);
  say(`import on SQLite: ${facts.import.sqlite.first_s.toFixed(1)} s`);
  facts.import.postgres = measure(import_database(postgres), file, count);
  say(`import on PostgreSQL: ${facts.import.postgres.first_s.toFixed(1)} s`);
  for (const end of ["", "-wal", "-shm"]) fs.rmSync(store + end, { force: true });
  fs.rmSync(file);
}
