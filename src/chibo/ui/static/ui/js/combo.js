// Turns <select data-combo> into a search that ignores diacritics. The select keeps the value and is what is sent.

const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase();
const make = (name, values) => Object.assign(document.createElement(name), values);
let made = 0;

class Combo {
  constructor(select) {
    this.select = select;
    this.options = [...select.options].filter((option) => option.value).map((option) => ({
      value: option.value,
      name: option.dataset.name ?? option.text,
      note: option.dataset.note ?? "",
      key: fold(option.text),
    }));
    this.id = `combo-${++made}`;
    this.build();
    this.showChosen();
  }

  build() {
    const { select } = this;
    this.input = make("input", { className: "input", type: "text", role: "combobox", autocomplete: "off" });
    for (const name of ["aria-describedby", "aria-invalid"].filter((each) => select.hasAttribute(each))) {
      this.input.setAttribute(name, select.getAttribute(name));
    }
    this.input.id = select.id;
    select.id = `${select.id}-kept`;
    this.input.setAttribute("aria-autocomplete", "list");
    this.input.setAttribute("aria-controls", this.id);
    this.input.placeholder = select.options[0]?.value ? "" : select.options[0]?.text ?? "";
    this.list = make("div", { className: "combo__list", id: this.id, role: "listbox", hidden: true });
    this.list.setAttribute("aria-label", select.labels?.[0]?.textContent ?? this.input.placeholder);
    const box = make("div", { className: "combo" });
    select.before(box);
    box.append(this.input, this.list, select);
    select.hidden = true;
    this.close();
    select.addEventListener("change", () => this.showChosen());
    this.input.addEventListener("input", () => this.open(this.input.value));
    this.input.addEventListener("click", () => this.open(""));
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => this.leave());
    this.list.addEventListener("pointerdown", (event) => {
      event.preventDefault(); // keeps the focus in the box
      const row = event.target.closest("[role=option]");
      if (row) this.choose(row.dataset.value);
    });
  }

  open(text) {
    const words = fold(text).split(/\s+/);
    const found = this.options.filter((option) => words.every((word) => option.key.includes(word))).slice(0, 12);
    this.list.replaceChildren(...found.map((option, index) => this.row(option, index)));
    this.list.hidden = found.length === 0;
    this.input.setAttribute("aria-expanded", String(found.length > 0));
    this.mark(0);
  }

  row(option, index) {
    const row = make("div", { id: `${this.id}-${index}`, role: "option" });
    row.dataset.value = option.value;
    const text = make("span", { className: "person__text" });
    text.append(make("span", { className: "person__name", textContent: option.name }));
    if (option.note) text.append(make("span", { className: "person__role", textContent: option.note }));
    row.append(text);
    return row;
  }

  mark(index) {
    const rows = [...this.list.children];
    this.at = rows.length ? (index + rows.length) % rows.length : -1;
    rows.forEach((row, place) => row.setAttribute("aria-selected", String(place === this.at)));
    this.input.setAttribute("aria-activedescendant", rows[this.at]?.id ?? "");
    rows[this.at]?.scrollIntoView({ block: "nearest" });
  }

  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      if (this.list.hidden) this.open("");
      else this.mark(this.at + step);
    } else if (event.key === "Enter" && !this.list.hidden) {
      event.preventDefault();
      this.choose(this.list.children[this.at].dataset.value);
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      this.showChosen();
      this.close();
    }
  }

  choose(value) {
    this.select.value = value;
    this.select.dispatchEvent(new Event("change", { bubbles: true }));
    this.close();
  }

  leave() {
    if (!this.input.value.trim() && this.select.options[0]?.value === "") this.choose("");
    this.showChosen();
    this.close();
  }

  showChosen() {
    this.input.value = this.options.find((option) => option.value === this.select.value)?.name ?? "";
  }

  close() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

const enhance = (root) => root.querySelectorAll?.("select[data-combo]:not([hidden])").forEach((select) => new Combo(select));
enhance(document);
document.addEventListener("htmx:load", (event) => enhance(event.target));
