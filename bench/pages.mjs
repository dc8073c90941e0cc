// What each public page costs, computed each time: so that one that has become dear is seen. Demonstration
// on SQLite, one visitor, without the page cache; the shops stand on three kinds of ground.
import fs from "node:fs";
import path from "node:path";
import { median, say, stop } from "./process.mjs";
import { get, load, make_database, settled, start_server } from "./product.mjs";

const SECONDS = 1;
const ROUNDS = 3;

// "territory: address"; {shop}: the first of its list.
export const pages = [
  ...["/", "/commerces", "/commerces?q=cafe", "/commerces/{shop}", "/commerces/{shop}/bon", "/carte"],
  ...["/commerces/{shop}/image.png", "/communes/pessac", "/metiers", "/a-propos", "/retrouver", "/inscription"],
  ...["/chiffres", "/bilan", "/bilan/calcul", "/transparence", "/donnees", "/grand-livre/sceaux"],
]
  .map((address) => `bordeaux: ${address}`)
  .concat(["monaco: /commerces/{shop}", "monaco: /carte", "fribourg: /commerces/{shop}"])
  .concat(["france-2020: /chiffres", "france-2020: /bilan"]);

async function first_shop(server) {
  const list = String((await get(server, "/commerces")).bytes);
  return /href="\/(?:fr\/)?commerces\/([a-z0-9-]+)"/.exec(list)[1];
}

export async function measure_pages(facts, out, log) {
  const file = path.join(out, "pages.db"), asked = path.join(out, "page.txt");
  for (const end of ["", "-wal", "-shm"]) fs.rmSync(file + end, { force: true });
  const server = await start_server(await make_database(`sqlite:${file}`, 1000), log, [
    ...["--rates", "off", "--page-cache", "off"],
  ]);
  await settled(server); // what was just sold is summed up five seconds after the start
  facts.pages = [];
  for (const page of pages) {
    const [territory, pattern] = page.split(": ");
    const host = { ...server, host: `${territory}.localhost:${server.port}` };
    fs.writeFileSync(asked, `${pattern.replace("{shop}", await first_shop(host))}\n`);
    const ends = ["--expect", pattern.endsWith(".png") ? "IEND" : "</html>"];
    const runs = [];
    for (let i = 0; i < ROUNDS; i++) runs.push(await load(host, server.child.pid, 1, SECONDS, "list", asked, ends));
    const of = (key) => median(runs.map((run) => run[key]));
    facts.pages.push({ page, p50_us: of("p50_us"), cpu_us: of("cpu_us"), bytes: of("bytes_per_request") });
    say(`${page}: p50 ${Math.round(of("p50_us"))} us`);
  }
  await stop(server.child);
}
