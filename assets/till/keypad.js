// The amount by thumb: the first key replaces what stands there, as if it were selected.
import { decimal_sign } from "./words.js";

const MOST_SIGNS = 9;
// A scanner that ends its code with two returns, or a hand that presses twice, means the code only.
const ECHO_MS = 300;

export function make_keypad(keys, field, currency_of, enter) {
  let fresh = true;
  let shown_at = 0;

  function press(key) {
    const sign = decimal_sign(currency_of());
    const text = fresh ? "" : field.value;
    fresh = false;
    if (key === "back") field.value = text.slice(0, -1);
    else if (key === "sign") field.value = /[.,]/.test(text) ? text : `${text || "0"}${sign}`;
    else if (text.length < MOST_SIGNS && !/[.,]\d\d$/.test(text)) field.value = text + key;
    field.dispatchEvent(new Event("input"));
  }

  keys.addEventListener("click", (event) => {
    const key = event.target.closest("[data-key]")?.dataset.key;
    if (key) press(key);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      if (performance.now() - shown_at > ECHO_MS) enter();
    } else fresh = false;
  });
  return {
    show(text) {
      keys.querySelector("[data-key=sign]").textContent = decimal_sign(currency_of());
      field.value = field.dataset.all = text;
      fresh = true;
      shown_at = performance.now();
      field.focus({ preventScroll: true });
      field.select();
    },
  };
}
