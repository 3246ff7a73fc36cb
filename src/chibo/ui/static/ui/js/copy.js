// <button data-copy="id of a field" data-done="…" hidden>: copies the field and says so in the element after it.
// Without script, or where a browser allows no copying, the field is there to be selected.

const copied = async (field) => {
  field.focus();
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    return document.execCommand("copy"); // over http, as in a room without the internet, there is no other way
  }
};

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const done = await copied(document.getElementById(button.dataset.copy));
    button.nextElementSibling.textContent = done ? button.dataset.done : "";
  });
}
