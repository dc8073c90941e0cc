// Pictures of every page of pages.json into build/look: NAME-390.png, NAME-1280.png and, as people
// see it who prefer dark, NAME-390-dark.png.
//
//   node test/look.mjs [NAME...]
import fs from "node:fs";
import path from "node:path";
import { close_pages, open_page, open_pages, widths } from "./pages.mjs";

const folder = path.join(process.env.BUILD ?? "build", "look");
fs.mkdirSync(folder, { recursive: true });
const opened = await open_pages();
let failed = 0;

async function take_pictures(entry, width) {
  const walk = await open_page(opened, entry, width);
  const shoot = (end) =>
    walk.page.screenshot({ path: path.join(folder, `${entry.name}-${width}${end}.png`), fullPage: true });
  await shoot("");
  if (width === widths[0]) {
    await walk.page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
    await shoot("-dark");
  }
  await walk.end();
}

for (const entry of opened.pages)
  for (const width of widths)
    await take_pictures(entry, width).catch((error) => {
      failed++;
      console.log(`${entry.name} at ${width}: ${error.message}`);
    });
await close_pages(opened);
console.log(`look: ${opened.pages.length} pages in ${folder}`);
process.exit(failed ? 1 : 0);
