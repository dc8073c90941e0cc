// The preview of the hours editor follows what is typed. Without this script its button does.
const editor = document.querySelector("[data-hours]");
const form = editor?.closest("form");
const preview = editor?.querySelector("[data-preview]");
let wait = 0;
let asked = 0;

async function refresh() {
  const number = ++asked;
  const body = new URLSearchParams(new FormData(form));
  const reply = await fetch(editor.dataset.hours, { method: "POST", body });
  if (reply.ok && number === asked) preview.innerHTML = await reply.text();
}

// Typing a time opens the day; a closed day shows no times.
function follow(target) {
  const row = target.closest(".week-day");
  const mode = row?.querySelector("select");
  if (target.type === "time" && target.value && mode && mode.value !== "open") mode.value = "open";
  if (target.name === "raw") form.querySelector("[name=input][value=raw]").checked = true;
  if (target.closest(".week")) form.querySelector("[name=input][value=rows]").checked = true;
}

function show_times() {
  for (const row of editor.querySelectorAll(".week .week-day"))
    row.classList.toggle("week-quiet", row.querySelector("select").value !== "open");
}

if (form && preview) {
  editor.classList.add("live");
  show_times();
  editor.addEventListener("input", ({ target }) => {
    follow(target);
    show_times();
    clearTimeout(wait);
    wait = setTimeout(() => refresh().catch(() => {}), 200);
  });
}
