// Outside judges look at every page of pages.json; a finding of any of them fails.
//
//   Lighthouse      accessibility, best practices and SEO 100, performance at least 95
//   axe             narrow, wide and dark
//   vnu             the HTML standard, on the very bytes the server sent
//   html-validate   its recommended rules, on the same bytes
//
//   node test/judge.mjs [NAME...]
//
// Lighthouse is asked only about pages that an address alone leads to, and about SEO only where
// search engines are welcome. Everything stays on this machine.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import * as chrome_launcher from "chrome-launcher";
import { HtmlValidate } from "html-validate";
import lighthouse from "lighthouse";
import { axe_findings, chromium_flags, chromium_program, has_sandbox } from "./browser/browser.mjs";
import { html_rules } from "./suites/lib/page.mjs";
import { close_pages, cookie_header, open_page, open_pages, widths } from "./pages.mjs";

const folder = path.join(process.env.BUILD ?? "build", "judge");
const wanted = { accessibility: 1, "best-practices": 1, seo: 1, performance: 0.95 };
const findings = [];
let judged = 0;

function find(entry, judge, text) {
  findings.push(text);
  console.log(`FAIL ${entry} ${judge}: ${text}`);
}

// The bytes as sent go into a file for vnu and html-validate; axe looks at what is shown.
async function judge_shown(opened, entry, width) {
  const walk = await open_page(opened, entry, width);
  for (const finding of await axe_findings(walk.page)) find(entry.name, `axe ${width}`, finding);
  await walk.page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  for (const finding of await axe_findings(walk.page)) find(entry.name, `axe ${width} dark`, finding);
  fs.writeFileSync(path.join(folder, `${entry.name}.html`), await walk.reply.body());
  await walk.end();
  judged += 2;
}

async function judge_html(entry) {
  const rules = new HtmlValidate({
    extends: ["html-validate:recommended"],
    rules: html_rules,
  });
  const report = await rules.validateFile(path.join(folder, `${entry.name}.html`));
  for (const { messages } of report.results)
    for (const one of messages)
      find(entry.name, "html-validate", `${one.line}:${one.column} ${one.ruleId}: ${one.message}`);
  judged++;
}

function judge_all_html(pages) {
  const jar = "node_modules/vnu-jar/build/dist/vnu.jar";
  const files = pages.map((entry) => path.join(folder, `${entry.name}.html`));
  let text;
  try {
    text = execFileSync("java", ["-Xss2m", "-jar", jar, "--format", "json", "--stdout", "--exit-zero-always", ...files], {
      encoding: "utf8",
      maxBuffer: 1 << 26,
    });
  } catch (error) {
    return find("all", "vnu", error.message);
  }
  for (const one of JSON.parse(text).messages)
    if (one.type !== "info" || one.subType === "warning")
      find(path.basename(one.url, ".html"), "vnu", `${one.lastLine}: ${one.message} ${one.extract ?? ""}`);
  judged += files.length;
}

// A busy machine can only make the performance worse, or lose the trace of a page: the best of
// three tries counts.
async function judge_by_lighthouse(opened, chrome, entry) {
  const cookie = entry.role ? await cookie_header(opened, entry) : null;
  const categories = Object.keys(wanted).filter((one) => one !== "seo" || !(entry.role || entry.private));
  let only = categories;
  for (let tries = 0; tries < 3 && only.length; tries++) {
    const { lhr } = await lighthouse(opened.product.url(entry.territory) + entry.path, {
      port: chrome.port,
      logLevel: "error",
      output: "json",
      onlyCategories: only,
      ...(cookie ? { extraHeaders: { Cookie: cookie }, disableStorageReset: true } : {}),
    });
    only = tell_scores(entry, lhr, only, tries === 2);
  }
  judged += categories.length;
}

// Tells what is missed; performance alone is asked again while tries are left.
function tell_scores(entry, lhr, categories, last) {
  if (lhr.runtimeError && !last) return categories;
  if (lhr.runtimeError) find(entry.name, "Lighthouse", lhr.runtimeError.message);
  const again = [];
  for (const name of categories) {
    const category = lhr.categories[name];
    if (category.score >= wanted[name]) continue;
    if (name === "performance" && !last) again.push(name);
    else find(entry.name, "Lighthouse", `${name} ${Math.round(category.score * 100)}: ${reasons(lhr, category)}`);
  }
  return again;
}

function reasons(lhr, category) {
  return category.auditRefs
    .filter((one) => one.weight > 0 && lhr.audits[one.id].score !== null && lhr.audits[one.id].score < 0.9)
    .map((one) => `${one.id} (${lhr.audits[one.id].displayValue ?? lhr.audits[one.id].title})`)
    .join(", ");
}

fs.mkdirSync(folder, { recursive: true });
const opened = await open_pages();
for (const entry of opened.pages) {
  console.log(`judge: ${entry.name}`);
  try {
    for (const width of widths) await judge_shown(opened, entry, width);
    await judge_html(entry);
  } catch (error) {
    find(entry.name, "judge", error.message);
  }
}
judge_all_html(opened.pages.filter((entry) => fs.existsSync(path.join(folder, `${entry.name}.html`))));
// A profile of our own: the launcher would remove its folder while the killed browser still writes there.
const profile = fs.mkdtempSync(path.join(os.tmpdir(), "emplettes-judge-"));
const chrome = await chrome_launcher.launch({
  userDataDir: profile,
  chromePath: chromium_program(),
  chromeFlags: ["--headless", ...chromium_flags, ...(has_sandbox ? [] : ["--no-sandbox"])],
  logLevel: "error",
});
for (const entry of opened.pages)
  if (!entry.steps && !entry.status) {
    console.log(`judge: ${entry.name} by Lighthouse`);
    await judge_by_lighthouse(opened, chrome, entry).catch((error) => find(entry.name, "Lighthouse", error.message));
  }
const gone = new Promise((done) => chrome.process.once("exit", done));
chrome.kill();
await gone;
await close_pages(opened);
fs.rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
console.log(`${judged - Math.min(judged, findings.length)} passed, ${findings.length} failed`);
process.exit(findings.length ? 1 : 0);
