// What was taken without a network goes to the server one by one, oldest first, each under the nonce
// it was made with: sent twice it is taken once. What the server refuses stays until it was read. Of
// several tabs, with their one queue, one sends: two would count what was taken today twice.
import { ask } from "./server.js";
import { day_of } from "./rules.js";
import { fact, keep_fact, queue_all, queue_drop, queue_keep } from "./store.js";

export async function taken_today(day) {
  const taken = await fact("taken");
  return taken?.day === day ? taken.minor : 0;
}

async function count_taken(entry, today) {
  if (entry.day === today) await keep_fact("taken", { day: today, minor: (await taken_today(today)) + entry.amount_minor });
}

const later = (reply) => !reply || reply.status === 401 || reply.status === 429 || reply.status >= 500;

// The server's decision, or null.
async function send(entry, today) {
  const reply = await ask("POST", "/api/v1/redemptions", {
    code: entry.code,
    amount_minor: entry.amount_minor,
    nonce: entry.nonce,
    redeemed_at: entry.redeemed_at,
    offline: true,
  });
  if (later(reply)) return null;
  if (reply.status === 200) {
    await count_taken(entry, today);
    await queue_drop(entry.nonce);
  } else {
    await queue_keep({ ...entry, refusal: reply.body.refusal ?? "refused", message: reply.body.message ?? "" });
  }
  return reply;
}

let sending = false;

async function send_waiting(facts, now, told) {
  if (sending) return;
  sending = true;
  try {
    for (const entry of await queue_all()) {
      if (entry.refusal || entry.shop !== facts.shop) continue;
      const reply = await send(entry, day_of(now, facts.zone));
      if (!reply) return;
      await told(entry, reply);
    }
  } finally {
    sending = false;
  }
}

// Until nothing waits, or no answer comes. Entries of another shop wait for its till.
export async function send_all(facts, now, told) {
  const alone = (lock) => lock && send_waiting(facts, now, told);
  if (navigator.locks) await navigator.locks.request("emplettes-till-queue", { ifAvailable: true }, alone);
  else await send_waiting(facts, now, told); // browsers before 2022
}
