// A form that did not reach the server says so beside its button; what was typed stands there still.

const say = (form) => {
  const template = document.getElementById("form-unsent");
  if (!template || !form?.isConnected || form.method !== "post" || form.querySelector("[data-unsent]")) return;
  form.append(template.content.cloneNode(true));
  form.lastElementChild.scrollIntoView({ block: "nearest" });
};
const unsay = (form) => form?.querySelector("[data-unsent]")?.remove();

document.addEventListener("htmx:sendError", (event) => say(event.detail.elt.closest("form")));
document.addEventListener("htmx:beforeSend", (event) => unsay(event.detail.elt.closest("form")));

// A plain form sent without a network gives way to the browser's own page. The browser only guesses: a laptop that
// serves itself has no network either, so the server is asked before anything is held back.
const isReached = () =>
  fetch(document.querySelector("link[rel=manifest]").href, { cache: "no-store" }).then(() => true, () => false);

document.addEventListener("submit", async (event) => {
  const { target: form, submitter } = event;
  if (event.defaultPrevented || form.method !== "post") return;
  unsay(form);
  if (navigator.onLine || form.dataset.reached) return;
  event.preventDefault();
  if (!(await isReached())) return say(form);
  form.dataset.reached = "yes";
  form.requestSubmit(submitter);
  delete form.dataset.reached; // the next time is asked for anew
});
