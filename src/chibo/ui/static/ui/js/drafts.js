// Keeps what is typed into <form data-draft="meetings.item.…"> in this browser until the server has it.
// A draft belongs to one user and one thing. It goes when the server answers well, when the page comes back with the
// same words, when a page says data-draft-saved="…", or after 14 days. A line data-saved-line says where the words are.

const DAYS = 14 * 24 * 3600 * 1000;
const user = document.body.dataset.user ?? "";
const keyOf = (thing) => `chibo:draft:${user}:${thing}`;
const read = (key) => JSON.parse(localStorage.getItem(key) ?? "null");
const hours = { hour: "2-digit", minute: "2-digit", timeZone: document.body.dataset.zone }; // of the installation
const clock = () => new Date().toLocaleTimeString("vi-VN", hours);

const words = (form) => {
  const kept = {};
  for (const control of form.elements) {
    if (!control.name || ["hidden", "password", "file", "submit", "button"].includes(control.type)) continue;
    if (control.matches("[data-no-draft]")) continue;
    if (["checkbox", "radio"].includes(control.type)) {
      if (control.checked) (kept[control.name] ??= []).push(control.value);
    } else kept[control.name] = control.value;
  }
  return kept;
};
const changes = (now, then) => {
  const names = new Set([...Object.keys(now), ...Object.keys(then)]);
  return [...names].filter((name) => JSON.stringify(now[name]) !== JSON.stringify(then[name])).length;
};

class Draft {
  constructor(form) {
    this.form = form;
    this.key = keyOf(form.dataset.draft);
    this.saved = words(form);
    this.line = form.querySelector("[data-saved-line]") ?? document.querySelector("[data-saved-line]");
    form.addEventListener("input", () => this.keep());
    form.addEventListener("change", () => this.keep());
    this.offer();
  }

  keep() {
    const now = words(this.form);
    const count = changes(now, this.saved);
    if (!count) return this.forget();
    localStorage.setItem(this.key, JSON.stringify({ at: Date.now(), words: now }));
    this.say("kept", count);
  }

  forget() {
    localStorage.removeItem(this.key);
  }

  sending() {
    this.sent = words(this.form);
    this.say("saving");
  }

  arrived() {
    this.saved = this.sent ?? words(this.form);
    if (changes(words(this.form), this.saved)) this.keep();
    else this.forget();
    this.say("saved", clock());
  }

  lost() {
    this.say("kept", changes(words(this.form), this.saved), "late");
  }

  offer() {
    const kept = read(this.key);
    if (!kept) return;
    const count = changes(kept.words, this.saved);
    if (!count) return this.forget();
    const template = document.getElementById("draft-offer");
    if (!template) return;
    const note = template.content.cloneNode(true).firstElementChild;
    note.querySelector("[data-count]").textContent = count;
    note.querySelector("[data-take]").addEventListener("click", () => (this.fill(kept.words), note.remove()));
    note.querySelector("[data-drop-draft]").addEventListener("click", () => (this.forget(), note.remove()));
    this.form.prepend(note);
  }

  fill(kept) {
    for (const control of this.form.elements) {
      if (["checkbox", "radio"].includes(control.type)) control.checked = (kept[control.name] ?? []).includes(control.value);
      else if (control.name in kept) control.value = kept[control.name];
      control.dispatchEvent(new Event("change"));
    }
    this.form.dispatchEvent(new Event("input", { bubbles: true }));
  }

  say(what, value = "", state = "") {
    if (!this.line) return;
    this.line.hidden = false;
    this.line.dataset.state = state;
    this.line.querySelector("span").textContent = this.line.dataset[what].replace(/\{\w+\}/, value);
  }
}

for (const { dataset } of document.querySelectorAll("[data-draft-saved]")) localStorage.removeItem(keyOf(dataset.draftSaved));
for (const key of Object.keys(localStorage).filter((name) => name.startsWith("chibo:draft:"))) {
  if (Date.now() - (read(key)?.at ?? 0) > DAYS) localStorage.removeItem(key);
}
const drafts = new WeakMap();
const follow = (root) =>
  root.querySelectorAll?.("form[data-draft]").forEach((form) => drafts.has(form) || drafts.set(form, new Draft(form)));
follow(document);
document.addEventListener("htmx:load", (event) => follow(event.target.parentElement ?? document));
const draftOf = (event) => drafts.get(event.detail.elt.closest("form"));
document.addEventListener("htmx:beforeSend", (event) => draftOf(event)?.sending());
document.addEventListener("htmx:afterRequest", (event) => draftOf(event)?.[event.detail.successful ? "arrived" : "lost"]());
