// The accountant's archive, the statement, the bilan and the transparency page of a territory with
// many vouchers, each bought and most of them used: seconds, memory, bytes; and twice the same file.
//
//   node bench/accounts.mjs [VOUCHERS]     5,000,000 unless said otherwise: some 10 million transfers
//   BENCH_FOLDER                           where the database lies; it needs 1 kB a voucher
import fs from "node:fs";
import path from "node:path";
import { make_database, start_server } from "./product.mjs";
import { Visitor } from "../test/suites/lib/crawler.mjs";

const vouchers = Number(process.argv[2] ?? 5_000_000);
const folder = fs.mkdtempSync(path.join(process.env.BENCH_FOLDER ?? "bench/out", "accounts-"));
const file = path.join(folder, "emplettes.db");
const say = (text) => console.log(text);
const seconds = (since) => ((Date.now() - since) / 1000).toFixed(1);

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
  if (!text.includes("SHA-256")) throw new Error(text.replace(/<[^>]+>/g, " ").replace(/\s+/g, " "));
  const digest = /SHA-256 ([0-9a-f]{64})/.exec(text)[1];
  const [, entries, size] = /<small>([^<]*écritures?), ([^<]*)<\/small>/.exec(text);
  return { took, peak, digest, entries, size };
}

say(`filling ${vouchers} vouchers into ${file}`);
const filling = Date.now();
const made = await make_database(`sqlite:${file}`, vouchers);
say(`filled in ${seconds(filling)} s, ${(fs.statSync(file).size / 2 ** 30).toFixed(2)} GiB`);
const log = path.join(folder, "server.log");
const flags = ["--rates", "off", "--page-cache", "off", "--uploads", path.join(folder, "uploads")];
const server = await start_server(made, log, flags);
try {
  const accountant = new Visitor({ port: server.port }, "bordeaux", "accountant");
  await accountant.sign_in(made.demo);
  const sealing = Date.now();
  for (let still = true; still; ) {
    await new Promise((done) => setTimeout(done, 2000));
    const text = (await accountant.ask("/transparence.json")).text;
    const sold = JSON.parse(text).vouchers;
    still = sold < vouchers;
    if (Date.now() - sealing > 3_600_000) throw new Error("sealing took more than an hour");
  }
  say(`sealed and summed up in ${seconds(sealing)} s`);
  const idle = memory_mb(server.child.pid);
  for (const address of ["/transparence", "/transparence.json", "/bilan", "/bilan.json", "/bureau/plafond"])
    say(`${address}: ${await median_ms(accountant, address)} ms`);
  for (const round of [1, 2]) {
    const one = await archive_once(accountant, server, "2026-01-01", "2026-12-31");
    say(
      `archive ${round}: ${one.entries}, ${one.took} s, ${one.size}, ` +
        `${one.peak - idle} MiB more than idle (${idle}), ${one.digest.slice(0, 16)}`,
    );
  }
} finally {
  server.child.kill("SIGTERM");
  await new Promise((done) => server.child.once("exit", done));
  fs.rmSync(folder, { recursive: true });
}
