// Debian's Chromium, offline but for this machine, and what a walk needs of it.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const axe_source = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

// Quiet: no services of the vendor, no updates, no proxies; every other host is unknown.
export const chromium_flags = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
  "--no-proxy-server",
  "--host-resolver-rules=MAP *.localhost 127.0.0.1,MAP * ~NOTFOUND,EXCLUDE localhost,EXCLUDE 127.0.0.1",
];

export function chromium_program() {
  const found = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find((file) => fs.existsSync(file));
  if (!found) throw new Error("Chromium is missing: ./dev test installs it.");
  return found;
}

// Chromium refuses its sandbox to root, and cannot make it where a plain user may not make
// namespaces, as in most containers. The pages are our own.
export const has_sandbox =
  process.getuid() !== 0 && spawnSync("unshare", ["--user", "--map-root-user", "true"]).status === 0;

export function open_browser() {
  return chromium.launch({
    executablePath: chromium_program(),
    headless: true,
    chromiumSandbox: has_sandbox,
    args: chromium_flags,
  });
}

// A page whose own scripts are refused. (Playwright's javaScriptEnabled: false would not let axe
// have the timers it needs, and cannot be taken back.)
export async function page_without_script(context) {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  page.allow_script = (allowed) =>
    session.send("Emulation.setScriptExecutionDisabled", { value: !allowed });
  await page.allow_script(false);
  return page;
}

// What axe finds wrong on the page as it stands, a sentence each. Where the page's scripts were
// refused when it was read they stay so; only axe runs.
export async function axe_findings(page) {
  await page.allow_script?.(true);
  return run_axe(page).finally(() => page.allow_script?.(false));
}

async function run_axe(page) {
  const { violations } = await page.evaluate(
    `${axe_source}; window.axe.run(document, { resultTypes: ["violations"] })`,
  );
  return violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id}: ${rule.help}: ${node.target.join(" ")}: ${node.html.slice(0, 160)}`),
  );
}

// A page wider than the window makes people on phones scroll sideways.
export async function overflow_finding(page) {
  const [wide, room] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  return wide > room ? [`the page is ${wide - room} px wider than the window`] : [];
}
