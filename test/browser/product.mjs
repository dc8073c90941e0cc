// Starts the debug build on a fresh demonstration database. The demonstration is made once and
// copied, so that every walk begins in the same state; the clock may be moved by a restart.
import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { start_register } from "./register.mjs";

const build = process.env.BUILD ?? "build";

export const clock = {
  start: "2026-05-20T10:00:00Z", // vouchers are sold, not yet redeemed
  open: "2026-07-01T10:00:00Z", // shops have opened again
  expired: "2027-01-15T10:00:00Z",
};

export function temporary_folder() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "emplettes-"));
  process.on("exit", () => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function make_demonstration(folder, variant = "debug") {
  const program = path.join(build, variant === "debug" ? "debug/emplettes" : "emplettes");
  const file = path.join(folder, "demonstration.db");
  const text = execFileSync(
    program,
    ["demo", "--json", "--now", clock.start, "--database", `sqlite:${file}`],
    { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] },
  );
  return { program, folder, file, demo: JSON.parse(text) };
}

let copies = 0;

export async function start_product(demonstration, now = clock.start, flags = []) {
  const { program, folder, demo } = demonstration;
  const database = path.join(folder, `walk-${++copies}.db`);
  fs.copyFileSync(demonstration.file, database);
  const product = { demo, database, program, flags, log: path.join(folder, `walk-${copies}.log`) };
  product.port = await free_port();
  product.register = await start_register();
  product.url = (territory) => `http://${territory}.localhost:${product.port}`;
  product.sign_in = (territory, role) =>
    demo.signins.find((one) => one.territory === territory && one.role === role);
  product.stop = () => stop(product);
  product.restart = async (later) => {
    await stop(product);
    await serve(product, later);
  };
  await serve(product, now);
  return product;
}

async function serve(product, now) {
  const log = fs.openSync(product.log, "a");
  product.child = spawn(
    product.program,
    [
      ...["serve", "--database", `sqlite:${product.database}`, "--now", now],
      ...["--listen", `127.0.0.1:${product.port}`, "--register-url", product.register],
      ...["--base-url", `http://{host}:${product.port}`],
      ...["--uploads", `${product.database}.uploads`],
      ...product.flags,
    ],
    { stdio: ["ignore", log, log] },
  );
  fs.closeSync(log);
  product.ended = new Promise((done) => product.child.on("exit", (code, signal) => done(code ?? signal)));
  for (let tries = 0; tries < 600; tries++) {
    if (await answers(product.port)) return;
    if (product.child.exitCode !== null) break;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`the server did not start:\n${tail(product.log)}`);
}

// A server that leaks, races into a sanitizer's arms or dies badly fails the walk it served.
async function stop(product) {
  product.child.kill("SIGTERM");
  const end = await product.ended;
  if (end !== 0) throw new Error(`the server ended with ${end}:\n${tail(product.log)}`);
}

export function tail(file) {
  return fs.readFileSync(file, "utf8").split("\n").slice(-40).join("\n");
}

async function answers(port) {
  try {
    const reply = await fetch(`http://127.0.0.1:${port}/readyz`);
    return reply.ok;
  } catch {
    return false;
  }
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
