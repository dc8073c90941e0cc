// The till without the wait: the code falls into groups of four while it is typed or scanned, and
// the amount is selected so that the first key replaces it. The page works without this file.
const code = document.querySelector(".till-code");
if (code) {
  code.addEventListener("input", () => {
    if (code.selectionStart !== code.value.length) return; // mending the middle: leave the caret
    const typed = code.value.toUpperCase().replace(/[\s-]/g, "");
    code.value = typed.match(/.{1,4}/g)?.join(" ") ?? "";
  });
}

const amount = document.querySelector(".till [name=amount]");
if (amount) amount.addEventListener("focus", () => amount.select());
