#!/usr/bin/env node
// docs/complaints.md names a test for each complaint: it is there, and so is what it names in it. And
// docs/api.md tells of every refusal of a till.
// No server: one engine is enough.
import fs from "node:fs";

import { check, suite } from "./lib/report.mjs";

const rows = fs.readFileSync("docs/complaints.md", "utf8").split("\n").filter((line) => line.startsWith("| \""));

// `path` `name`, `path`: pairs of a file and what stands in it; a name is optional.
function holders(row) {
  const words = [...row.split("|").at(-2).matchAll(/`([^`]+)`/g)].map(([, word]) => word);
  const found = [];
  for (const word of words) {
    if (word.includes("/") && /\.\w+$/.test(word)) found.push({ file: word, name: "" });
    else found.at(-1).name = word;
  }
  return found;
}

// Who writes a till or a shop against the API finds every refusal in docs/api.md.
function refusals(header, list) {
  const text = fs.readFileSync(header, "utf8");
  const from = text.indexOf(`#define ${list}(X)`);
  const rows = text.slice(from, text.indexOf("\n\n", from));
  return [...rows.matchAll(/X\(\w+, (\d+), (\w+)\)/g)].filter(([, status]) => status !== "200").map(([, , name]) => name);
}

function documented() {
  const text = fs.readFileSync("docs/api.md", "utf8");
  const names = refusals("src/domain/voucher/voucher.h", "VOUCHER_RESULTS");
  check("refusals are found", names.length > 25, names);
  for (const name of names) check(`docs/api.md tells of ${name}`, text.includes(`\`${name}\``));
}

await suite(async () => {
  documented();
  check("there are complaints", rows.length > 30, rows.length);
  for (const row of rows) {
    const held = holders(row);
    check(`held by something: ${row}`, held.length > 0);
    for (const { file, name } of held) {
      const text = fs.existsSync(file) ? fs.readFileSync(file, "utf8") : null;
      check(`${file} exists`, text !== null);
      check(`${file} knows ${name}`, text?.includes(name) ?? false);
    }
  }
});
