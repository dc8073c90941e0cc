// Chance that can be repeated: EMPLETTES_SEED=N runs a suite with the same dice again.
export const seed = Number(process.env.EMPLETTES_SEED ?? Date.now() % 1000000);

// Mulberry32: small, and good enough to pick moments.
export function dice(start = seed) {
  let state = start >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export function between(roll, low, high) {
  return low + Math.floor(roll() * (high - low + 1));
}
