// Makes ten thousand vouchers ten million, in SQL: what was sold is copied again and again, each copy
// a little older than the one before, every row as the product would have written it. Then the
// product itself seals all of it and sums it up, so that `emplettes ledger verify` holds.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import { CLIENT_CORE, fail, run, say } from "./process.mjs";
import { make_database, program } from "./product.mjs";

// Which columns hold numbers of their own, by the span that a copy is moved by: v of vouchers, o of
// everything else. Accounts and transfers are those of vouchers (kind 100).
const tables = [
  { name: "voucher", moved: { id: "v", order_id: "o" } },
  { name: "voucher_number", moved: { id: "v" } },
  { name: "voucher_order", moved: { id: "o", voucher_id: "v" } },
  { name: "payment", moved: { id: "o", order_id: "o" } },
  { name: "account", moved: { id: "v", owner_id: "v" }, where: "kind = 100" },
  {
    name: "transfer",
    moved: { id: "o", cause_id: "o" },
    also: { debit_id: "debit_kind = 100", credit_id: "credit_kind = 100" },
    where: "reason IN (1, 2)",
  },
];
const FAST = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000;";
const FIRST_NAMES = ["Louise", "Hugo", "Jade", "Gabriel", "Emma", "Raphaël", "Chloé", "Malo", "Zélie", "Ousmane"];
const LAST_NAMES = ["Martin", "Bernard", "Durand", "Lefèvre", "Garnier", "Faure", "Rousseau", "Étienne", "Picard"];

function sqlite(file, sql) {
  const done = spawnSync("sqlite3", ["-batch", "-noheader", file], { input: sql, encoding: "utf8", maxBuffer: 1 << 26 });
  if (done.status !== 0 || done.stderr) fail(`sqlite3: ${done.stderr}`);
  return done.stdout.trim();
}

const emplettes = (database, ...words) => run(CLIENT_CORE, program, [...words, "--database", database]);
const columns_of = (file, table) => sqlite(file, `SELECT name FROM pragma_table_info('${table}');`).split("\n");
const quoted = (words) => words.map((word) => `'${word}'`).join(", ");

// The territory with most vouchers, and between which numbers its newest lie: those that were sold for
// this. The demonstration's own were sold before them, and some were used since; copies lie before all
// of these, by the gap.
function seed_of(file, seeds) {
  const most = "SELECT territory_id FROM voucher GROUP BY territory_id ORDER BY count(*) DESC LIMIT 1";
  const territory = sqlite(file, most);
  const of = `WHERE territory_id = ${territory}`;
  const bounds = (text, all) => {
    const [least, most] = text.split("|").map(BigInt);
    return { least, span: most - least + 1n, gap: least - BigInt(sqlite(file, `SELECT min(id) FROM (${all});`)) };
  };
  const newest = `(SELECT id, order_id FROM voucher ${of} ORDER BY id DESC LIMIT ${seeds})`;
  const first = sqlite(file, `SELECT min(order_id) FROM ${newest};`);
  const all = ["voucher_order", "payment", "transfer"].map((table) => `SELECT id FROM ${table}`).join(" UNION ALL ");
  return {
    territory,
    v: bounds(sqlite(file, `SELECT min(id), max(id) FROM ${newest};`), "SELECT id FROM voucher_number"),
    o: bounds(sqlite(file, `SELECT min(id), max(id) FROM (${all}) WHERE id >= ${first};`), all),
  };
}

// The demonstration sells without addresses; here everybody has one, two vouchers each.
function name_buyers(file, territory) {
  const one_of = (words, by) =>
    `CASE id / ${by} % ${words.length} ${words.map((word, i) => `WHEN ${i} THEN '${word}'`).join(" ")} END`;
  sqlite(
    file,
    `UPDATE voucher_order SET buyer_name = ${one_of(FIRST_NAMES, 1)} || ' ' || ${one_of(LAST_NAMES, 16)},
            buyer_email = 'client' || (id % 1000003) || '@example.org'
      WHERE territory_id = ${territory} AND voucher_id IS NOT NULL;`,
  );
}

function copy_sql(table, columns, seed, copies) {
  const value = (column) => {
    const moved = (by) => `${column} - ${seed[by].gap} - n * ${seed[by].span}`;
    if (table.moved[column]) return moved(table.moved[column]);
    const when = table.also?.[column];
    if (when) return `CASE WHEN ${when} THEN ${moved("v")} ELSE ${column} END`;
    return column === "buyer_email" ? "replace(buyer_email, '@', '.' || (n / 2) || '@')" : column;
  };
  const { least, span } = seed[table.moved.id];
  const where = [`territory_id = ${seed.territory}`, `id BETWEEN ${least} AND ${least + span - 1n}`, table.where];
  return `CREATE TEMP TABLE seed AS SELECT * FROM ${table.name} WHERE ${where.filter(Boolean).join(" AND ")} ORDER BY id;
    WITH RECURSIVE copy (n) AS (SELECT ${copies} UNION ALL SELECT n - 1 FROM copy WHERE n > 1)
    INSERT INTO ${table.name} (${columns.join(", ")}) SELECT ${columns.map(value).join(", ")}
      FROM copy CROSS JOIN seed;
    DROP TABLE temp.seed;`;
}

// What the demonstration has sealed lies behind the copies: all is sealed anew, in the order of ids.
const UNSEALED = ["seal", "seal_day", "checkpoint", "figure_sum", "figure_flow", "figure_mark"];

const ADDRESSES = `INSERT OR IGNORE INTO voucher_address (territory_id, email, voucher_id)
  SELECT territory_id, lower(buyer_email), voucher_id FROM voucher_order
   WHERE voucher_id IS NOT NULL AND buyer_email <> '' ORDER BY 1, 2, 3;`;

// Without the indexes first, which are sorted and made at once afterwards.
function multiply(file, seeds, vouchers) {
  const seed = seed_of(file, seeds);
  const copies = Math.ceil(vouchers / seeds) - 1;
  const fits = ({ least, span, gap }) => BigInt(copies) * span + gap < least;
  if (!fits(seed.v) || !fits(seed.o)) fail("the vouchers to copy were sold over too long a time");
  name_buyers(file, seed.territory);
  const names = quoted(tables.map(({ name }) => name));
  const of = `FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN (${names})`;
  const [drop, make] = ["'DROP INDEX ' || name || ';'", "sql || ';'"].map((text) => sqlite(file, `SELECT ${text} ${of};`));
  const copied = tables.map((one) => copy_sql(one, columns_of(file, one.name), seed, copies));
  const unsealed = UNSEALED.map((table) => `DELETE FROM ${table} WHERE territory_id = ${seed.territory};`);
  sqlite(file, unsealed.join("\n"));
  sqlite(file, [FAST, drop, copies > 0 ? copied.join("\n") : "", make, ADDRESSES, "ANALYZE sqlite_master;"].join("\n"));
}

async function verify(database) {
  say((await emplettes(database, "ledger", "verify")).trim().split("\n").at(-1));
}

// A file with so many vouchers, of which `seeds` were sold by the program. BENCH_FILL=again keeps
// one that an earlier run has filled.
export async function filled_store(file, seeds, vouchers) {
  const made = `${file}.json`;
  if (process.env.BENCH_FILL === "again" && fs.existsSync(made)) return JSON.parse(fs.readFileSync(made, "utf8"));
  for (const end of ["", "-wal", "-shm", ".json"]) fs.rmSync(file + end, { force: true });
  const began = Date.now();
  const store = await make_database(`sqlite:${file}`, seeds);
  multiply(file, seeds, vouchers);
  say(`${vouchers} vouchers after ${Math.round((Date.now() - began) / 1000)} s`);
  await emplettes(store.database, "ledger", "seal");
  say(`sealed after ${Math.round((Date.now() - began) / 1000)} s`);
  await emplettes(store.database, "rebuild");
  await verify(store.database);
  say(`summed up and checked after ${Math.round((Date.now() - began) / 1000)} s`);
  fs.writeFileSync(made, JSON.stringify(store));
  return store;
}

// The same rows in PostgreSQL, each table at once, with the indexes made afterwards.
export async function copied_store(store, postgres, name) {
  const file = store.database.replace("sqlite:", "");
  const database = postgres.url(name);
  const psql = (sql) => {
    const done = spawnSync("psql", ["-XqAt", "-v", "ON_ERROR_STOP=1", database], { input: sql, encoding: "utf8" });
    if (done.status !== 0) fail(`psql: ${done.stderr}`);
    return done.stdout.trim();
  };
  await emplettes(database, "migrate");
  const described = psql(`SELECT table_name || ' ' || column_name || ' ' || data_type FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name <> 'migration' ORDER BY table_name, ordinal_position;`);
  const tables = new Map();
  for (const [table, name, type] of described.split("\n").map((line) => line.split(" ")))
    tables.set(table, [...(tables.get(table) ?? []), [name, type]]);
  const indexes = `FROM pg_indexes AS i WHERE schemaname = 'public' AND NOT EXISTS
    (SELECT 1 FROM pg_constraint AS c WHERE c.conname = i.indexname)`;
  const drop = psql(`SELECT 'DROP INDEX ' || indexname || ';' ${indexes};`);
  const make = psql(`SELECT indexdef || ';' ${indexes};`);
  psql(`TRUNCATE ${[...tables.keys()].join(", ")}; ${drop}`);
  const asked = [...tables.keys()].map((table) => `SELECT '${table}' WHERE EXISTS (SELECT 1 FROM ${table});`);
  const filled = sqlite(file, asked.join("\n")).split("\n").filter(Boolean);
  for (const table of filled) copy_table(file, database, table, tables.get(table));
  psql(`SET maintenance_work_mem = '1GB'; ${make} ANALYZE;`);
  psql("VACUUM;");
  await verify(database);
  return { ...store, database };
}

// Through a pipe: 20 million transfers need no file.
function copy_table(file, database, table, columns) {
  const value = ([name, type]) => (type === "bytea" ? `'\\x' || hex(${name})` : name);
  const select = `SELECT ${columns.map(value).join(", ")} FROM ${table}`;
  const copy = `COPY ${table} (${columns.map(([name]) => name).join(", ")}) FROM STDIN CSV`;
  const settings = "SET session_replication_role = replica";
  const shell = `sqlite3 -batch -csv "$1" "$2" | psql -XqAt -v ON_ERROR_STOP=1 "$3" -c "$4" -c "$5"`;
  const words = ["-o", "pipefail", "-c", shell, "bash", file, select, database, settings, copy];
  const done = spawnSync("bash", words, { encoding: "utf8" });
  if (done.status !== 0) fail(`copying ${table}: ${done.stderr}`);
}
