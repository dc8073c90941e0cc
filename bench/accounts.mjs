// The accountant's archive of a territory on SQLite with millions of transfers, made twice: seconds,
// memory, and whether both are the same file. And the public pages on money, without the page cache.
//
//   node bench/accounts.mjs [TRANSFERS [VOUCHERS]]   10,000,000 and 500,000 unless said otherwise
//   BENCH_FOLDER      where the database lies, some 500 bytes a transfer
//   BENCH_SEALED=no   begins before everything is sealed: then two archives may differ in their seals
//   BENCH_DATABASE    one with vouchers that an earlier run made, to be filled up with transfers
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { make_database, start_server } from "./product.mjs";
import { Visitor } from "../test/suites/lib/crawler.mjs";

const transfers = Number(process.argv[2] ?? 10_000_000);
const vouchers = Number(process.argv[3] ?? 500_000);
const folder = fs.mkdtempSync(path.join(process.env.BENCH_FOLDER ?? "bench/out", "accounts-"));
const given = process.env.BENCH_DATABASE;
const file = given ?? path.join(folder, "emplettes.db");
const say = (text) => console.log(text);
const seconds = (since) => ((Date.now() - since) / 1000).toFixed(1);

const ask = (sql) => execFileSync("sqlite3", [file, sql], { encoding: "utf8" }).trim();

// Vouchers come from the program itself, as a demonstration sells them. The other transfers are uses
// of 1.00 that are taken back at once: nothing is left on them, and every book still balances.
function fill_up() {
  const more = transfers - Number(ask("SELECT count(*) FROM transfer"));
  if (more < 2) return;
  execFileSync("sqlite3", [file], {
    input: `
      PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000;
      CREATE TEMP TABLE one (k INTEGER PRIMARY KEY, territory, voucher, promise);
      INSERT INTO one (territory, voucher, promise)
        SELECT v.territory_id, v.id, a.id FROM voucher AS v
          JOIN territory AS t ON t.id = v.territory_id AND t.slug = 'bordeaux'
          JOIN account AS a ON a.territory_id = v.territory_id AND a.kind = 4 AND a.kind < 100
                           AND a.owner_id = v.shop_id LIMIT 400000;
      CREATE TEMP TABLE base AS SELECT max(id) + 1 AS id, max(created_at) AS at, (SELECT count(*) FROM one) AS vouchers
        FROM transfer;
      WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${more - 1})
      INSERT INTO transfer (territory_id, id, debit_id, credit_id, debit_kind, credit_kind, amount_minor, currency,
                            reason, cause_id, phase, created_at)
        SELECT o.territory, b.id + i, iif(i % 2, o.promise, o.voucher), iif(i % 2, o.voucher, o.promise),
               iif(i % 2, 4, 100), iif(i % 2, 100, 4), 100, 'EUR', iif(i % 2, 35, 3), o.voucher, 0, b.at + i / 16
          FROM n, base AS b JOIN one AS o ON o.k = 1 + i / 2 % b.vouchers;
      PRAGMA journal_mode = WAL;`,
    stdio: ["pipe", "ignore", "inherit"],
  });
}

// What supervisor and server hold for themselves now, without pages of files that they map.
function memory_mb(pid) {
  const children = fs.readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").filter(Boolean);
  const kb = [pid, ...children].map((one) => {
    const status = fs.readFileSync(`/proc/${one}/status`, "utf8");
    return Number(/RssAnon:\s+(\d+)/.exec(status)?.[1] ?? 0);
  });
  return Math.round(kb.reduce((sum, one) => sum + one, 0) / 1024);
}

async function median_ms(visitor, address) {
  const times = [];
  for (let n = 0; n < 9; n++) {
    const began = process.hrtime.bigint();
    const answer = await visitor.ask(`${address}${address.includes("?") ? "&" : "?"}n=${n}`);
    if (answer.status !== 200) throw new Error(`${address} answered ${answer.status}`);
    times.push(Number(process.hrtime.bigint() - began) / 1e6);
  }
  return times.sort((a, b) => a - b)[4].toFixed(1);
}

async function archive_once(visitor, server, first, last) {
  const began = Date.now();
  const asked = await visitor.send_form("/bureau/comptes", "/bureau/comptes/archives", { first, last });
  if (asked.status !== 303) throw new Error(`asking answered ${asked.status}`);
  let peak = 0;
  for (;;) {
    await new Promise((done) => setTimeout(done, 500));
    peak = Math.max(peak, memory_mb(server.child.pid));
    const page = await visitor.ask("/bureau/comptes");
    if (!page.text.includes("En préparation")) break;
  }
  const took = seconds(began);
  const text = (await visitor.ask("/bureau/comptes")).text;
  const digest = /SHA-256 ([0-9a-f]{64})/.exec(text)?.[1];
  if (!digest) throw new Error(text.replace(/<[^>]+>/g, " ").replace(/\s+/g, " "));
  const [, entries, size] = /<small>([^<]*écritures?), ([^<]*)<\/small>/.exec(text);
  return { took, peak, digest, entries, size };
}

// How far the job has come: the last seal that is summed up against the last transfer.
const left = () =>
  Number(
    ask(`SELECT count(*) FROM transfer AS t JOIN figure_mark AS m ON m.territory_id = t.territory_id
          WHERE t.territory_id = (SELECT id FROM territory WHERE slug = 'bordeaux') AND t.id > m.transfer_id`),
  );

async function measure(server, made) {
  const accountant = new Visitor({ port: server.port }, "bordeaux", "accountant");
  await accountant.sign_in(made.demo);
  const idle = memory_mb(server.child.pid);
  for (const round of [1, 2]) {
    const one = await archive_once(accountant, server, "2026-01-01", "2026-12-31");
    say(
      `archive ${round}: ${one.entries}, ${one.took} s, ${one.size}, ` +
        `${one.peak - idle} MiB more than idle (${idle}), ${one.digest.slice(0, 16)}`,
    );
  }
  for (const address of ["/transparence", "/transparence.json", "/bilan", "/bilan.json", "/bureau/plafond"])
    say(`${address}: ${await median_ms(accountant, address)} ms`);
}

const filling = Date.now();
const made = await make_database(`sqlite:${file}`, given ? 0 : vouchers);
say(`vouchers made in ${seconds(filling)} s`);
fill_up();
say(`${ask("SELECT count(*) FROM transfer")} transfers of ${ask("SELECT count(*) FROM voucher")} vouchers`);
const flags = ["--rates", "off", "--page-cache", "off", "--uploads", path.join(folder, "uploads")];
const server = await start_server(made, path.join(folder, "server.log"), flags);
try {
  const sealing = Date.now();
  while (process.env.BENCH_SEALED !== "no" && left() > 0) {
    await new Promise((done) => setTimeout(done, 5000));
    if (Date.now() - sealing > 3_600_000) throw new Error("sealing took more than an hour");
  }
  say(`sealed and summed up in ${seconds(sealing)} s, ${left()} transfers left to seal`);
  await measure(server, made);
} finally {
  server.child.kill("SIGTERM");
  await new Promise((done) => server.child.once("exit", done));
  fs.rmSync(folder, { recursive: true });
}
