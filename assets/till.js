// The till. Where its page is whole it becomes one screen: scan, balance, amount, green or red, with
// a network or without. The plain pages, which work without this file, get their small helps only.
import { start_till } from "./till/app.js";

const code = document.querySelector(".till-code");
if (code) {
  code.addEventListener("input", () => {
    if (code.selectionStart !== code.value.length) return; // mending the middle: leave the caret
    const typed = code.value.toUpperCase().replace(/[\s-]/g, "");
    if (typed.length <= 12 && /^[0-9A-Z]*$/.test(typed)) code.value = typed.match(/.{1,4}/g)?.join(" ") ?? "";
  });
}

const amount = document.querySelector(".till form [name=amount]");
if (amount) amount.addEventListener("focus", () => amount.select());

const app = document.getElementById("till-app");
if (app) start_till(app);
