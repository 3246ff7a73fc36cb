// A page that follows what happens: <… data-live="address of the stream" data-version="…">. What comes are elements
// with ids; each takes the place of the one that has its id. Where somebody is typing or has chosen something, that
// element waits and says so; nothing typed is ever taken away. Elements with data-own are asked for anew, at a random
// moment within two seconds, when what they depend on (data-own="id of an element") has changed.

const root = document.querySelector("[data-live]");
const line = document.querySelector("[data-live-line]");
// the hour of the installation, also on a machine whose own clock stands in another zone
const hours = { hour: "2-digit", minute: "2-digit", timeZone: document.body.dataset.zone };
const clock = () => new Date().toLocaleTimeString("vi-VN", hours);
const waiting = new Map();
let version = root?.dataset.version ?? "";
let source = null;

const isBusy = (element) => {
  if (element.querySelector("[data-asks]")) return true; // a last question is open: are you sure
  const active = document.activeElement;
  if (active && element.contains(active) && active.matches("input:not([type=hidden]), textarea, select")) return true;
  return [...element.querySelectorAll("input, textarea")].some((field) =>
    ["checkbox", "radio"].includes(field.type) ? field.checked !== field.defaultChecked
      : field.type !== "hidden" && field.value !== field.defaultValue);
};

const say = (state) => {
  if (!line) return;
  line.dataset.state = state === "lost" ? "late" : "";
  line.querySelector("span").textContent = line.dataset[state].replace("{time}", clock());
};

const renew = (id) => {
  for (const own of document.querySelectorAll(`[data-own~="${id}"]`)) {
    clearTimeout(own.timer);
    const fetch = () => window.htmx.ajax("GET", own.dataset.ownUrl, { target: own, swap: "outerHTML" });
    // a fetch that a lost network or a new page broke off is made up for by the next event
    own.timer = setTimeout(() => isBusy(own) || fetch().catch(() => {}), Math.random() * Number(root.dataset.jitter ?? 2000));
  }
};

const put = (element, fresh) => {
  const held = element.contains(document.activeElement) ? document.activeElement.id : "";
  const open = new Set([...element.querySelectorAll("details[open][id]")].map((one) => one.id));
  element.replaceWith(fresh);
  for (const id of open) fresh.querySelector(`#${CSS.escape(id)}`)?.setAttribute("open", "");
  window.htmx.process(fresh);
  if (held) document.getElementById(held)?.focus();
  tick();
  renew(fresh.id);
};

const take = (fresh) => {
  const element = document.getElementById(fresh.id);
  if (!element || element.isEqualNode(fresh)) return;
  if (!isBusy(element)) return put(element, fresh);
  waiting.set(fresh.id, fresh);
  const bar = document.getElementById("live-waits");
  if (!bar) return;
  bar.hidden = false;
  bar.querySelector("[data-what]").textContent = fresh.dataset.says ?? "";
};

document.addEventListener("click", (event) => {
  if (!event.target.closest("#live-waits button")) return;
  for (const [id, fresh] of waiting) put(document.getElementById(id), fresh);
  waiting.clear();
  document.getElementById("live-waits").hidden = true;
});

// moments that run: <time data-since="…"> shows whole minutes, <time data-clock> the time of day
const tick = () => {
  for (const time of document.querySelectorAll("time[data-since]")) {
    time.textContent = `${Math.max(0, Math.floor((Date.now() - Date.parse(time.dataset.since)) / 60000))}′`;
  }
  for (const time of document.querySelectorAll("time[data-clock]")) {
    time.textContent = clock();
  }
};

const listen = () => {
  source = new EventSource(`${root.dataset.live}?co=${encodeURIComponent(version)}`);
  source.addEventListener("open", () => say("joined"));
  source.addEventListener("parts", (event) => {
    version = event.lastEventId;
    const box = document.createElement("template");
    box.innerHTML = event.data;
    for (const fresh of [...box.content.children]) take(document.importNode(fresh, true));
    say("joined");
  });
  source.addEventListener("error", () => {
    say("lost");
    if (source.readyState !== EventSource.CLOSED) return; // the browser tries again by itself
    source = null;
    setTimeout(listen, 1000 + Math.random() * 2000);
  });
};

if (root) {
  listen();
  setInterval(tick, 10_000);
  tick();
  window.addEventListener("offline", () => say("lost"));
  window.addEventListener("online", () => (source?.close(), listen()));
  window.addEventListener("pagehide", () => source?.close());
}
