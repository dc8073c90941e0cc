// Starting, pinning and weighing processes.
import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";

// Beside other work the two take turns on one core, before everything else: waking the other core
// would wait for what runs there.
export const beside = Boolean(process.env.BENCH_BESIDE);
export const SERVER_CORE = "0";
export const CLIENT_CORE = beside ? "0" : "1";
export const root = process.getuid() === 0;

const running = new Set();

export function say(text) {
  process.stderr.write(`bench: ${text}\n`);
}

export function fail(text) {
  say(text);
  stop_all();
  process.exit(1);
}

const pinned = (core, ...command) => ["taskset", ["-c", core, ...command]];
const measured = (core, ...command) =>
  beside ? ["chrt", ["-r", "1", "taskset", ...pinned(core, ...command)[1]]] : pinned(core, ...command);

// A long-running process on one core; its output goes to a log.
export function start(core, log, command, args, options = {}) {
  const out = fs.openSync(log, "a");
  const child = spawn(...measured(core, command, ...args), {
    stdio: ["ignore", out, out],
    ...options,
  });
  fs.closeSync(out);
  running.add(child);
  child.on("exit", () => running.delete(child));
  return child;
}

export function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((done) => {
    child.on("exit", done);
    child.kill("SIGTERM");
  });
}

export function stop_all() {
  for (const child of running) child.kill("SIGTERM");
}

// A program that runs to its end on one core; resolves to what it printed.
export const run = (core, command, args, options = {}) => ended(pinned(core, command, ...args), options);
// The same of one that measures.
export const run_measured = (core, command, args) => ended(measured(core, command, ...args), {});

function ended([command, args], options) {
  return new Promise((done) => {
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "inherit"], ...options });
    let text = "";
    child.stdout.on("data", (chunk) => (text += chunk));
    child.on("exit", (code) => {
      if (code !== 0) fail(`${command} ${args.join(" ")} ended with ${code}\n${text}`);
      done(text);
    });
  });
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

// The process and all below it: a supervisor and its server, nginx and its worker.
export function family(pid) {
  const below = execFileSync("ps", ["-o", "pid=", "--ppid", String(pid)], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
    // ps says 1 when there is no child.
  }).split(/\s+/);
  return [pid, ...below.filter(Boolean).flatMap((child) => family_or_none(Number(child)))];
}

function family_or_none(pid) {
  try {
    return family(pid);
  } catch {
    return [pid];
  }
}

// Seconds of processor time used so far, user and system, with that of children already gone, in
// ticks of 10 ms.
export function cpu_seconds(pid) {
  let ticks = 0;
  for (const one of family_or_none(pid)) {
    const fields = read_or_empty(`/proc/${one}/stat`).replace(/^.*\) /s, "").split(" ");
    for (const field of fields.slice(11, 15)) ticks += Number(field);
  }
  return ticks / 100;
}

function memory_mib(pid, kind) {
  let kib = 0;
  for (const one of family_or_none(pid))
    kib += Number(kind.exec(read_or_empty(`/proc/${one}/smaps_rollup`))?.[1] ?? 0);
  return kib / 1024;
}

// Proportional set size in MiB: shared pages counted by share.
export const pss_mib = (pid) => memory_mib(pid, /^Pss:\s+(\d+)/m);
// Resident set size: shared pages counted in full, for each process.
export const rss_mib = (pid) => memory_mib(pid, /^Rss:\s+(\d+)/m);

function read_or_empty(file) {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

// Processor, kernel and disk, so that a figure can be read years later.
export function machine(folder) {
  const disk = execFileSync("df", ["--output=source,fstype", folder], { encoding: "utf8" })
    .trim()
    .split("\n")[1]
    .replace(/\s+/g, " ");
  return {
    processor: `${os.cpus()[0].model}, ${os.cpus().length} cores`,
    memory: `${Math.round(os.totalmem() / 2 ** 30)} GiB`,
    kernel: os.release(),
    disk,
    system: /PRETTY_NAME="(.*)"/.exec(read_or_empty("/etc/os-release"))?.[1] ?? "",
  };
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
