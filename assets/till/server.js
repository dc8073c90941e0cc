// The server, in the page's language whatever the browser's is, or silence: null means that no answer came, and nobody knows whether the request did.
const PATIENCE_MS = 8000;
const SILENT = [502, 503, 504]; // a proxy before a server that is down, or one that is full

let asked = 0; // questions are numbered as they are asked
let heard_of = 0; // the youngest that was answered
let silent_on = 0; // the youngest that was not

// Two questions may be under way when the network comes back: the older one, lost, says nothing
// about the line once a younger one was answered.
export const silent = () => silent_on > heard_of;

export async function ask(method, path, body) {
  const number = ++asked;
  const reply = await fetched(method, path, body);
  if (reply) heard_of = Math.max(heard_of, number);
  else silent_on = Math.max(silent_on, number);
  return reply;
}

async function fetched(method, path, body) {
  const control = new AbortController();
  const timer = setTimeout(() => control.abort(), PATIENCE_MS);
  try {
    const reply = await fetch(path, {
      method,
      headers: { "Accept-Language": document.documentElement.lang, ...(body && { "Content-Type": "application/json" }) },
      body: body && JSON.stringify(body),
      signal: control.signal,
      cache: "no-store",
    });
    if (SILENT.includes(reply.status)) return null;
    return { status: reply.status, body: await reply.json().catch(() => ({})) };
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}
