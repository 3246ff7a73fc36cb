// What every page has: a busy button, dialogs, the error summary. Each page works without it.

const busy = (form, button) => {
  if (!button || button.dataset.busyKept) return;
  button.setAttribute("aria-busy", "true");
  const { width } = button.getBoundingClientRect();
  button.dataset.label = button.innerHTML;
  if (button.dataset.busy) button.lastChild.textContent = button.dataset.busy;
  if (width > button.getBoundingClientRect().width) button.setAttribute("data-kept", "");
};

document.addEventListener("submit", (event) => {
  if (event.defaultPrevented) return;
  const form = event.target;
  if (form.dataset.sent) {
    event.preventDefault(); // pressed twice
    return;
  }
  if (form.method === "post") form.dataset.sent = "yes";
  busy(form, event.submitter);
});

// coming back by the browser's button: the form may be sent again
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const button of document.querySelectorAll("[aria-busy=true]")) {
    button.removeAttribute("aria-busy");
    if (button.dataset.label) button.innerHTML = button.dataset.label;
  }
});

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  if (opener) {
    const dialog = document.getElementById(opener.dataset.dialog);
    if (dialog) {
      event.preventDefault();
      dialog.showModal();
    }
  }
  if (event.target.closest("[data-close]")) event.target.closest("dialog")?.close();
});

const toErrors = (root) => root.querySelector?.("[data-errors] h2")?.focus();
toErrors(document);
document.addEventListener("htmx:afterSwap", (event) => toErrors(event.target));
