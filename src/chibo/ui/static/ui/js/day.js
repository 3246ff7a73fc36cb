// Beside a day to be typed stands a button that opens the browser's calendar; typing stays the first way.

const written = (iso) => iso.split("-").reverse().join("/");
const iso = (text) => {
  const found = text.match(/^(\d{1,2})[\s./-](\d{1,2})[\s./-](\d{4})$/) ?? text.match(/^(\d{2})(\d{2})(\d{4})$/);
  return found ? `${found[3]}-${found[2].padStart(2, "0")}-${found[1].padStart(2, "0")}` : "";
};

const enhance = (root) => {
  const template = document.getElementById("day-button");
  if (!template || !("showPicker" in HTMLInputElement.prototype)) return;
  for (const input of root.querySelectorAll?.("input[data-day]:not([data-picker])") ?? []) {
    input.dataset.picker = "";
    const box = Object.assign(document.createElement("span"), { className: "daybox" });
    input.before(box);
    box.append(input, template.content.cloneNode(true));
    const picker = box.querySelector("input[type=date]");
    box.querySelector("button").addEventListener("click", () => {
      picker.value = iso(input.value.trim());
      picker.showPicker();
    });
    picker.addEventListener("change", () => {
      if (!picker.value) return;
      input.value = written(picker.value);
      input.dispatchEvent(new Event("input", { bubbles: true }));
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }
};
enhance(document);
document.addEventListener("htmx:load", (event) => enhance(event.target));
