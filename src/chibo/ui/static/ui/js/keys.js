// Keys: / search, ? the list of keys, g then a letter to a page. Single letters can be switched off in that list.

const OFF = "chibo:keys-off";
const typing = (target) => target.closest("input, textarea, select, [contenteditable], dialog[open]");
const list = document.getElementById("keys-dialog");
let going = 0;

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
  if (localStorage.getItem(OFF)) return;
  if (going && Date.now() - going < 1500) {
    going = 0;
    document.querySelector(`[data-go="${CSS.escape(event.key)}"]`)?.click();
    return;
  }
  if (event.key === "/") {
    const search = document.querySelector("[data-key='/']");
    if (!search) return;
    event.preventDefault();
    search.checkVisibility?.() === false ? document.querySelector("[data-search]")?.click() : search.focus();
  } else if (event.key === "?") {
    list?.showModal();
  } else if (event.key === "g") {
    going = Date.now();
  }
});

const toggle = list?.querySelector("[data-keys-off]");
if (toggle) {
  toggle.checked = Boolean(localStorage.getItem(OFF));
  toggle.addEventListener("change", () => {
    if (toggle.checked) localStorage.setItem(OFF, "yes");
    else localStorage.removeItem(OFF);
  });
}
