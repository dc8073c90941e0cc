// Two tones up for yes, one low for no: to be told apart without looking. Off stays off.
const KEY = "emplettes-till-silent";
const tones = {
  good: [[660, 0, 0.12], [990, 0.13, 0.22]],
  bad: [[180, 0, 0.4]],
};
let context;

export const silent = () => localStorage.getItem(KEY) === "1";
export const set_silent = (off) => localStorage.setItem(KEY, off ? "1" : "0");

function tone([frequency, after, lasts]) {
  const oscillator = context.createOscillator();
  const gain = context.createGain();
  const start = context.currentTime + after;
  oscillator.frequency.value = frequency;
  oscillator.type = frequency < 300 ? "square" : "sine";
  gain.gain.setValueAtTime(0.25, start);
  gain.gain.exponentialRampToValueAtTime(0.001, start + lasts);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(start);
  oscillator.stop(start + lasts);
}

export function play(name) {
  if (silent() || !("AudioContext" in window)) return;
  context ??= new AudioContext();
  context.resume?.();
  tones[name].forEach(tone);
}
