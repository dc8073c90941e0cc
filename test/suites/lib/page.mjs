// What an answer's bytes say: its links, its forms, and what no page may hold.
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";

const entities = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

export function unescape_html(text) {
  return text.replace(/&(#x[0-9a-f]+|#\d+|\w+);/gi, (whole, name) => {
    if (name[0] === "#") return String.fromCodePoint(Number(name[1] === "x" ? `0${name.slice(1)}` : name.slice(1)));
    return entities[name] ?? whole;
  });
}

// Addresses this page leads to, without fragments. Forms that ask (GET) lead to their action.
export function links_of(html) {
  const found = new Set();
  for (const [, , value] of html.matchAll(/<(?:a|area|link|script|img|source|iframe)\b[^>]*?\s(href|src)="([^"]*)"/g))
    found.add(value);
  for (const [form] of html.matchAll(/<form\b[^>]*>/g))
    if (!/\smethod="post"/.test(form)) found.add(/\saction="([^"]*)"/.exec(form)?.[1] ?? "");
  return [...found].map((link) => unescape_html(link).split("#")[0]).filter((link) => link !== "");
}

export function form_token_of(html) {
  return /name="form_token" value="([^"]*)"/.exec(html)?.[1];
}

// What a strict Content-Security-Policy would silently not run or show.
export function inline_code(html) {
  const findings = [];
  for (const [tag, body] of html.matchAll(/<script\b[^>]*>([^]*?)<\/script>/g)) {
    const data = /\stype="application\/(ld\+)?json"/.test(tag);
    if (!data && (!/\ssrc="/.test(tag) || body.trim() !== "")) findings.push(tag.slice(0, 80));
  }
  for (const [tag] of html.matchAll(/<style\b[^>]*>/g)) findings.push(tag);
  for (const [tag] of html.matchAll(/<[a-z][^>]*\s(?:style|on[a-z]+)="[^>]*>/g)) findings.push(tag);
  for (const [tag] of html.matchAll(/\s(?:href|src|action)="\s*(?:javascript|data|vbscript):[^"]*"/gi))
    findings.push(tag);
  return findings;
}

// White space at a line's end is where a template's condition stood, and means nothing; boxes of one
// name are how a form sends several words of a kind.
export const html_rules = {
  "no-trailing-whitespace": "off",
  "form-dup-name": ["error", { shared: ["radio", "checkbox", "button", "reset", "submit"] }],
};

// html-validate with the rules of test/judge.mjs; null where the npm packages of the tests are not.
export function html_judge() {
  let HtmlValidate;
  try {
    ({ HtmlValidate } = createRequire(import.meta.url)("html-validate"));
  } catch {
    return null;
  }
  const rules = new HtmlValidate({
    root: true,
    extends: ["html-validate:recommended"],
    rules: html_rules,
  });
  return (html) =>
    rules
      .validateStringSync(html)
      .results.flatMap(({ messages }) =>
        messages.map((one) => `${one.line}:${one.column} ${one.ruleId}: ${one.message}`),
      );
}

// The words in an answer, whatever it is made of.
export function words_of(answer) {
  const type = answer.headers["content-type"] ?? "";
  if (type.startsWith("application/pdf")) {
    return execFileSync("pdftotext", ["-", "-"], {
      input: answer.bytes,
      encoding: "utf8",
      stdio: ["pipe", "pipe", "ignore"],
    });
  }
  return type.startsWith("text/html") ? unescape_html(answer.text) : answer.text;
}
