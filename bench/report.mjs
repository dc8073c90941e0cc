// Puts the medians into one page: each measure, its rival, the ratio, and the aim it must reach.
import { book_kinds, book_limits } from "./books.mjs";
import { engines, kinds, sizes, ways } from "./directory.mjs";

const number = (value) =>
  value === undefined ? "" : value >= 100 ? Math.round(value).toLocaleString("en") : value.toFixed(1);

// What is compared with what, and the least ratio that satisfies us.
const ratios = [
  ["List of shops, computed, 64 connections", "list 64", "nginx list 64", 0.2],
  ["List of shops, from the page cache, 64 connections", "cached list 64", "nginx list 64", 0.8],
  ["Purchase on SQLite, 1 connection", "sqlite purchase 1", "pgbench 1", 1],
  ["Purchase on SQLite, 64 connections", "sqlite purchase 64", "pgbench 64", 2.5],
  ["Purchase with public money on SQLite, 1 connection", "sqlite purchase with public money 1", "pgbench 1", 0.7],
  ["Purchase with public money on SQLite, 64 connections", "sqlite purchase with public money 64", "pgbench 64", 1.75],
  ["Redemption on SQLite, 64 connections", "sqlite redemption 64", "pgbench 64", 4],
  ["Purchase on PostgreSQL, 1 connection", "postgres purchase 1", "pgbench again 1", 0.3],
  ["Purchase on PostgreSQL, 64 connections", "postgres purchase 64", "pgbench again 64", 0.6],
];

// What may grow with a thousand times the vouchers, and by how much at most.
const growths = [
  "purchase 1",
  "purchase 64",
  "purchase with public money 1",
  "purchase with public money 64",
  "redemption 1",
  "redemption 64",
];

function ratio_rows(medians) {
  return ratios
    .filter(([, ours, rival]) => medians[ours] && medians[rival])
    .map(([title, ours, rival, least]) => {
      const ratio = medians[ours].per_second / medians[rival].per_second;
      const verdict = ratio >= least ? "reached" : "**missed**";
      const [one, other] = [ours, rival].map((name) => number(medians[name].per_second));
      return `| ${title} | ${one} | ${other} | ${ratio.toFixed(2)} | ${least} | ${verdict} |`;
    });
}

// Compared by processor time, of the database too: what one unit costs, however busy the machine is.
function growth_rows(medians) {
  return ["", "postgres "].flatMap((engine) =>
    growths
      .filter((name) => medians[`${engine}few ${name}`] && medians[`${engine}many ${name}`])
      .map((name) => {
        const few = medians[`${engine}few ${name}`], many = medians[`${engine}many ${name}`];
        const ratio = many.cpu_us / few.cpu_us;
        const verdict = ratio <= 1.3 ? "reached" : "**missed**";
        const cells = [few.per_second, many.per_second, few.cpu_us, many.cpu_us].map(number);
        return `| ${engine || "sqlite "}${name} | ${cells.join(" | ")} | ${ratio.toFixed(2)} | 1.3 | ${verdict} |`;
      }),
  );
}

// Pages about money, and the desk's search: what they may take at worst.
function book_rows(medians) {
  return book_kinds
    .filter((kind) => engines.some((engine) => medians[`${engine} books ${kind}`]))
    .map((kind) => {
      const ours = engines.map((engine) => medians[`${engine} books ${kind}`]);
      const cells = ours.flatMap((one) => [one ? `${number(one.p50_us)} / ${number(one.p99_us)}` : "", number(one?.cpu_us)]);
      const most = kind.startsWith("search") ? book_limits.search : book_limits.page;
      const verdict = ours.every((one) => !one || one.p99_us <= most) ? "reached" : "**missed**";
      return `| ${kind} | ${cells.join(" | ")} | ${number(most)} | ${verdict} |`;
    });
}

// The directory: what may grow from 50,000 to 500,000 shops, and by how much at most; and what a
// search may take at worst with 64 visitors at once.
function directory_rows(medians) {
  const rows = [];
  for (const engine of engines)
    for (const kind of kinds)
      for (const n of ways) {
        const of = (size) => medians[`${engine} ${size} ${kind} ${n}`];
        if (!sizes.some(of)) continue;
        const [few, many] = [of(50000), of(500000)];
        const ratio = few && many ? many.p99_us / few.p99_us : undefined;
        const times = sizes.map((size) => (of(size) ? `${number(of(size).p50_us)} / ${number(of(size).p99_us)}` : ""));
        const slow = engine === "sqlite" && n === 64 && kind.includes("word") && many && many.p99_us > 20000;
        const verdict = ratio === undefined ? "" : ratio <= 2 && !slow ? "reached" : "**missed**";
        rows.push(`| ${engine}, ${kind}, ${n} | ${times.join(" | ")} | ${ratio ? ratio.toFixed(2) : ""} | ${verdict} |`);
      }
  return rows;
}

function directory_size_rows(facts) {
  return (facts.directory ?? []).map((one) => {
    const file = one.bytes ? `${number(one.bytes / 2 ** 20)} MiB` : "";
    const name = `${one.engine}, ${number(one.size)} shops`;
    const memory = [one.fresh_mib, one.pss_mib, one.rss_mib].map((mib) => `${number(mib)} MiB`);
    return `| ${name} | ${number(one.imported)} s | ${memory.join(" | ")} | ${file} |`;
  });
}

function all_rows(medians) {
  const whole = Object.entries(medians).filter(([, one]) => one.per_second !== undefined);
  return whole.map(
    ([name, one]) =>
      `| ${name} | ${number(one.per_second)} | ${number(one.p50_us)} | ${number(one.p99_us)} | ${number(one.cpu_us)} |`,
  );
}

function limits(facts) {
  const rows = [];
  const row = (title, value, most, unit) => {
    if (value !== undefined)
      rows.push(`| ${title} | ${number(value)} ${unit} | ${most} ${unit} | ${value <= most ? "reached" : "**missed**"} |`);
  };
  row("Memory (PSS) after the load, SQLite", facts.pss_mib, 48, "MiB");
  row(`Memory (PSS) after the load, SQLite, ${number(facts.many)} vouchers`, facts.many_pss_mib, 48, "MiB");
  row("Start to first page", facts.start_ms, 100, "ms");
  return rows;
}

function import_rows(facts) {
  const rows = [];
  const judged = (value, most) => (most === undefined ? "" : value <= most ? "reached" : "**missed**");
  for (const { engine, shops, kind, seconds, cpu_s, rss_mib, most_s, most_mib } of facts.import ?? []) {
    const cells = [number(shops / seconds), seconds.toFixed(1), cpu_s.toFixed(1), number(rss_mib)];
    const bounds = [most_s, judged(seconds, most_s), most_mib, judged(rss_mib, most_mib)].map((cell) => cell ?? "");
    rows.push(`| ${engine}, ${number(shops)} shops, ${kind} | ${[...cells, ...bounds].join(" | ")} |`);
  }
  return rows;
}

function act_rows(facts) {
  return (facts.acts ?? []).map(({ engine, act, answered_s, done_s, p50_us, p99_us, most_us }) => {
    const waits = [p50_us, p99_us, most_us].map((us) => number(us / 1000));
    return `| ${engine}, ${act} | ${[answered_s.toFixed(2), done_s.toFixed(1), ...waits].join(" | ")} |`;
  });
}

function page_rows(facts) {
  return (facts.pages ?? []).map(({ page, p50_us, cpu_us, bytes }) =>
    `| \`${page}\` | ${[p50_us, cpu_us, bytes].map(number).join(" | ")} |`);
}

function hours_rows(facts) {
  const { hours } = facts;
  if (hours === undefined) return [];
  const row = (title, value, sign, bound) => {
    const holds = sign === "at least" ? value >= bound : value <= bound;
    return `| ${title} | ${number(value)} | ${sign} ${number(bound)} | ${holds ? "reached" : "**missed**"} |`;
  };
  return [
    row("“Open now?” of values read once, a second", hours.parsed_per_second, "at least", 1000000),
    row("The same through the cache, by their text", hours.cached_per_second, "at least", 1000000),
    row("Values read, a second", hours.reads_per_second, "at least", 1000),
    row("The dearest value, µs to read and ask", hours.worst_us, "at most", 1000),
  ];
}

function table(title, head, rows) {
  if (rows.length === 0) return "";
  const line = head.map((_, i) => (i === 0 ? "---" : "--:")).join(" | ");
  return `## ${title}\n\n| ${head.join(" | ")} |\n| ${line} |\n${rows.join("\n")}\n\n`;
}

// Parts that measure by rounds of seconds; the others say in their title how.
const timed = new Set(["list", "sqlite", "postgres", "growth"]);

function part_rows(parts) {
  return Object.entries(parts).map(([name, { day, commit, rounds, seconds }]) =>
    `| ${name} | ${day} | ${commit} | ${timed.has(name) ? `${rounds} of ${seconds} s` : ""} |`);
}

export function report({ parts, facts, medians }) {
  return (
    `# Results\n\nMade by \`make bench\`; what each line means is in README.md beside this page.\n` +
    `${facts.processor}, ${facts.memory}, ${facts.system}, Linux ${facts.kernel}, disk ${facts.disk}. ` +
    `Medians of interleaved rounds` +
    `${facts.beside ? " beside other work, server and client on one core" : ""}` +
    `${facts.page_bytes ? `; a list page has ${number(facts.page_bytes)} bytes` : ""}.\n\n` +
    table("When each part was measured", ["", "day", "build", "rounds"], part_rows(parts)) +
    table("Against the rivals", ["", "ours/s", "rival/s", "ratio", "at least", ""], ratio_rows(medians)) +
    table(
      `With ${number(facts.many)} vouchers against 10,000`,
      ["", "few/s", "many/s", "few, CPU µs", "many, CPU µs", "cost ratio", "at most", ""],
      growth_rows(medians),
    ) +
    table("Public pages, computed each time, one visitor", ["", "p50 µs", "CPU µs", "bytes"], page_rows(facts)) +
    table(
      `Pages about money and the desk's search with ${number(facts.books)} vouchers: p50 / p99 and CPU, in µs`,
      ["", ...engines.flatMap((engine) => [engine, "CPU"]), "p99 at most", ""],
      book_rows(medians),
    ) +
    table(
      `Acts on ${number(facts.acts_vouchers ?? 0)} vouchers, and a till beside them`,
      ["", "answered after, s", "done after, s", "till p50, ms", "till p99, ms", "till at most, ms"],
      act_rows(facts),
    ) +
    table(
      `Opening hours: ${number(facts.hours?.values ?? 0)} values of real shops, one core`,
      ["", "measured", "bound", ""],
      hours_rows(facts),
    ) +
    table(
      `The directory: p50 / p99 in µs, ${facts.directory_runs}`,
      ["", ...sizes.map((size) => `${number(size)} shops`), "p99, 500,000 to 50,000, at most 2", ""],
      directory_rows(medians),
    ) +
    table(
      "Importing one file (GeoJSON); processor time and memory are the command's",
      ["", "rows/s", "s", "CPU s", "memory (RSS) MiB", "at most s", "", "at most MiB", ""],
      import_rows(facts),
    ) +
    table(
      "The directory's size",
      ["", "import", "PSS at start", "PSS after the load", "RSS after the load", "file"],
      directory_size_rows(facts),
    ) +
    table("Limits", ["", "measured", "at most", ""], limits(facts)) +
    table("Everything measured", ["", "per second", "p50 µs", "p99 µs", "CPU µs each"], all_rows(medians))
  ).trimEnd() + "\n";
}
