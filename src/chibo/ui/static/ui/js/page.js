// What every page has: busy buttons, dialogs, the error summary, dropped files. Each page works without it.

const setBusy = (button) => {
  if (!button || button.ariaBusy === "true") return;
  button.style.minWidth = `${button.offsetWidth}px`; // keeps its width under another word
  button.ariaBusy = "true";
  const word = [...button.childNodes].findLast((node) => node.nodeType === Node.TEXT_NODE);
  if (button.dataset.busy && word) [button.dataset.label, word.data] = [word.data, button.dataset.busy];
};

const setReady = (button) => {
  button.ariaBusy = null;
  button.removeAttribute("style"); // htmx copies attributes onto what comes in, where the policy stops a style
  const word = [...button.childNodes].findLast((node) => node.nodeType === Node.TEXT_NODE);
  if (button.dataset.label && word) word.data = button.dataset.label;
};

// a plain form is sent once, however often the button is pressed
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
  setBusy(event.submitter);
});

// back by the browser's button: the form may be sent again
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  document.querySelectorAll("[aria-busy=true]").forEach(setReady);
});

const pressed = (event) => event.detail.requestConfig?.triggeringEvent?.submitter ?? event.detail.elt.closest("button");
document.addEventListener("htmx:beforeSend", (event) => setBusy(pressed(event)));
for (const moment of ["htmx:beforeSwap", "htmx:afterRequest"]) {
  document.addEventListener(moment, (event) => {
    const button = pressed(event);
    if (button?.isConnected) setReady(button);
  });
}

// a part that could not be fetched says so in its place; the rest of the page stays
const failed = (event) => {
  const template = document.getElementById("part-failed");
  const place = event.detail.target;
  if (!template || !place?.isConnected || event.detail.elt.closest("form")) return;
  const line = template.content.cloneNode(true);
  line.querySelector("button").addEventListener("click", (click) => {
    click.target.closest(".notice").remove();
    window.htmx.trigger(event.detail.elt, event.detail.elt.classList.contains("door") ? "load" : "click");
  });
  place.prepend(line);
};
document.addEventListener("htmx:responseError", failed);
document.addEventListener("htmx:sendError", failed);

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  const dialog = opener && document.getElementById(opener.dataset.dialog);
  if (dialog) {
    event.preventDefault(); // without script the same button opens it as a popover
    dialog.showModal();
  }
  const closer = event.target.closest("[data-close]");
  if (closer) {
    event.preventDefault();
    closer.closest("dialog")?.close();
  }
});

// browsers without popovers: the same button shows and hides
if (!("popover" in HTMLElement.prototype)) {
  for (const box of document.querySelectorAll("[popover]")) box.hidden = true;
  document.addEventListener("click", (event) => {
    const box = document.getElementById(event.target.closest("[popovertarget]")?.getAttribute("popovertarget"));
    if (box) box.hidden = !box.hidden;
  });
}

const toErrors = (root) => root.querySelector?.("[data-errors] h2")?.focus();
toErrors(document);
document.addEventListener("htmx:afterSwap", (event) => toErrors(event.target));

// files: dropped like chosen
for (const type of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(type, (event) => {
    const zone = event.target.closest?.("[data-drop]");
    if (!zone) return;
    event.preventDefault();
    zone.toggleAttribute("data-over", type === "dragover");
    if (type !== "drop") return;
    const input = zone.querySelector("input");
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}
