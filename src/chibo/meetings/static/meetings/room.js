// The clerk's room: the focus stays where one types, and Ctrl+Enter ends the item in hand.
const focusNow = () => document.querySelector("#speech[autofocus]")?.focus();

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target?.id === "room") focusNow();
});
document.addEventListener("keydown", (event) => {
  if (!event.ctrlKey || event.key !== "Enter") return;
  const conclude = document.querySelector("form[action$='/ket-luan/'] button");
  if (conclude) {
    event.preventDefault();
    conclude.click();
  }
});
focusNow();
