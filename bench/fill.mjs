// Makes ten thousand vouchers ten million, in SQL: what was sold is copied again and again, each copy
// a little older than the one before, so that it lies in front of what is there and behind no seal. A
// fill that was stopped goes on where it was.
import { spawnSync } from "node:child_process";
import { fail, say } from "./process.mjs";

const AT_ONCE = 50; // copies by one call, so that a stopped fill has kept something

// Which columns hold numbers of their own, by the span that a copy is moved by: v of vouchers, o of
// everything else. Accounts and transfers are those of vouchers (kind 100).
const tables = [
  { name: "voucher", moved: { id: "v", order_id: "o" } },
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

function sqlite(file, sql) {
  const done = spawnSync("sqlite3", ["-batch", "-noheader", file], { input: sql, encoding: "utf8" });
  if (done.status !== 0) fail(`sqlite3: ${done.stderr}`);
  return done.stdout.trim();
}

function columns_of(file, table) {
  return sqlite(file, `SELECT name FROM pragma_table_info('${table}') ORDER BY cid;`).split("\n");
}

function copy_sql(table, columns, seed, span, times) {
  const value = (column) => {
    if (table.moved[column]) return `${column} - ${times} * ${span[table.moved[column]]}`;
    const when = table.also?.[column];
    return when ? `CASE WHEN ${when} THEN ${column} - ${times} * ${span.v} ELSE ${column} END` : column;
  };
  const of = table.moved.id === "v" ? seed.v : seed.o;
  const where = [`territory_id = ${seed.territory}`, `id BETWEEN ${of.least} AND ${of.most}`, table.where];
  return `INSERT INTO ${table.name} (${columns.join(", ")}) SELECT ${columns.map(value).join(", ")} FROM ${table.name}
    WHERE ${where.filter(Boolean).join(" AND ")} ORDER BY 1, 2;`;
}

const bounds = (line) => {
  const [least, most] = line.split("|").map(BigInt);
  return { least, most };
};

// What the territory with most vouchers had sold before the first copy was made.
function seed_of(file) {
  sqlite(file, "CREATE TABLE IF NOT EXISTS bench_seed (territory BIGINT, v TEXT, o TEXT);");
  if (sqlite(file, "SELECT count(*) FROM bench_seed;") === "0") {
    const most = "(SELECT territory_id FROM voucher GROUP BY territory_id ORDER BY count(*) DESC LIMIT 1)";
    const range = (table) => `(SELECT min(id) || '|' || max(id) FROM ${table} WHERE territory_id = ${most})`;
    const orders = `(SELECT min(a) || '|' || max(b) FROM (
      SELECT min(id) AS a, max(id) AS b FROM voucher_order WHERE territory_id = ${most} UNION ALL
      SELECT min(id), max(id) FROM payment WHERE territory_id = ${most} UNION ALL
      SELECT min(id), max(id) FROM transfer WHERE territory_id = ${most}))`;
    sqlite(file, `INSERT INTO bench_seed SELECT ${most}, ${range("voucher")}, ${orders};`);
  }
  const [territory, v, o] = sqlite(file, "SELECT territory || ';' || v || ';' || o FROM bench_seed;").split(";");
  return { territory, v: bounds(v), o: bounds(o) };
}

// `seeds` vouchers were sold before.
export function fill(file, seeds, vouchers) {
  const seed = seed_of(file);
  const span = { v: seed.v.most - seed.v.least + 1n, o: seed.o.most - seed.o.least + 1n };
  const count = Math.ceil(vouchers / seeds) - 1;
  if (BigInt(count) * span.v >= seed.v.least || BigInt(count) * span.o >= seed.o.least)
    fail("the vouchers to copy were sold over too long a time");
  const columns = Object.fromEntries(tables.map(({ name }) => [name, columns_of(file, name)]));
  const first = (times) => seed.v.least - BigInt(times) * span.v; // the first voucher of that copy
  const all = Array.from({ length: count }, (_, i) => count - i);
  const among = all.map(first).join(",");
  const there = `SELECT id FROM voucher WHERE territory_id = ${seed.territory} AND id IN (${among});`;
  const made = new Set(sqlite(file, there).split("\n"));
  const missing = all.filter((times) => !made.has(String(first(times))));
  for (let i = 0; i < missing.length; i += AT_ONCE) {
    const part = missing.slice(i, i + AT_ONCE);
    const copies = part.map(
      (times) => `BEGIN; ${tables.map((one) => copy_sql(one, columns[one.name], seed, span, times)).join("\n")} COMMIT;`,
    );
    sqlite(file, `PRAGMA journal_mode = DELETE; PRAGMA synchronous = OFF; PRAGMA cache_size = -500000;
      ${copies.join("\n")}`);
    say(`${(all.length - missing.length + i + part.length + 1) * seeds} of ${vouchers} vouchers`);
  }
}
