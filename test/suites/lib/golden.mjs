// Reads test/golden/*.http. A file is a story of requests and the answers they must get:
//
//   # A comment.
//   @now open                   the server's clock from here on: sale, open, expired or an instant
//   @rates on                   rate limits, which are off otherwise
//   @args --tls                 further options of `serve`; these three restart the server
//   @sql UPDATE ...             changes the database behind the server's back
//   > GET /api/v1/shops/{{shop}}
//   > Accept-Language: de       headers; Host (of territory nord), Connection and Content-Length are
//   > -Host                     added unless they are written or, with a minus, not wanted
//   >
//   > {"a": 1}                  the body
//   < 201                       the answer's status
//   < Content-Type: text/csv    headers it must have; !Name must not be there, * stands for anything
//   <
//   < {"id": "{{=id}}"}         its body: JSON compares as values, other text as lines; * is anything
//
// «< 409 voucher_expired» stands for an answer that is a whole RFC 9457 problem of that name; a body
// then names further members, and all members beyond the standard ones must be named.
// «< 400 library» is what the HTTP library refuses before the program sees it, in its own plain words;
// «< 400 malformed_header or library» what some of its versions leave to us.
// In requests \xHH is a byte and {{"a"*100}} a hundred of them. {{=name}} in an answer takes
// whatever stands there, up to a quotation mark, and gives it a name; {{*}} is anything; {{name}} is what has that name.
// Non-breaking spaces compare as spaces.
import fs from "node:fs";

import { parse_answer, send_raw } from "./http.mjs";
import { check, check_equal } from "./report.mjs";

export function read_golden(file) {
  const steps = [];
  let step;
  for (const [index, line] of fs.readFileSync(file, "utf8").split("\n").entries()) {
    const kind = line[0];
    const rest = line.slice(2);
    if (kind === "@") {
      const [name, ...words] = line.slice(1).split(" ");
      steps.push({ directive: name, value: words.join(" "), line: index + 1 });
      step = null;
    } else if (kind === ">") {
      if (!step || step.expected.length > 0) steps.push((step = { sent: [], expected: [], line: index + 1 }));
      step.sent.push(rest);
    } else if (kind === "<") {
      if (!step) throw new Error(`${file}:${index + 1}: an answer without a request`);
      step.expected.push(rest);
    } else if (line !== "" && kind !== "#") {
      throw new Error(`${file}:${index + 1}: a line begins with #, @, > or <`);
    }
  }
  return steps;
}

function filled(text, names) {
  return text
    .replace(/\{\{"((?:[^"\\]|\\.)*)"\*(\d+)\}\}/g, (_, piece, times) => piece.repeat(Number(times)))
    .replace(/\{\{([a-z_.0-9]+)\}\}/g, (_, name) => {
      if (!(name in names)) throw new Error(`nothing has the name ${name}`);
      return names[name];
    });
}

// UTF-8, and \xHH for single bytes.
function bytes_of(text) {
  const parts = text.split(/(\\x[0-9a-fA-F]{2})/);
  return Buffer.concat(
    parts.map((part) =>
      /^\\x[0-9a-fA-F]{2}$/.test(part) ? Buffer.from([parseInt(part.slice(2), 16)]) : Buffer.from(part),
    ),
  );
}

export function build_request(sent, names) {
  const blank = sent.findIndex((line, i) => i > 0 && line === "");
  const head = blank < 0 ? sent : sent.slice(0, blank);
  const body = blank < 0 ? null : bytes_of(filled(sent.slice(blank + 1).join("\n"), names));
  const written = head.slice(1).filter((line) => !line.startsWith("-"));
  const named = new Set(head.slice(1).map((line) => line.replace(/^-/, "").split(":")[0].trim().toLowerCase()));
  const added = [];
  if (!named.has("host")) added.push("Host: nord.localhost");
  if (!named.has("connection")) added.push("Connection: close");
  if (body && !named.has("content-length") && !named.has("transfer-encoding"))
    added.push(`Content-Length: ${body.length}`);
  const first = / HTTP\/\S+$/.test(head[0]) ? head[0] : `${head[0]} HTTP/1.1`;
  const lines = [first, ...added, ...written].map((line) => filled(line, names));
  const bytes = [bytes_of(`${lines.join("\r\n")}\r\n\r\n`)];
  if (body) bytes.push(body);
  return { bytes: Buffer.concat(bytes), is_head: head[0].startsWith("HEAD ") };
}

const plain_spaces = (text) => text.replace(/[\u00a0\u202f]/g, " ");

// True if `found` is what `expected` describes; takes named values on the way.
export function fits(expected, found, names) {
  if (expected === "{{*}}") return true; // of any kind
  if (typeof expected === "string") return typeof found === "string" && text_fits(expected, found, names);
  if (expected === null || typeof expected !== "object") return expected === found;
  if (found === null || typeof found !== "object" || Array.isArray(expected) !== Array.isArray(found)) return false;
  const keys = Object.keys(expected);
  return (
    keys.length === Object.keys(found).length &&
    keys.every((key) => key in found && fits(expected[key], found[key], names))
  );
}

function text_fits(expected, found, names) {
  const taken = [];
  const pattern = expected
    .split(/(\{\{[^}]+\}\})/)
    .map((part) => {
      if (part === "{{*}}") return "[^]*";
      const take = /^\{\{=([a-z_.0-9]+)\}\}$/.exec(part);
      if (take) {
        taken.push(take[1]);
        return '([^"]*)';
      }
      return plain_spaces(filled(part, names)).replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    })
    .join("");
  const match = new RegExp(`^${pattern}$`).exec(plain_spaces(found));
  if (match) taken.forEach((name, i) => (names[name] = match[i + 1]));
  return match !== null;
}

function split_expected(expected) {
  const [first, ...rest] = expected;
  const blank = rest.indexOf("");
  const [status, refusal, ...or_library] = first.split(" ");
  return {
    status: Number(status),
    refusal,
    library_may: or_library.join(" ") === "or library",
    headers: blank < 0 ? rest : rest.slice(0, blank),
    body: blank < 0 ? null : rest.slice(blank + 1).join("\n"),
  };
}

function check_headers(where, expected, answer, names) {
  for (const line of expected) {
    if (line.startsWith("!")) {
      check_equal(`${where}: no ${line.slice(1)}`, answer.value(line.slice(1).toLowerCase()), undefined);
      continue;
    }
    const colon = line.indexOf(":");
    const value = line.slice(colon + 1).trim();
    const found = answer.value(line.slice(0, colon).toLowerCase());
    check(
      `${where}: ${line.slice(0, colon)}`,
      found !== undefined && (value === "*" || text_fits(value, found, names)),
      `expected ${value}, found ${found}`,
    );
  }
}

function check_body(where, expected, answer, names) {
  const text = answer.body.toString("utf8");
  if (expected === "*") return;
  if (/^(\{(?!\{)|\[)/.test(expected)) {
    check(
      `${where}: the body`,
      fits(JSON.parse(expected), json_or_null(text), names),
      `expected ${filled_or_raw(expected, names)}\n     found    ${text}`,
    );
    return;
  }
  check(
    `${where}: the body`,
    text_fits(expected, text.replace(/\r\n/g, "\n").trimEnd(), names),
    `expected ${expected}\n     found    ${text}`,
  );
}

function filled_or_raw(text, names) {
  try {
    return filled(text, names);
  } catch {
    return text;
  }
}

function json_or_null(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

// RFC 9457, and the refusal's name and sentence for those who do not know it.
function check_problem(where, expected, answer, names) {
  const found = json_or_null(answer.body.toString("utf8")) ?? {};
  const standard = {
    type: `urn:emplettes:refusal:${expected.refusal}`,
    title: expected.refusal.replaceAll("_", " "),
    status: expected.status,
    detail: found.message,
    refusal: expected.refusal,
    message: "{{*}}",
  };
  const wanted = { ...standard, ...(expected.body ? JSON.parse(expected.body) : {}) };
  check(
    `${where}: refused as ${expected.refusal}`,
    fits(wanted, found, names),
    `expected ${JSON.stringify(wanted)}\n     found    ${JSON.stringify(found)}`,
  );
  check_equal(`${where}: Content-Type`, answer.value("content-type"), "application/problem+json");
  check(`${where}: it has a sentence`, Boolean(found.message));
}

// What every answer of this server has, whatever it says.
function check_always(where, answer) {
  check_equal(`${where}: X-Content-Type-Options`, answer.value("x-content-type-options"), "nosniff");
  check(`${where}: Cache-Control is said`, Boolean(answer.value("cache-control")), () => answer.headers);
  check(`${where}: the server does not say what it is made of`, answer.value("server") === undefined);
}

export async function run_exchange(where, port, step, names) {
  const { bytes, is_head } = build_request(step.sent, names);
  const expected = split_expected(step.expected);
  const { bytes: found } = await send_raw(port, bytes, { quiet_ms: 20000 });
  const answer = parse_answer(found, is_head);
  if (!check(`${where}: there is an answer`, answer !== null, () => found.toString("latin1"))) return;
  if (!check_equal(`${where}: the status`, answer.status, expected.status)) {
    check(`${where}: its body`, false, answer.body.toString("utf8").slice(0, 500));
    return;
  }
  if (expected.refusal === "library" || (expected.library_may && !answer.value("content-type"))) return;
  check_always(where, answer);
  check_headers(where, expected.headers, answer, names);
  if (expected.refusal) check_problem(where, expected, answer, names);
  else if (expected.body !== null) check_body(where, expected.body, answer, names);
}
