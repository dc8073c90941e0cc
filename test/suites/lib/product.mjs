// The program under test: its commands, its server, and a small demonstration of two territories
// whose words have nothing in common (test/suites/data).
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { drop_all, folder, new_database } from "./database.mjs";
import { request } from "./http.mjs";

const build = process.env.BUILD ?? "build";
const here = path.dirname(fileURLToPath(import.meta.url));
export const root = path.resolve(here, "../../..");
export const small_data = path.resolve(here, "../data");
export const release = path.resolve(root, build, "emplettes");
export const debug = path.resolve(root, build, "debug/emplettes");

// Vouchers of the demonstration's campaign are taken from the 10th of June, and sold and taken until
// the end of the year.
export const clock = {
  demo: "2026-05-31T10:00:00Z",
  sale: "2026-06-01T10:00:00Z",
  open: "2026-07-01T10:00:00Z",
  expired: "2027-01-15T10:00:00Z",
};

// Runs one command to its end.
export function command(program, args, options = {}) {
  const environment = { PATH: process.env.PATH, ASAN_OPTIONS: "detect_leaks=1", ...options.environment };
  const result = spawnSync(program, args, {
    encoding: "utf8",
    input: options.input ?? "",
    env: environment,
    timeout: 120000,
    maxBuffer: 1 << 28,
  });
  return { status: result.status ?? result.signal, out: result.stdout, err: result.stderr };
}

// A filled database and what `demo --json` says of it.
export function make_demonstration(program, data = small_data) {
  const database = new_database();
  const made = command(program, ["demo", "--json", "--data", data, "--now", clock.demo, "--database", database.url]);
  if (made.status !== 0) throw new Error(`demo ended with ${made.status}: ${made.err}`);
  return { database, demo: JSON.parse(made.out) };
}

export function free_port() {
  return new Promise((done) => {
    const server = net.createServer();
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

const servers = new Set();
let logs = 0;

// Starts the server and waits until it answers. options: {now, port, supervised, args}, and `real`
// for an installation that is no demonstration.
export async function start_server(program, database, options = {}) {
  const port = options.port ?? (await free_port());
  const server = { port, log: path.join(folder, `server-${++logs}.log`) };
  const log = fs.openSync(server.log, "a");
  server.child = spawn(
    program,
    [
      "serve",
      "--database",
      database.url,
      "--listen",
      `127.0.0.1:${port}`,
      ...(options.real ? [] : ["--now", options.now ?? clock.sale]),
      ...(options.supervised ? [] : ["--no-supervisor"]),
      ...(options.args ?? []),
    ],
    { stdio: ["ignore", log, log] },
  );
  fs.closeSync(log);
  servers.add(server);
  server.ended = new Promise((done) => {
    server.child.on("exit", (code, signal) => {
      servers.delete(server);
      done(code ?? signal);
    });
  });
  server.kill = (signal) => {
    server.child.kill(signal);
    return server.ended;
  };
  server.log_tail = () => fs.readFileSync(server.log, "utf8").split("\n").slice(-30).join("\n");
  await wait_ready(server);
  return server;
}

export const pause = (ms) => new Promise((done) => setTimeout(done, ms));

export async function wait_ready(server, deadline_ms = 60000) {
  const until = Date.now() + deadline_ms;
  while (Date.now() < until && server.child.exitCode === null && server.child.signalCode === null) {
    const answer = await request(server.port, { path: "/readyz", timeout_ms: 2000 }).catch(() => null);
    if (answer?.status === 200) return;
    await pause(10);
  }
  throw new Error(`the server did not start:\n${server.log_tail()}`);
}

export async function end_all() {
  for (const server of servers) server.child.kill("SIGKILL");
  await Promise.all([...servers].map((server) => server.ended));
  drop_all();
}

export function till_of(demo, territory) {
  return demo.tills.find((till) => till.territory === territory);
}
