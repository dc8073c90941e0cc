// Suggestions while one types, as an accessible combobox (WAI-ARIA 1.2), and the visitor's position
// for « Autour de moi ». Where data-pick names a field, only shops are suggested and the one chosen
// is written down there instead of visited. Without this file the same forms work.
const WAIT_MS = 120;

function option_of(one, number, field) {
  const option = document.createElement("li");
  option.id = `suggestion-${number}`;
  option.role = "option";
  const label = document.createElement("span");
  label.textContent = one.town ? `${one.label}, ${one.town}` : one.label;
  const kind = document.createElement("small");
  kind.textContent = one.shops ? `${field.dataset[one.kind]} · ${one.shops}` : field.dataset[one.kind];
  option.append(label, kind);
  const root = field.dataset.root;
  const value = encodeURIComponent(one.value);
  option.dataset.href = one.kind === "shop" ? `${root}/${value}` : `${root}?${one.kind}=${value}`;
  option.dataset.value = one.value;
  option.dataset.label = one.label;
  return option;
}

// What was chosen of several before is forgotten.
function pick(field, option) {
  const { form, dataset } = field;
  document.querySelectorAll(`fieldset:has([name=${dataset.pick}]), input[name=${dataset.pick}]`)
    .forEach((old) => old.remove());
  const chosen = document.createElement("input");
  Object.assign(chosen, { type: "hidden", name: dataset.pick, value: option.dataset.value });
  field.value = option.dataset.label;
  form.elements.shop_asked.value = field.value;
  form.append(chosen);
}

function combobox(field) {
  const list = document.createElement("ul");
  let current = -1;
  let asked = "";
  let timer = 0;

  function close() {
    list.hidden = true;
    current = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  }

  function choose(number) {
    list.children[current]?.removeAttribute("aria-selected");
    current = number;
    const option = list.children[current];
    if (!option) return field.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    field.setAttribute("aria-activedescendant", option.id);
  }

  function show(items) {
    list.replaceChildren(...items.map((one, number) => option_of(one, number, field)));
    current = -1;
    list.hidden = items.length === 0;
    field.setAttribute("aria-expanded", String(items.length > 0));
  }

  function take(option) {
    if (!field.dataset.pick) return location.assign(option.dataset.href);
    pick(field, option);
    asked = field.value;
    close();
  }

  async function ask() {
    const typed = field.value.trim();
    if (typed === asked) return;
    asked = typed;
    if (typed.length < 2) return close();
    const headers = { "Accept-Language": document.documentElement.lang };
    const reply = await fetch(`${field.dataset.suggest}?q=${encodeURIComponent(typed)}`, { headers }).catch(() => null);
    if (!reply?.ok || typed !== asked) return;
    const { items } = await reply.json();
    show(field.dataset.pick ? items.filter((one) => one.kind === "shop") : items);
  }

  function key(event) {
    if (list.hidden) return;
    const last = list.children.length - 1;
    if (event.key === "ArrowDown") choose(current === last ? -1 : current + 1);
    else if (event.key === "ArrowUp") choose(current === -1 ? last : current - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && current >= 0) take(list.children[current]);
    else return;
    event.preventDefault();
  }

  list.id = "suggestions";
  list.className = "suggestions";
  list.role = "listbox";
  list.hidden = true;
  list.setAttribute("aria-label", field.labels[0].textContent);
  field.after(list);
  field.role = "combobox";
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-expanded", "false");
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT_MS);
  });
  field.addEventListener("keydown", key);
  field.addEventListener("blur", () => setTimeout(close, 150));
  list.addEventListener("pointerdown", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) take(option);
  });
}

function locate(button) {
  const field = document.querySelector("#near");
  const state = document.querySelector("#locate-state");
  button.hidden = false;
  button.addEventListener("click", () =>
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        field.value = `${coords.latitude.toFixed(5)},${coords.longitude.toFixed(5)}`;
        button.form.requestSubmit();
      },
      () => (state.textContent = button.dataset.refused),
      { timeout: 10000, maximumAge: 60000 },
    ),
  );
}

const words = document.querySelector("[data-suggest]");
if (words) combobox(words);
const button = document.querySelector(".locate");
if (button && navigator.geolocation) locate(button);
