// The reason for a correction opens when its points are changed, and is asked for then.
for (const row of document.querySelectorAll("[data-reason-of]")) {
  const points = document.querySelector(`[name="${row.dataset.reasonOf}"]`);
  const box = row.querySelector("details");
  const words = row.querySelector("textarea");
  const before = points.defaultValue ?? points.value;
  const show = () => {
    const differs = points.value.trim() !== before;
    row.hidden = !differs && !words.value;
    box.open = differs || Boolean(words.value);
    words.required = differs;
  };
  points.addEventListener("input", show);
  if (!("open" in row.dataset)) show();
}
