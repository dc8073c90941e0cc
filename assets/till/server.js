// The server, or silence: null means that no answer came, and nobody knows whether the request did.
const PATIENCE_MS = 8000;
const SILENT = [502, 503, 504]; // a proxy before a server that is down, or one that is full

export async function ask(method, path, body) {
  const control = new AbortController();
  const timer = setTimeout(() => control.abort(), PATIENCE_MS);
  try {
    const reply = await fetch(path, {
      method,
      headers: body ? { "Content-Type": "application/json" } : {},
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
