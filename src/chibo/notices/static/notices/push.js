// Switches notices on in this browser: asks the browser, and sends what it answers with the form of the page.

const form = document.querySelector("form[data-push]");

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const subscribed = async (worker, key) => {
  const kept = await worker.pushManager.getSubscription();
  if (kept && text(kept.options.applicationServerKey) === key) return kept;
  if (kept) await kept.unsubscribe(); // of a server that had another key
  return worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(key) });
};

const denied = () => {
  form.hidden = true;
  document.querySelector("[data-push-denied]").hidden = false;
};

if (form && "serviceWorker" in navigator && "PushManager" in window) {
  if (Notification.permission === "denied") denied();
  else form.hidden = false;
  form.addEventListener("submit", async (event) => {
    if (form.elements.endpoint.value) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if ((await Notification.requestPermission()) !== "granted") return denied();
    const worker = await navigator.serviceWorker.ready;
    const found = await subscribed(worker, form.dataset.push).catch(() => null);
    if (!found) return denied();
    form.elements.endpoint.value = found.endpoint;
    form.elements.key.value = text(found.getKey("p256dh"));
    form.elements.auth.value = text(found.getKey("auth"));
    form.requestSubmit();
  });
}
