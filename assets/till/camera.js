// The camera as a scanner of QR codes, and of nothing else: other patterns are noise to it.
import QrScanner from "qr-scanner";

const AGAIN_MS = 4000;
const SHARP = 640; // pixels a side: our codes have 41 modules, and people hold them near

// The middle of the picture, nearly all of it: a code is held as it comes.
function region({ videoWidth, videoHeight }) {
  const side = Math.round(Math.min(videoWidth, videoHeight) * 0.94);
  const sharp = Math.min(side, SHARP);
  return {
    x: Math.round((videoWidth - side) / 2),
    y: Math.round((videoHeight - side) / 2),
    width: side,
    height: side,
    downScaledWidth: sharp,
    downScaledHeight: sharp,
  };
}

// Calls `found(text)` once for a code as long as it stays in view. It goes on whatever comes of it.
export function make_camera(video, found) {
  let last = "";
  let seen_at = 0;
  function decoded({ data }) {
    const now = Date.now();
    const same = data === last && now - seen_at < AGAIN_MS;
    last = data;
    seen_at = now;
    if (!same && data) found(data);
  }
  const scanner = new QrScanner(video, decoded, {
    returnDetailedScanResult: true,
    calculateScanRegion: region,
    preferredCamera: "environment",
    maxScansPerSecond: 8,
    onDecodeError() {}, // no code in this picture
  });
  return {
    start: () => scanner.start(),
    stop: () => scanner.stop(),
  };
}
