// Whether there is a network, what this till knows of itself, and the loud word about both.
import { ask, silent } from "./server.js";
import { day_of } from "./rules.js";
import { send_all, taken_today } from "./queue.js";
import { fact, keep_fact, keeps, queue_all, queue_drop } from "./store.js";
import { money, word } from "./words.js";

const LOOK_MS = 1000;
const FIRST_TRY_MS = 1000; // then twice as long each time, until
const LAST_TRY_MS = 15000;

export const line = {
  facts: null, // as GET /api/v1/till said last
  keys: [],
  offline: false,
  queue: [],
  shift_ms: 0, // the server's clock minus this device's: many are wrong
  keeps: true, // what is taken without a network outlives this window
  decided: () => {}, // (entry, reply): by the server, of what was taken without a network
  now: () => Date.now() + line.shift_ms,
  async knowledge() {
    const day = line.facts ? day_of(line.now(), line.facts.zone) : "";
    line.queue = await queue_all();
    const { facts, keys, keeps, queue } = line;
    return { facts, keys, keeps, queue, now: line.now(), taken_today: await taken_today(day) };
  },
};

const sum_of = (entries) => money(entries.reduce((sum, entry) => sum + entry.amount_minor, 0), line.facts?.currency ?? "EUR");
const some = (name, entries) =>
  word(`${name}_${entries.length === 1 ? "one" : "many"}`, { number: entries.length, sum: sum_of(entries) });

function offline_text(waiting) {
  const { facts } = line;
  if (!line.keeps) return word("here_keeps_nothing");
  if (!facts?.device) return word("banner_no_device");
  if (facts.offline_voucher_minor === 0 || facts.offline_day_minor === 0) return word("banner_switched_off");
  const limits = word("banner_limits", {
    voucher: money(facts.offline_voucher_minor, facts.currency),
    day: money(facts.offline_day_minor, facts.currency),
  });
  return waiting.length > 0 ? `${some("waiting", waiting)} ${limits}` : limits;
}

function banner_text(waiting, refused) {
  if (line.offline) return [word("offline"), offline_text(waiting)];
  if (line.facts?.revoked) return [word("revoked"), waiting.length > 0 ? some("waiting", waiting) : word("revoked_text")];
  if (refused.length > 0) return [some("refused", refused), refused.map((entry) => `${entry.voucher} : ${entry.message}`).join(" ")];
  return waiting.length > 0 ? [word("sending"), some("waiting", waiting)] : null;
}

export async function show_line(banner) {
  line.queue = await queue_all();
  const refused = line.queue.filter((entry) => entry.refusal);
  const waiting = line.queue.filter((entry) => !entry.refusal);
  const text = banner_text(waiting, refused);
  banner.hidden = text === null;
  banner.classList.toggle("cut", line.offline);
  document.body.classList.toggle("till-cut", line.offline);
  if (text === null) return;
  const [title, rest] = banner.querySelectorAll("p");
  if (title.textContent !== text[0]) title.textContent = text[0];
  if (rest.textContent !== text[1]) rest.textContent = text[1];
  banner.querySelector("[data-act=read]").hidden = line.offline || line.facts?.revoked || refused.length === 0;
}

// The server keeps the list; here it has been read.
export async function drop_refused() {
  for (const entry of await queue_all()) if (entry.refusal) await queue_drop(entry.nonce);
}

async function learn() {
  const shop = document.getElementById("shop")?.value ?? "";
  const reply = await ask("GET", `/api/v1/till?shop=${encodeURIComponent(shop)}`);
  if (!reply) return false;
  if (reply.status !== 200) return true; // signed out: the page will say so
  line.facts = reply.body;
  line.shift_ms = Date.parse(reply.body.now) - Date.now();
  await keep_fact("facts", line.facts);
  await keep_fact("shift", line.shift_ms);
  const keys = await ask("GET", "/.well-known/emplettes-keys.json");
  if (keys?.status === 200) await keep_fact("keys", (line.keys = keys.body.keys));
  return true;
}

export async function remember() {
  line.keeps = await keeps();
  line.facts = (await fact("facts")) ?? null;
  line.keys = (await fact("keys")) ?? [];
  line.shift_ms = (await fact("shift")) ?? 0;
}

// After every answer, and every silence.
export async function heard(answered, banner) {
  line.offline = !answered && silent();
  await show_line(banner);
  if (!answered || !line.facts || !line.queue.some((entry) => !entry.refusal)) return;
  await send_all(line.facts, line.now(), async (entry, reply) => {
    await show_line(banner);
    line.decided(entry, reply);
  });
  await show_line(banner);
}

// Something to be sent, or nobody to send it to.
const waits = () => line.offline || line.queue.some((entry) => !entry.refusal);

// One question at a time, soon after the line went and then less and less often: whoever has the
// network back is not to wait for it.
export async function watch(banner) {
  let busy = false;
  let wait = FIRST_TRY_MS;
  let next_at = 0;
  const look = async () => heard(await learn(), banner);
  async function look_again() {
    if (busy || !waits() || performance.now() < next_at) return;
    busy = true;
    await look().finally(() => (busy = false));
    wait = waits() ? Math.min(wait * 2, LAST_TRY_MS) : FIRST_TRY_MS;
    next_at = performance.now() + wait;
  }
  await look();
  window.addEventListener("online", () => {
    wait = FIRST_TRY_MS / 2;
    next_at = 0;
    look_again();
  });
  window.addEventListener("offline", () => {
    line.offline = true;
    show_line(banner);
  });
  setInterval(look_again, LOOK_MS);
}
