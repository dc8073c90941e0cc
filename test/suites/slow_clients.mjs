#!/usr/bin/env node
// Clients that are slow, many, or gone: none of them may take the server from the others. Timed by
// the server's own limits, hence half a minute long but idle. One engine: no statement is in it.
import net from "node:net";

import { new_agent, request, send_raw } from "./lib/http.mjs";
import { clock, make_demonstration, pause, release, start_server, till_of } from "./lib/product.mjs";
import { check, check_equal, suite } from "./lib/report.mjs";

const READ_TIMEOUT_MS = 30000; // of a whole request, see server_defaults
const IDLE_TIMEOUT_MS = 15000; // of a connection on which nothing happens
const SLACK_MS = 4000; // how late the server may notice

const host = "nord.localhost";
const page = "/api/v1/shops/narval-01-exemple";

// Resolves to the milliseconds after which the server closed the connection.
function closed_after(port, first, next, every_ms) {
  return new Promise((done) => {
    const began = Date.now();
    const socket = net.connect(port, "127.0.0.1", () => socket.write(first));
    const timer = next && setInterval(() => socket.writable && socket.write(next), every_ms);
    socket.on("data", () => {});
    socket.on("error", () => {});
    socket.on("close", () => {
      clearInterval(timer);
      done(Date.now() - began);
    });
  });
}

function check_closed(what, ms, limit) {
  check(`${what} is cut off after ${limit / 1000} s`, ms >= limit - 1500 && ms <= limit + SLACK_MS, `${ms} ms`);
}

async function half_a_head(port) {
  check_closed("half a head", await closed_after(port, `GET ${page} HTTP/1.1\r\nHost: ${host}\r\n`), IDLE_TIMEOUT_MS);
}

async function dripping_head(port) {
  const ms = await closed_after(port, `GET ${page} HTTP/1.1\r\nHost: ${host}\r\nX-Slow: `, "a", 500);
  check_closed("a head that comes byte by byte", ms, READ_TIMEOUT_MS);
}

async function dripping_body(port) {
  const fields = `Host: ${host}\r\nContent-Type: application/json\r\nContent-Length: 5000`;
  const head = `POST /api/v1/voucher-orders HTTP/1.1\r\n${fields}\r\n\r\n{`;
  check_closed("a body that comes byte by byte", await closed_after(port, head, " ", 500), READ_TIMEOUT_MS);
}

async function idle_connection(port) {
  const ms = await closed_after(port, `GET ${page} HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
  check_closed("a connection after its answer", ms, IDLE_TIMEOUT_MS);
}

// While all of that hangs, everybody else is served.
async function others_meanwhile(port) {
  const agent = new_agent(4);
  for (let i = 0; i < 20; i++) {
    const began = Date.now();
    const answer = await request(port, { path: page, host, agent });
    check(
      "others are answered meanwhile",
      answer.status === 200 && Date.now() - began < 2000,
      `${Date.now() - began} ms`,
    );
    await pause(500);
  }
  agent.destroy();
}

async function gone_before_the_answer(port, till) {
  const body = JSON.stringify({ code: "0000-0000-0000", amount_minor: 100, nonce: "gone-client" });
  const bytes =
    `POST /api/v1/redemptions HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${till.token}\r\n` +
    `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  for (let i = 0; i < 50; i++) {
    const socket = net.connect(port, "127.0.0.1", () => socket.write(bytes, () => socket.destroy()));
    socket.on("error", () => {});
  }
  await pause(500);
  check_equal(
    "clients that left before their answer do no harm",
    (await request(port, { path: page, host })).status,
    200,
  );
}

// Requests that wait for one another on one connection are answered in their order.
async function pipelined(port) {
  const one = (slug) => `GET /api/v1/shops/${slug} HTTP/1.1\r\nHost: ${host}\r\n\r\n`;
  const bytes = one("narval-01-exemple") + one("narval-02-exemple") + one("none") + one("narval-03-exemple");
  const count = (text) => (text.match(/HTTP\/1\.1 /g) ?? []).length;
  const { bytes: found } = await send_raw(port, Buffer.from(bytes), {
    quiet_ms: 3000,
    until: (parts) => count(parts.toString()) === 4 && parts.toString().includes("Narval 03"),
  });
  const text = found.toString();
  const order = ["Narval 01", "Narval 02", "not_found", "Narval 03"].map((word) => text.indexOf(word));
  check(
    "four requests at once are answered in order",
    order.every((at, i) => at > 0 && (i === 0 || at > order[i - 1])),
    order,
  );
}

// More connections than the server takes, all silent: as soon as they are gone everything is as before.
async function too_many_connections(port) {
  const sockets = [];
  for (let i = 0; i < 1300; i++) {
    const socket = net.connect(port, "127.0.0.1");
    socket.on("error", () => {});
    sockets.push(socket);
  }
  await pause(1500);
  for (const socket of sockets) socket.destroy();
  await pause(1000);
  const answer = await request(port, { path: page, host, timeout_ms: 5000 }).catch((error) => error);
  check_equal("after 1,300 connections the server answers", answer.status, 200);
}

// One worker, a queue of two: sixty-four searches at once are too many. Those beyond are told so.
async function full_queue(database) {
  const server = await start_server(release, database, {
    now: clock.open,
    args: ["--rates", "off", "--workers", "1", "--queue", "2"],
  });
  const agent = new_agent(64);
  const answers = await Promise.all(
    Array.from({ length: 64 }, async (_, i) => {
      const began = Date.now();
      const answer = await request(server.port, { path: `/commerces?q=narval+${i}`, host, agent });
      return { status: answer.status, ms: Date.now() - began, retry: answer.headers["retry-after"] };
    }),
  );
  agent.destroy();
  const busy = answers.filter((answer) => answer.status === 503);
  check(
    "the answer is 200 or 503",
    answers.every((answer) => answer.status === 200 || answer.status === 503),
    answers.map((answer) => answer.status),
  );
  check("some are answered, some are not", busy.length > 0 && busy.length < 64, `${busy.length}`);
  check(
    "who is not, is told at once",
    busy.every((answer) => answer.ms < 5000),
    busy.map((answer) => answer.ms),
  );
  check(
    "503 says when to come again",
    busy.every((answer) => Number(answer.retry) > 0),
  );
  const well = await request(server.port, { path: page, host });
  check_equal("afterwards all is well", well.status, 200);
  check_equal("the server stops cleanly", await server.kill("SIGTERM"), 0);
}

await suite(async () => {
  const { database, demo } = make_demonstration(release);
  const server = await start_server(release, database, { now: clock.open, args: ["--rates", "off"] });
  await Promise.all(
    [half_a_head, dripping_head, dripping_body, idle_connection, others_meanwhile].map((story) => story(server.port)),
  );
  await gone_before_the_answer(server.port, till_of(demo, "nord"));
  await pipelined(server.port);
  await too_many_connections(server.port);
  check_equal("the server stops cleanly", await server.kill("SIGTERM"), 0);
  await full_queue(database);
});
