// Is this a file of accounting entries as the tax office wants it? Written from the text alone:
// livre des procédures fiscales, article A47 A-1, III and VII (arrêté of 29 July 2013).
//
//   node test/tools/fec.mjs FILE
//
// Prints entries, lines, debits, credits and, per account, its balance; or what is wrong, and 1.
import fs from "node:fs";
import path from "node:path";

const columns = [
  "JournalCode",
  "JournalLib",
  "EcritureNum",
  "EcritureDate",
  "CompteNum",
  "CompteLib",
  "CompAuxNum",
  "CompAuxLib",
  "PieceRef",
  "PieceDate",
  "EcritureLib",
  "Debit",
  "Credit",
  "EcritureLet",
  "DateLet",
  "ValidDate",
  "Montantdevise",
  "Idevise",
];
// VII, 1°: these may be empty, the others not.
const may_be_empty = new Set(["CompAuxNum", "CompAuxLib", "EcritureLet", "DateLet", "Montantdevise", "Idevise"]);

const file = process.argv[2];
const problems = [];
const wrong = (line, text) => problems.push(`${line}: ${text}`);

const bytes = fs.readFileSync(file);
// III, 1°: ISO 8859-15. Bytes 0x80 to 0x9F are no signs of it.
for (const byte of bytes) if (byte >= 0x80 && byte <= 0x9f) wrong(0, `byte ${byte} is not ISO 8859-15`);
const text = bytes.toString("latin1");
if (!text.endsWith("\r\n")) wrong(0, "the last record is not ended");
const rows = text.split("\r\n").slice(0, -1);
if (/[\r\n]/.test(rows.join(""))) wrong(0, "a stray end of line");
if (rows.shift() !== columns.join("\t")) wrong(1, "the first line does not name the eighteen fields");

const name = /^(\d{9})?FEC(\d{4})(\d{2})(\d{2})\.txt$/.exec(path.basename(file));
if (!name) wrong(0, "the file is not called SirenFECAAAAMMJJ.txt");
const last_day = name ? name[2] + name[3] + name[4] : "99991231";

function is_day(day) {
  if (!/^\d{8}$/.test(day)) return false;
  const date = new Date(`${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}T00:00:00Z`);
  return !Number.isNaN(date.valueOf()) && date.toISOString().slice(0, 10).replaceAll("-", "") === day;
}

// Cents, as integers: "1234,50".
function cents(line, amount) {
  if (!/^\d+,\d{2}$/.test(amount)) wrong(line, `"${amount}" is no amount with a decimal comma`);
  return BigInt(amount.replace(",", ""));
}

const entries = new Map();
const accounts = new Map();
let before = "00000000";
let expected;
let debits = 0n;
let credits = 0n;
rows.forEach((row, index) => {
  const line = index + 2;
  const cells = row.split("\t");
  if (cells.length !== 18) return wrong(line, `${cells.length} fields`);
  const entry = Object.fromEntries(columns.map((column, i) => [column, cells[i]]));
  for (const column of columns)
    if (!may_be_empty.has(column) && entry[column].trim() === "") wrong(line, `${column} is empty`);
  for (const column of ["EcritureDate", "PieceDate", "ValidDate"])
    if (!is_day(entry[column])) wrong(line, `${column} is no day: ${entry[column]}`);
  if (entry.EcritureDate > last_day) wrong(line, "an entry after the day in the file's name");
  // VII, 1°: in the order in which entries were validated.
  if (entry.ValidDate < before) wrong(line, "not in the order of validation");
  before = entry.ValidDate;
  if (!/^\d{3}/.test(entry.CompteNum)) wrong(line, "an account without its three digits");
  if (entry.CompAuxNum === "" && entry.CompAuxLib !== "") wrong(line, "a third party without number");
  const debit = cents(line, entry.Debit);
  const credit = cents(line, entry.Credit);
  if ((debit > 0n) === (credit > 0n)) wrong(line, "neither a debit nor a credit, or both");
  debits += debit;
  credits += credit;
  const key = `${entry.JournalCode} ${entry.EcritureNum}`;
  const sum = entries.get(key) ?? { line, balance: 0n, lines: 0, day: entry.EcritureDate };
  if (sum.day !== entry.EcritureDate) wrong(line, "an entry of two days");
  sum.balance += debit - credit;
  sum.lines++;
  entries.set(key, sum);
  accounts.set(entry.CompteNum, (accounts.get(entry.CompteNum) ?? 0n) + credit - debit);
  // "numéro sur une séquence continue"
  if (/^\d+$/.test(entry.EcritureNum) && sum.lines === 1) {
    const number = BigInt(entry.EcritureNum);
    if (expected !== undefined && number !== expected) wrong(line, `number ${number} after ${expected - 1n}`);
    expected = number + 1n;
  }
});
for (const [key, sum] of entries) if (sum.balance !== 0n) wrong(sum.line, `entry ${key} does not balance`);

if (problems.length) {
  console.log(problems.slice(0, 20).join("\n"));
  process.exit(1);
}
const euros = (value) => {
  const size = String(value < 0n ? -value : value).padStart(3, "0");
  return `${value < 0n ? "-" : ""}${size.slice(0, -2)}.${size.slice(-2)}`;
};
console.log(`${entries.size} entries, ${rows.length} lines, ${euros(debits)} = ${euros(credits)}`);
for (const [account, balance] of [...accounts].sort()) console.log(`${account} ${euros(balance)}`);
