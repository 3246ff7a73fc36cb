// The button of a vote carries what was chosen; without script it says only that the vote is sent.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-vote]");
  const button = form?.querySelector("button[data-word]");
  const label = event.target.closest("label")?.querySelector("b");
  if (!button || !label) return;
  const word = [...button.childNodes].findLast((node) => node.nodeType === Node.TEXT_NODE);
  word.data = button.dataset.word.replace("{choice}", label.textContent);
});
