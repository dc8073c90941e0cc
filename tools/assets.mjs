// Builds what the browser gets. Into OUT/assets: every CSS and JS entry bundled and minified by
// esbuild, fonts and images as they are, each with a .gz beside it where that saves a tenth; embed
// then puts the folder into the program. OUT/assets.manifest says `name hashed-name content-type`,
// a line each. OUT/icons: the outlines named in assets/icons.txt, all of them in icons.svg, for {{icon}}.
import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";
import { buildSync } from "esbuild";

const [, , out, ...more] = process.argv;
const types = {
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".webp": "image/webp",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
};
const manifest = [];
const WORKER = "sw.js"; // the service worker

function fail(sentence) {
  process.stderr.write(`assets: ${sentence}\n`);
  process.exit(1);
}

if (!out || out.startsWith("-") || more.length > 0) fail("usage: assets.mjs OUT");

// The same FNV-1a as in embed.c, which makes the URLs: a style sheet names its fonts by them.
function content_hash(bytes) {
  let hash = 14695981039346656037n;
  for (const byte of bytes) hash = ((hash ^ BigInt(byte)) * 1099511628211n) & 0xffffffffffffffffn;
  return hash.toString(16).padStart(16, "0");
}

function publish(name, bytes) {
  const extension = path.extname(name);
  if (!types[extension]) fail(`${name}: no content type is known for ${extension}.`);
  const file = path.join(out, "assets", name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, bytes);
  const packed = zlib.gzipSync(bytes, { level: 9 });
  if (packed.length < bytes.length * 0.9) fs.writeFileSync(`${file}.gz`, packed);
  const hashed = `${name.slice(0, -extension.length)}.${content_hash(bytes)}${extension}`;
  manifest.push(`${name} ${hashed} ${types[extension]}`);
  return hashed;
}

function files_of(folder) {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) =>
      entry.isDirectory()
        ? files_of(path.join(folder, entry.name))
        : [path.join(folder, entry.name)],
    )
    .sort();
}

let measures;
let letters;

// url(NAME) in a style sheet names a file already published, url(icon:NAME) an outline of icons.txt;
// esbuild leaves them alone and we put the hashed name or the outline in.
function bundle(file, published, define = {}) {
  const result = buildSync({
    define,
    entryPoints: [file],
    bundle: true,
    minify: true,
    write: false,
    format: file.endsWith(".js") ? "esm" : undefined,
    target: ["chrome100", "firefox100", "safari15"],
    external: ["*.woff2", "*.svg", "*.webp", "*.png", "icon:*"],
    legalComments: "none",
    logLevel: "warning",
  });
  const text = result.outputFiles[0].text;
  if (!file.endsWith(".css")) return Buffer.from(text);
  return style_sheet(file, published, short_tokens(text));
}

// Tokens are for people who read assets/app.css. What is sent says a measure that never changes as it
// is, and calls the others by a letter. --accent keeps its name: the territory's theme sets it.
function short_tokens(text) {
  const source = read("assets/app.css");
  const declared = [...source.matchAll(/(--[a-z][a-z0-9-]*): ([^;]+);/g)];
  const times = (name) => declared.filter(([, other]) => other === name).length;
  measures ??= new Map(
    declared
      .filter(([, name, value]) => times(name) === 1 && /^[\d.]+(px|rem)$/.test(value))
      .map(([, name, value]) => [name, value.replace(/^0\./, ".")]),
  );
  letters ??= new Map(
    [...new Set(declared.map(([, name]) => name))]
      .filter((name) => name !== "--accent" && name.length > 4 && !measures.has(name))
      .map((name, at) => [name, `--${at < 26 ? "" : "z"}${String.fromCharCode(97 + (at % 26))}`]),
  );
  return text
    .replace(/(--[a-z][a-z0-9-]*): ([^;}]+);?/g, (whole, name) => (measures.has(name) ? "" : whole))
    .replace(/var\((--[a-z][a-z0-9-]*)\)/g, (whole, name) => measures.get(name) ?? whole)
    .replace(/--[a-z][a-z0-9-]+/g, (name) => letters.get(name) ?? name)
    .replace(/(--[\w-]+): /g, "$1:")
    .replaceAll(";}", "}");
}

function style_sheet(file, published, text) {
  return Buffer.from(
    text.replace(/url\(["']?([^"')]+)["']?\)/g, (whole, url) => {
      if (/^(data:|#)/.test(url)) return whole;
      if (url.startsWith("icon:")) return `url("${outline_of(url.slice("icon:".length))}")`;
      const hashed = published.get(url);
      if (!hashed) fail(`${file}: url(${url}) names no font or image that is published.`);
      return `url(/assets/${hashed})`;
    }),
  );
}

// An icon as a mask: the style sheet holds it, so a page that shows it a hundred times need not.
function outline_of(name) {
  const file = path.join(out, "icons", `${name}.svg`);
  if (!fs.existsSync(file)) fail(`a style sheet names the icon ${name}, assets/icons.txt does not.`);
  const text = compact(read(file))
    .replace(/<svg[^>]*>/, (tag) => tag.replace(/ (class|width|height)="[^"]*"/g, ""))
    .replaceAll('"', "'");
  return `data:image/svg+xml,${encodeURIComponent(text).replace(/%(2F|20|2C|3D|3A|3B)/g, unescape)}`;
}

function compact(svg) {
  return svg.replace(/<!--.*?-->/gs, "").replace(/\s+/g, " ").replace(/ ?(\/?>|<) ?/g, "$1").trim();
}

function copy_icons() {
  const folder = path.join(out, "icons");
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  const names = fs.readFileSync("assets/icons.txt", "utf8").split("\n");
  for (const line of names) {
    const name = line.replace(/#.*/, "").trim();
    if (!name) continue;
    const source = `node_modules/lucide-static/icons/${name}.svg`;
    if (!fs.existsSync(source)) fail(`assets/icons.txt: lucide has no icon "${name}".`);
    fs.copyFileSync(source, path.join(folder, `${name}.svg`));
  }
  for (const own of files_of("assets/icons"))
    fs.copyFileSync(own, path.join(folder, path.basename(own)));
  publish("icons.svg", Buffer.from(sheet_of(files_of(folder))));
}

// All icons in one file that a browser keeps: a page names an icon in 90 bytes instead of drawing it.
function sheet_of(files) {
  const symbols = files.map((file) => {
    const name = path.basename(file, ".svg");
    const [, box] = /viewBox="([^"]*)"/.exec(read(file)) ?? fail(`${file}: no viewBox.`);
    const [, inner] = /<svg[^>]*>(.*)<\/svg>/s.exec(read(file)) ?? fail(`${file}: no svg.`);
    return `<symbol id="${name}" viewBox="${box}">${compact(inner)}</symbol>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`;
}

function read(file) {
  return fs.readFileSync(file, "utf8");
}

function publish_all() {
  const published = new Map();
  const packages = JSON.parse(fs.readFileSync("assets/packages.json", "utf8"));
  for (const [name, source] of Object.entries(packages)) {
    const file = path.join("node_modules", source);
    if (!fs.existsSync(file)) fail(`assets/packages.json: ${source} is not installed; run npm ci.`);
    published.set(name, publish(name, fs.readFileSync(file)));
  }
  const still = ["fonts", "images", "patterns"].flatMap((folder) => files_of(`assets/${folder}`));
  for (const file of still) {
    const name = path.relative("assets", file);
    published.set(name, publish(name, fs.readFileSync(file)));
  }
  // Only files directly in assets/ are entries; what they import lies in folders.
  for (const entry of fs.readdirSync("assets").sort())
    if (entry === WORKER) continue;
    else if (/\.(css|js)$/.test(entry)) publish(entry, bundle(path.join("assets", entry), published));
    else if (/\.(webmanifest|ico|svg)$/.test(entry))
      publish(entry, fs.readFileSync(path.join("assets", entry)));
  publish_worker(published);
}

// Last, with a version that changes when any other file does: browsers then fill its store anew.
function publish_worker(published) {
  const version = JSON.stringify(content_hash(Buffer.from([...manifest].sort().join("\n"))));
  publish(WORKER, bundle(path.join("assets", WORKER), published, { "self.SHELL_VERSION": version }));
}

fs.rmSync(path.join(out, "assets"), { recursive: true, force: true });
fs.mkdirSync(path.join(out, "assets"), { recursive: true });
copy_icons();
publish_all();
manifest.sort();
fs.writeFileSync(path.join(out, "assets.manifest"), manifest.map((line) => line + "\n").join(""));
