// A database of the engine under test: a file of SQLite's, or a database on the PostgreSQL server
// that TEST_DATABASE names. Both are reached through their own command-line clients, so that what
// a suite sees is not what the product says about itself.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

const server = process.env.TEST_DATABASE ?? "sqlite";
export const is_sqlite = server === "sqlite";
export const engine = is_sqlite ? "sqlite" : "postgresql";

export const folder = fs.mkdtempSync(path.join(os.tmpdir(), "emplettes-suite-"));
let count = 0;
const made = [];

function quiet(program, args, input) {
  return execFileSync(program, args, { encoding: "utf8", input, stdio: ["pipe", "pipe", "pipe"] });
}

function url_of(name) {
  if (is_sqlite) return `sqlite:${path.join(folder, name)}.db`;
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

function administer(statement) {
  quiet("psql", ["-qAtX", "-v", "ON_ERROR_STOP=1", "-c", statement, server]);
}

function database(name) {
  const url = url_of(name);
  made.push(name);
  return {
    url,
    file: is_sqlite ? path.join(folder, `${name}.db`) : null,
    // Rows as lists of texts; booleans are 0 and 1 on SQLite, f and t on PostgreSQL.
    rows: (statement) => rows(url, statement),
    number: (statement) => Number(rows(url, statement)[0]?.[0]),
    // Only while no server has it open.
    copy: () => copy(name),
  };
}

function rows(url, statement) {
  const text = is_sqlite
    ? quiet("sqlite3", ["-batch", "-separator", "\t", "-cmd", ".timeout 5000", url.slice(7)], `${statement};\n`)
    : quiet("psql", ["-qAtX", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-c", statement, url]);
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => line.split("\t"));
}

function next_name() {
  return `suite_${process.pid}_${++count}`;
}

export function new_database() {
  const name = next_name();
  if (!is_sqlite) administer(`CREATE DATABASE ${name}`);
  return database(name);
}

function copy(name) {
  const other = next_name();
  if (is_sqlite) {
    const from = path.join(folder, `${name}.db`);
    for (const end of ["", "-wal"]) {
      if (fs.existsSync(from + end)) fs.copyFileSync(from + end, path.join(folder, `${other}.db${end}`));
    }
  } else {
    administer(`CREATE DATABASE ${other} TEMPLATE ${name}`);
  }
  return database(other);
}

export function drop_all() {
  if (!is_sqlite) for (const name of made) administer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  fs.rmSync(folder, { recursive: true, force: true });
}
