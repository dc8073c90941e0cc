// One screen in three steps: scan, amount, verdict. The server decides wherever it answers.
import { make_camera } from "./camera.js";
import { make_keypad } from "./keypad.js";
import { drop_refused, heard, line, remember, show_line, watch } from "./line.js";
import { day_of, judge_look, judge_token } from "./rules.js";
import { ask } from "./server.js";
import { play, set_silent, silent } from "./sound.js";
import { queue_keep } from "./store.js";
import { looks_like_code, looks_like_token, mended, read_token } from "./token.js";
import { day_name, has_word, money, read_money, typed_money, word } from "./words.js";

const MISTYPED = ["voucher_no_code", "voucher_unknown_code", "voucher_wrong_check_digit"];
const LONGEST = 400; // of a code that the server looks at; a foreign QR may hold more, on many lines
const CAMERA_KEY = "emplettes-till-camera";

// A refusal of ours, in the words of the server's where it has the same.
const titles = {
  no_code: "voucher_no_code",
  wrong_signature: "voucher_wrong_signature",
  unknown_key: "voucher_wrong_signature",
  other_shop: "voucher_other_shop",
  other_territory: "voucher_other_territory",
  neighbour_not_yet: "voucher_neighbour_not_yet",
  neighbour_no_longer: "voucher_neighbour_no_longer",
  not_yet_valid: "voucher_not_yet_valid",
  expired: "voucher_expired",
  voucher_ceiling: "voucher_offline_ceiling",
  day_ceiling: "voucher_offline_ceiling",
};

export async function start_till(app) {
  const form = document.querySelector(".till-typed");
  const part = (name) => app.querySelector(`[data-part=${name}]`);
  const banner = part("banner");
  let current = null; // the voucher whose amount is asked for
  let unsure = null; // what was sent and never answered
  let waits = null; // what the verdict that is shown says to be kept for the server
  let busy = false;

  const currency = () => line.facts?.currency ?? "EUR";
  const shop = () => document.getElementById("shop")?.value ?? "";

  function step(name) {
    app.dataset.step = name;
    for (const one of ["scan", "amount", "verdict"]) part(one).hidden = one === "scan" ? name === "amount" : one !== name;
    if (form) form.hidden = name === "amount";
    part("retry").hidden = !unsure;
    if (name !== "amount") form?.code.focus({ preventScroll: true });
  }

  // Verdicts.

  function verdict(good, title, sentence, offline = false) {
    waits = null;
    const box = part("verdict");
    box.classList.toggle("good", good);
    box.classList.toggle("offline", offline);
    box.querySelector("h2").textContent = title;
    box.querySelector("p").textContent = sentence;
    if (form) form.code.value = "";
    step("verdict");
    play(good ? "good" : "bad");
    box.scrollIntoView({ block: "start" });
  }

  function refuse_by_server({ refusal, message }, typed = "") {
    current = null;
    verdict(false, has_word(refusal) ? word(refusal) : word("refused_title"), message ?? "");
    if (!form || !MISTYPED.includes(refusal)) return;
    form.code.value = typed; // to be mended, or replaced by the next key
    form.code.select();
  }

  function refuse_here({ refusal, first_on, last_on, neighbour }) {
    current = null;
    const values = { from: first_on && day_name(first_on), until: last_on && day_name(last_on) };
    const agreed_on = refusal === "neighbour_no_longer" ? neighbour?.until_on : neighbour?.from_on;
    if (agreed_on) Object.assign(values, { territory: neighbour.name, day: day_name(agreed_on) });
    verdict(false, word(titles[refusal] ?? "offline_impossible"), word(`here_${refusal}`, values));
  }

  // Amounts.

  function ask_amount(voucher, problem = "") {
    current = voucher;
    unsure = null;
    step("amount");
    const most = money(voucher.most_minor, currency());
    part("balance").textContent = most;
    part("balance-label").textContent = word(voucher.offline ? "at_most" : "balance");
    part("test").hidden = !voucher.test;
    part("code").textContent = voucher.code;
    const days = { until: day_name(voucher.last_on), later: voucher.later_on && day_name(voucher.later_on) };
    const until = word(voucher.later_on ? "extended" : "until", days);
    part("until").textContent = voucher.neighbour ? `${word("of_neighbour", { territory: voucher.neighbour })} · ${until}` : until;
    part("problem").hidden = problem === "";
    part("problem").lastElementChild.textContent = problem;
    keypad.show(typed_money(voucher.most_minor, currency()));
    tell_amount();
  }

  function tell_amount() {
    const minor = read_money(part("sum").value);
    const button = part("take");
    button.lastElementChild.textContent = minor ? word("take", { amount: money(minor, currency()) }) : word("take_what");
  }

  // From a code to its voucher.

  async function judge_here(typed) {
    const token = read_token(typed);
    if (!token && looks_like_token(mended(typed))) return refuse_here({ refusal: "wrong_signature" });
    if (!token) return refuse_here({ refusal: looks_like_code(typed) ? "needs_qr" : "no_code" });
    const judged = await judge_token(token, await line.knowledge());
    if (judged.refusal) return refuse_here(judged);
    const { at_most_minor: most_minor, ...known } = judged;
    ask_amount({ typed: token.text, token, ...known, most_minor, offline: true, nonce: crypto.randomUUID() });
  }

  async function look(scanned) {
    const typed = scanned.replace(/\p{Cc}+/gu, " ").slice(0, LONGEST);
    const reply = await ask("POST", "/api/v1/voucher-looks", { code: typed, shop: shop() });
    await heard(reply !== null, banner);
    if (!reply) return judge_here(typed);
    if (reply.status === 401) return location.reload();
    if (reply.status !== 200) return refuse_by_server(reply.body, typed);
    const { code, balance_minor, expires_on, neighbour, test } = reply.body;
    const seen = { code, balance_minor, test, seen_at: line.now() };
    ask_amount({ typed, look: seen, code, last_on: expires_on, neighbour, test, most_minor: balance_minor, nonce: crypto.randomUUID() });
  }

  // From an amount to green or red.

  async function keep_offline(voucher, amount_minor, sent) {
    const now = line.now();
    const entry = {
      nonce: voucher.nonce,
      code: voucher.typed,
      voucher: voucher.code,
      shop: line.facts.shop,
      amount_minor,
      redeemed_at: new Date(now).toISOString(),
      day: day_of(now, line.facts.zone),
    };
    const kept = await queue_keep(entry).then(() => true, () => false); // false: the disk is full
    if (!kept && sent) return ask_again(voucher, amount_minor);
    current = null;
    if (!kept) return verdict(false, word("not_kept_title"), word("not_kept_text"));
    await show_line(banner);
    const sentence = word(voucher.later_on ? "extended_text" : "offline_taken_text");
    verdict(true, word("offline_taken", { amount: money(amount_minor, currency()) }), sentence, true);
    waits = entry.nonce;
  }

  // The server has decided on what was just taken without it, and nobody has gone on meanwhile.
  line.decided = (entry, reply) => {
    if (entry.nonce !== waits || app.dataset.step !== "verdict" || form?.code.value) return;
    if (reply.status !== 200) return refuse_by_server(reply.body);
    taken({ code: entry.voucher }, reply.body);
  };

  // It may have arrived: only the same act may be tried again.
  function ask_again(voucher, amount_minor) {
    unsure = { voucher, amount_minor };
    verdict(false, word("unsure_title"), word("unsure_text"));
  }

  // Nothing waits to be sent: there is nothing to be paid.
  function play_money() {
    current = null;
    verdict(false, word("test_title"), word("test_text"), true);
  }

  async function take_here(voucher, amount_minor, sent) {
    const knowledge = await line.knowledge();
    const judged = voucher.look ? judge_look(voucher.look, knowledge) : await judge_token(voucher.token, knowledge);
    if (judged.test) return play_money();
    const fits = !judged.refusal && amount_minor <= judged.at_most_minor;
    if (fits) return keep_offline(voucher, amount_minor, sent);
    if (sent) return ask_again(voucher, amount_minor);
    if (judged.refusal) return refuse_here(judged);
    ask_amount({ ...voucher, most_minor: judged.at_most_minor, offline: true }, word("here_voucher_ceiling"));
  }

  async function take(voucher, amount_minor) {
    if (voucher.offline) return take_here(voucher, amount_minor, false);
    const reply = await ask("POST", "/api/v1/redemptions", {
      code: voucher.typed, amount_minor, nonce: voucher.nonce, shop: shop(),
      redeemed_at: new Date(line.now()).toISOString(),
    });
    await heard(reply !== null, banner);
    if (!reply) return take_here(voucher, amount_minor, true);
    unsure = null;
    if (reply.status === 200) return taken(voucher, reply.body);
    if (reply.body.refusal === "voucher_amount_above_balance")
      return ask_amount({ ...voucher, most_minor: reply.body.balance_minor }, reply.body.message);
    refuse_by_server(reply.body);
  }

  function taken(voucher, { taken_minor, balance_minor }) {
    current = null;
    const left = balance_minor > 0 ? word("left", { left: money(balance_minor, currency()) }) : word("spent");
    const title = word("taken", { amount: money(taken_minor, currency()) });
    verdict(true, voucher.test ? `${word("test")} · ${title}` : title, `${word("of_voucher", { code: voucher.code })} ${left}`);
  }

  // Hands.

  async function once(act) {
    if (busy) return;
    busy = true;
    app.classList.add("busy");
    try {
      await act();
    } finally {
      busy = false;
      app.classList.remove("busy");
    }
  }

  function submit_amount() {
    const text = part("sum").value;
    if (looks_like_token(mended(text))) return once(() => look(text)); // another voucher before the scanner
    const minor = read_money(text);
    if (!current || !minor) return ask_amount(current, word("amount_problem"));
    once(() => take(current, minor));
  }

  const keypad = make_keypad(part("keys"), part("sum"), currency, submit_amount);
  const camera = make_camera(part("video"), (text) => {
    if (app.dataset.step !== "amount") once(() => look(text));
  });

  async function start_camera() {
    part("camera-problem").hidden = true;
    part("camera").hidden = false;
    try {
      await camera.start();
      localStorage.setItem(CAMERA_KEY, "1");
      part("camera-start").hidden = true;
    } catch {
      part("camera").hidden = true;
      part("camera-problem").hidden = false;
      localStorage.removeItem(CAMERA_KEY);
    }
  }

  function show_sound() {
    part("sound").setAttribute("aria-pressed", String(!silent()));
  }

  const acts = {
    camera: start_camera,
    take: submit_amount,
    all: () => { part("sum").value = part("sum").dataset.all; part("sum").select(); tell_amount(); },
    cancel: () => { current = null; step("scan"); },
    next: () => { unsure = null; step("scan"); },
    retry: () => once(() => take(unsure.voucher, unsure.amount_minor)),
    read: async () => { await drop_refused(); await show_line(banner); },
    sound: () => { set_silent(!silent()); show_sound(); if (!silent()) play("good"); },
  };
  app.addEventListener("click", (event) => acts[event.target.closest("[data-act]")?.dataset.act]?.());
  part("sum").addEventListener("input", tell_amount);
  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    const typed = form.code.value;
    if (typed.trim()) once(() => look(typed));
  });
  // A keyboard-wedge scanner types wherever the focus is.
  document.addEventListener("keydown", (event) => {
    if (app.dataset.step === "amount" || event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement?.tagName)) form?.code.focus();
  });

  form?.querySelector("button").classList.add("quiet"); // the camera comes first
  app.hidden = false;
  show_sound();
  await remember();
  if (app.dataset.mode !== "revoked") {
    step("scan");
    if (localStorage.getItem(CAMERA_KEY)) start_camera();
  }
  await show_line(banner);
  await watch(banner);
  if ("serviceWorker" in navigator) navigator.serviceWorker.register("/sw.js", { scope: `${app.dataset.root}/caisse` });
  navigator.storage?.persist?.();
}
