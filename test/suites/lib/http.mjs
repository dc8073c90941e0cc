// HTTP as a program speaks it (keep-alive, Host by name) and as an attacker does (raw bytes).
import http from "node:http";
import net from "node:net";

export function new_agent(sockets) {
  return new http.Agent({ keepAlive: true, maxSockets: sockets, maxFreeSockets: sockets });
}

// options: {method, path, host, headers, json, form, body, agent, timeout_ms}
// Resolves to {status, headers, text, json}; rejects if no whole answer came. The error's `started`
// says whether the head of an answer had arrived.
export function request(port, options) {
  const headers = { host: options.host ?? "localhost", ...options.headers };
  let body = options.body;
  if (options.json !== undefined) {
    body = JSON.stringify(options.json);
    headers["content-type"] ??= "application/json";
  } else if (options.form !== undefined) {
    body = new URLSearchParams(options.form).toString();
    headers["content-type"] ??= "application/x-www-form-urlencoded";
  }
  if (body !== undefined) headers["content-length"] = Buffer.byteLength(body);
  return new Promise((resolve, reject) => {
    const call = http.request({
      host: "127.0.0.1",
      port,
      method: options.method ?? "GET",
      path: options.path,
      headers,
      agent: options.agent ?? false,
      timeout: options.timeout_ms ?? 30000,
    });
    let started = false;
    const fail = (error) => reject(Object.assign(error, { started }));
    call.on("timeout", () => call.destroy(new Error("no answer in time")));
    call.on("error", fail);
    call.on("response", (answer) => {
      started = true;
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("error", fail);
      answer.on("end", () => {
        if (!answer.complete) return fail(new Error("the answer was cut off"));
        const bytes = Buffer.concat(parts);
        resolve({
          status: answer.statusCode,
          headers: answer.headers,
          raw_headers: answer.rawHeaders,
          bytes,
          text: bytes.toString("utf8"),
          get json() {
            return JSON.parse(this.text);
          },
        });
      });
    });
    call.end(body);
  });
}

// Sends bytes as they are and reads until the server closes or `quiet_ms` pass without a byte.
// options: {pieces, gap_ms}: sends the pieces with a pause between them.
export function send_raw(port, bytes, options = {}) {
  const pieces = options.pieces ?? [bytes];
  return new Promise((resolve, reject) => {
    const parts = [];
    const socket = net.connect(port, "127.0.0.1");
    const began = Date.now();
    let index = 0;
    let timer;
    const end = () => {
      socket.destroy();
      clearTimeout(timer);
      resolve({ bytes: Buffer.concat(parts), ms: Date.now() - began });
    };
    const send_next = () => {
      if (socket.destroyed || index === pieces.length) return;
      socket.write(pieces[index++]);
      if (index < pieces.length) setTimeout(send_next, options.gap_ms ?? 0);
    };
    socket.setTimeout(options.quiet_ms ?? 10000, end);
    socket.on("connect", send_next);
    socket.on("data", (part) => {
      parts.push(part);
      if (options.until?.(Buffer.concat(parts))) end();
    });
    socket.on("close", end);
    socket.on("error", (error) => {
      if (parts.length > 0 || error.code === "EPIPE" || error.code === "ECONNRESET") return end();
      clearTimeout(timer);
      reject(error);
    });
  });
}

// The first answer in `bytes`: {status, headers: [[name, value]], body, rest}; null if there is none.
export function parse_answer(bytes, head_only = false) {
  const end = bytes.indexOf("\r\n\r\n");
  if (end < 0) return null;
  const [first, ...lines] = bytes.subarray(0, end).toString("latin1").split("\r\n");
  const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(first)?.[1]);
  const headers = lines.map((line) => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon).toLowerCase(), Buffer.from(line.slice(colon + 1).trim(), "latin1").toString("utf8")];
  });
  const value = (name) => headers.find(([other]) => other === name)?.[1];
  const body = bytes.subarray(end + 4);
  const empty = head_only || status === 204 || status === 304;
  const length = empty ? 0 : Number(value("content-length") ?? body.length);
  return { status, headers, value, body: body.subarray(0, length), rest: body.subarray(length) };
}
