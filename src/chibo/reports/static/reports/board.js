// Arrow keys go from box to box of the board; Tab leaves it. Without this each box is a link in the order of tabbing.
for (const table of document.querySelectorAll("[data-roving]")) {
  const rows = [...table.tBodies[0].rows].map((row) => [...row.querySelectorAll("[data-st]")]).filter((row) => row.length);
  const all = rows.flat();
  const start = all.find((box) => box.ariaCurrent === "true") ?? all[0];
  for (const box of all) box.tabIndex = box === start ? 0 : -1;
  table.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
    const y = rows.findIndex((row) => row.includes(event.target));
    if (!step || y < 0) return;
    const next = rows[y + step[0]]?.[rows[y].indexOf(event.target) + step[1]];
    if (!next) return;
    event.preventDefault();
    event.target.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  });
}
