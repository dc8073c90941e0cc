// The till's sentences stand in the page, in the reader's language; {words} in braces are filled here.
const language = document.documentElement.lang;
const days = language === "en" ? "en-GB" : language; // as the server writes them
const sentences = new Map();
for (const item of document.querySelectorAll("#till-words [data-word]"))
  sentences.set(item.dataset.word, item.textContent);

export const has_word = (name) => sentences.has(name);

export function word(name, values = {}) {
  return (sentences.get(name) ?? name).replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}

export const money = (minor, currency) =>
  new Intl.NumberFormat(language, { style: "currency", currency }).format(minor / 100);

// As one types it: "12,50", in francs and in English "12.50".
export const typed_money = (minor, currency) => {
  const text = (minor / 100).toFixed(2);
  return decimal_sign(currency) === "," ? text.replace(".", ",") : text;
};

export const decimal_sign = (currency) => (language === "en" || currency === "CHF" ? "." : ",");

// Minor units, or null, as base/money.c reads them: "12,5" is 12.50, "1 234" groups by three, and
// "12 50" is neither.
export function read_money(text) {
  const bare = text.trim().replace(/^(EUR|CHF|€|Fr\.?)\s*|\s*(EUR|CHF|€|Fr\.?)$/i, "");
  const found = /^(\d{1,3}(?:[\s'’]\d{3})+|\d{1,7})(?:[.,](\d{0,2}))?$/.exec(bare);
  return found ? Number(found[1].replace(/\D/g, "")) * 100 + Number((found[2] ?? "").padEnd(2, "0")) : null;
}

export const day_name = (iso) =>
  new Intl.DateTimeFormat(days, { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }).format(
    new Date(`${iso}T00:00:00Z`),
  );
