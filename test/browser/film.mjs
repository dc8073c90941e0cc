// What a camera sees: QR codes cut from our own PDFs, one after the other, as a film that Chromium
// takes for its camera.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

const WIDTH = 640;
const HEIGHT = 480;
const SIDE = 400; // of the code with its quiet zone, in the middle of the picture
const PER_SECOND = 5;

// A portable graymap (P5), as pdftoppm writes it.
function read_pgm(file) {
  const bytes = fs.readFileSync(file);
  const head = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.subarray(0, 60).toString("latin1"));
  return { width: Number(head[1]), height: Number(head[2]), pixels: bytes.subarray(head[0].length) };
}

// Where the QR lies on the sheet, with its quiet zone.
function find_code(file) {
  const said = execFileSync("ZXingReader", ["-format", "QRCode", file], { encoding: "utf8" });
  const found = /Position:(.*)/.exec(said)[1].matchAll(/(\d+)x(\d+)/g);
  const points = [...found].map(([, x, y]) => [Number(x), Number(y)]);
  const [left, top] = [0, 1].map((axis) => Math.min(...points.map((point) => point[axis])));
  const [right, bottom] = [0, 1].map((axis) => Math.max(...points.map((point) => point[axis])));
  const margin = Math.round((right - left) / 10);
  return { left: left - margin, top: top - margin, width: right - left + 2 * margin, height: bottom - top + 2 * margin };
}

function picture_of(sheet, code) {
  const luma = Buffer.alloc(WIDTH * HEIGHT, 235);
  const [x0, y0] = [(WIDTH - SIDE) / 2, (HEIGHT - SIDE) / 2];
  for (let y = 0; y < SIDE; y++)
    for (let x = 0; x < SIDE; x++) {
      const from_x = code.left + Math.floor((x * code.width) / SIDE);
      const from_y = code.top + Math.floor((y * code.height) / SIDE);
      luma[(y0 + y) * WIDTH + x0 + x] = sheet.pixels[from_y * sheet.width + from_x];
    }
  return luma;
}

// Each PDF is held before the camera for three seconds, with a pause of one.
export function film_of(pdfs, folder) {
  const nothing = Buffer.alloc(WIDTH * HEIGHT, 128);
  const colour = Buffer.alloc((WIDTH * HEIGHT) / 2, 128);
  const parts = [Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F${PER_SECOND}:1 Ip A1:1 C420jpeg\n`)];
  const show = (luma, seconds) => {
    for (let frame = 0; frame < seconds * PER_SECOND; frame++) parts.push(Buffer.from("FRAME\n"), luma, colour);
  };
  pdfs.forEach((pdf, number) => {
    const base = path.join(folder, `film-${number}`);
    fs.writeFileSync(`${base}.pdf`, pdf);
    execFileSync("pdftoppm", ["-r", "150", "-gray", "-singlefile", `${base}.pdf`, base]);
    show(picture_of(read_pgm(`${base}.pgm`), find_code(`${base}.pgm`)), 3);
    show(nothing, 1);
  });
  const file = path.join(folder, "film.y4m");
  fs.writeFileSync(file, Buffer.concat(parts));
  return file;
}
