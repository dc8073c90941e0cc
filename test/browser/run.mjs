// Runs every NAME_journey.mjs of this folder (or those named on the command line) narrow and wide,
// with and without script. A journey exports `title`, `async function walk(w)` and, if it is about
// script, `script_only = true`; `flags` are for the server. Each variant of a journey is one test;
// each page it judged another.
//
// A walk that fails is walked once more, against a fresh server: what failed only once is told as
// UNSTEADY, with its reason, for somebody to look into; what fails twice has failed.
//
//   node test/browser/run.mjs [NAME...]
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { open_browser } from "./browser.mjs";
import { make_demonstration, start_product, temporary_folder } from "./product.mjs";
import { Walk } from "./walk.mjs";

const folder = path.dirname(fileURLToPath(import.meta.url));
const pictures = path.join(process.env.BUILD ?? "build", "test", "browser");
const variants = [390, 1280].flatMap((width) => [true, false].map((script) => ({ width, script })));
let passed = 0;
let failed = 0;

async function journeys() {
  const files = fs.readdirSync(folder).filter((file) => file.endsWith("_journey.mjs")).sort();
  const wanted = process.argv.slice(2);
  const chosen = files.filter((file) => !wanted.length || wanted.some((word) => file.startsWith(word)));
  return Promise.all(
    chosen.map(async (file) => ({ file, ...(await import(path.join(folder, file))) })),
  );
}

async function run_one(browser, demonstration, journey, variant) {
  const title = `${journey.title}, ${variant.width} px, ${variant.script ? "with" : "without"} script`;
  const first = await walked(browser, demonstration, journey, variant);
  if (first.reason === null) return tell(title, first);
  const second = await walked(browser, demonstration, journey, variant);
  tell(title, second);
  if (second.reason === null) tell_reason(`UNSTEADY ${title}`, first.reason);
}

// What became of one walk: its pages, their problems, and the reason why it ended early, if it did.
async function walked(browser, demonstration, journey, variant) {
  const product = await start_product(demonstration, undefined, journey.flags);
  const walk = new Walk(browser, product, variant);
  let reason = null;
  try {
    await walk.begin();
    await journey.walk(walk);
  } catch (error) {
    reason = error.message.replace(/\x1b\[\d+m/g, "");
    await picture(walk, `${journey.file.replace("_journey.mjs", "")}-${variant.width}-${variant.script ? "js" : "plain"}`);
  }
  await walk.end();
  await product.stop().catch((error) => (reason = `${reason ?? ""}${error.message}`));
  return { pages: walk.pages, problems: walk.problems, reason };
}

async function picture(walk, name) {
  fs.mkdirSync(pictures, { recursive: true });
  await walk.page?.screenshot({ path: path.join(pictures, `${name}.png`), fullPage: true }).catch(() => {});
}

function tell(title, { pages, problems, reason }) {
  const bad_pages = new Set(problems.map((problem) => problem.split(": ")[0])).size;
  const good = reason === null;
  passed += (good ? 1 : 0) + Math.max(0, pages - bad_pages);
  failed += (good ? 0 : 1) + bad_pages;
  console.log(`${good && bad_pages === 0 ? "PASS" : "FAIL"} ${title}, ${pages} pages`);
  if (!good) console.log(reason.replace(/^/gm, "    "));
  for (const problem of new Set(problems)) console.log(`    ${problem}`);
}

function tell_reason(title, reason) {
  console.log(title);
  console.log(reason.replace(/^/gm, "    "));
}

const demonstration = make_demonstration(temporary_folder());
const browser = await open_browser();
for (const journey of await journeys())
  for (const variant of variants)
    if (variant.script || !journey.script_only) await run_one(browser, demonstration, journey, variant);
await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
