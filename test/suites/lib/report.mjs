// Counts checks; the last line of a suite is «N passed, N failed».
let passed = 0;
let failed = 0;
const said = new Map();

// One named fact. `detail` (a value or a function) is shown only when it does not hold.
export function check(name, holds, detail = "") {
  if (holds) {
    passed++;
    return true;
  }
  failed++;
  const times = (said.get(name) ?? 0) + 1;
  said.set(name, times);
  if (times <= 30) console.log(`FAIL ${name}\n     ${show(typeof detail === "function" ? detail() : detail)}`);
  return false;
}

export function check_equal(name, found, expected) {
  const same = JSON.stringify(found) === JSON.stringify(expected);
  return check(name, same, () => `expected ${show(expected)}, found ${show(found)}`);
}

function show(value) {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "undefined");
  return text.length > 1500 ? `${text.slice(0, 1500)}...` : text;
}

export function say(sentence) {
  console.log(sentence);
}

// Runs a suite's body; whatever it throws is a failure, and every server it started is ended.
export async function suite(body) {
  const { end_all } = await import("./product.mjs");
  try {
    await body();
  } catch (error) {
    check("the suite runs to its end", false, error.stack ?? String(error));
  }
  await end_all();
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed === 0 ? 0 : 1);
}
