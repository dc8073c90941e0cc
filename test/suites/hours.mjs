#!/usr/bin/env node
// emplettes hours as a script meets it: a line in, a line out, whatever the line is; answers come
// before the next question is asked. On one engine: there is no database in it.
import { spawn } from "node:child_process";
import readline from "node:readline";

import { command, release } from "./lib/product.mjs";
import { check, check_equal, suite } from "./lib/report.mjs";

const week = { from: "2020-05-18", to: "2020-05-25", zone: "Europe/Paris", country: "FR" };

function ask(questions) {
  const result = command(release, ["hours"], { input: questions.join("\n") });
  check_equal("exit code", result.status, 0);
  return result.out.trimEnd().split("\n").map((line) => JSON.parse(line));
}

function answers_in_full() {
  const [one] = ask([JSON.stringify({ value: "Mo-Fr 9h-12h; PH off", ...week })]);
  check_equal("read", one.ok, true);
  check_equal("written as the standard does", one.normal, "Mo-Fr 09:00-12:00; PH off");
  check_equal("warned", one.warnings[0].code, "hours_warn_word");
  check_equal(
    "open but on Ascension",
    one.intervals.map(([from, to, state]) => `${from} ${to} ${state}`).join("\n"),
    ["18", "19", "20", "22"].map((day) => `2020-05-${day}T09:00 2020-05-${day}T12:00 open`).join("\n"),
  );
  check_equal("closed at midnight", one.state, "closed");
  check_equal("until nine", one.next_change, "2020-05-18T09:00");
  check_equal("not the same every week", one.same_every_week, false);
}

function bad_lines_are_answered() {
  const bad = ["{", "[]", "null", '{"value":5}', '{"value":"Mo","from":"x"}', '{"value":"Mo","zone":"Mars"}'];
  const wrong = ['{"value":"Mo","lat":"north"}', '{"value":"freestyle"}', `{"value":"${"a".repeat(3000)}"}`];
  const long = `{"value":"${"a".repeat(2 << 20)}"}`;
  const answers = ask([...bad, ...wrong, long, '{"value":"24/7"}']);
  check_equal("an answer for each line", answers.length, bad.length + wrong.length + 2);
  for (const answer of answers.slice(0, -1))
    check("refused with a reason", !answer.ok && answer.errors[0].reason.length > 10, JSON.stringify(answer));
  check_equal("the line after them is read", answers.at(-1).ok, true);
}

async function an_answer_comes_before_the_next_question() {
  const child = spawn(release, ["hours"], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = readline.createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  for (const value of ["24/7", "off", "Mo"]) {
    child.stdin.write(JSON.stringify({ value, ...week }) + "\n");
    check_equal(`${value} is answered while the input stays open`, JSON.parse((await lines.next()).value).ok, true);
  }
  child.stdin.end();
  check_equal("it ends with its input", await new Promise((done) => child.on("exit", done)), 0);
}

await suite(async () => {
  answers_in_full();
  bad_lines_are_answered();
  await an_answer_comes_before_the_next_question();
});
