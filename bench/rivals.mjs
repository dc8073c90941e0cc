// Those we measure ourselves against, set up as their own manuals advise: nginx serving our bytes
// as static files, and PostgreSQL under pgbench's TPC-B, on the same core and disk.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { CLIENT_CORE, SERVER_CORE, cpu_seconds, fail, free_port, root, run, start } from "./process.mjs";

export async function start_nginx(folder, files) {
  const port = await free_port();
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(path.join(folder, "files"), { recursive: true });
  files.forEach((bytes, i) => fs.writeFileSync(path.join(folder, "files", `${i}.html`), bytes));
  fs.writeFileSync(
    path.join(folder, "nginx.conf"),
    `daemon off; pid nginx.pid; error_log error.log; worker_processes 1;
${root ? "user root;" : ""}
events { worker_connections 1024; }
http {
  types { text/html html; } charset utf-8;
  access_log off; sendfile on; tcp_nopush on; tcp_nodelay on;
  keepalive_timeout 600; keepalive_requests 1000000000;
  open_file_cache max=1000 inactive=600s; open_file_cache_valid 600s;
  server { listen 127.0.0.1:${port} backlog=1024; root files; }
}
`,
  );
  const child = start(SERVER_CORE, path.join(folder, "log"), nginx_program(), [
    ...["-p", `${folder}/`, "-c", "nginx.conf"],
  ]);
  return { child, address: `127.0.0.1:${port}`, paths: files.map((_, i) => `/${i}.html`) };
}

function nginx_program() {
  const found = ["/usr/sbin/nginx", "/usr/bin/nginx"].find((file) => fs.existsSync(file));
  return found ?? fail("nginx is missing: ./dev bench installs it.");
}

function postgres_folder() {
  const versions = fs.existsSync("/usr/lib/postgresql") ? fs.readdirSync("/usr/lib/postgresql") : [];
  const newest = versions.sort((a, b) => Number(b) - Number(a))[0];
  if (!newest) fail("PostgreSQL is missing: ./dev bench installs it.");
  return `/usr/lib/postgresql/${newest}/bin`;
}

// PostgreSQL refuses to run as root; root hands it to the user of Debian's package.
function as_postgres(command, args) {
  return root ? ["runuser", ["-u", "postgres", "--", command, ...args]] : [command, args];
}

export async function start_postgres(folder) {
  const bin = postgres_folder();
  const data = path.join(folder, "data");
  const port = await free_port();
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  if (root) execFileSync("chown", ["postgres", folder]);
  execFileSync(...as_postgres(`${bin}/initdb`, ["-D", data, "-A", "trust", "-U", "bench"]), {
    stdio: "ignore",
    cwd: "/",
  });
  // Durable as installed: fsync and synchronous_commit stay on. No checkpoint falls into one
  // measurement and not into another.
  const settings = {
    listen_addresses: "127.0.0.1",
    port,
    unix_socket_directories: folder,
    shared_buffers: "512MB",
    max_wal_size: "8GB",
    checkpoint_timeout: "1h",
    max_connections: 200,
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const child = start(
    SERVER_CORE,
    path.join(folder, "log"),
    ...as_postgres(`${bin}/postgres`, ["-D", data, ...flags]),
    { cwd: "/" },
  );
  const postgres = { bin, child, port, url: (name) => `postgresql://bench@127.0.0.1:${port}/${name}` };
  await wait_until_ready(postgres);
  return postgres;
}

async function wait_until_ready({ bin, port }) {
  for (let i = 0; i < 200; i++) {
    try {
      execFileSync(`${bin}/pg_isready`, ["-q", "-h", "127.0.0.1", "-p", String(port)]);
      return;
    } catch {
      await new Promise((done) => setTimeout(done, 50));
    }
  }
  fail("PostgreSQL did not start; see its log under bench/out.");
}

// Empty, or a copy of another.
export function create_database(postgres, name, of = "template1") {
  const where = ["-h", "127.0.0.1", "-p", String(postgres.port), "-U", "bench"];
  execFileSync(`${postgres.bin}/createdb`, [...where, "-T", of, name]);
}

// With at least as many branches as clients nobody waits for a branch's row by design.
export async function fill_pgbench(postgres, scale) {
  create_database(postgres, "tpcb");
  await run(CLIENT_CORE, `${postgres.bin}/pgbench`, ["-i", "-q", "-s", String(scale), ...connection(postgres)], {
    stdio: ["ignore", "pipe", "ignore"],
  });
}

function connection(postgres) {
  return ["-h", "127.0.0.1", "-p", String(postgres.port), "-U", "bench", "tpcb"];
}

// Transactions per second and their latency, TPC-B as pgbench has it built in.
export async function pgbench(postgres, clients, seconds) {
  const before = cpu_seconds(postgres.child.pid);
  const text = await run(CLIENT_CORE, `${postgres.bin}/pgbench`, [
    ...["-c", String(clients), "-j", "1", "-T", String(seconds), ...connection(postgres)],
  ]);
  const per_second = Number(/tps = ([\d.]+)/.exec(text)?.[1]);
  const count = Number(/actually processed: (\d+)/.exec(text)?.[1]);
  const failed = Number(/failed transactions: (\d+)/.exec(text)?.[1] ?? 0);
  if (!per_second || failed > 0) fail(`pgbench measured nothing:\n${text}`);
  return {
    per_second,
    p50_us: Number(/latency average = ([\d.]+)/.exec(text)?.[1]) * 1000,
    cpu_us: ((cpu_seconds(postgres.child.pid) - before) / count) * 1e6,
  };
}
