/** What a page can do besides being read: sort tables, open and close rows, tell of what is beyond its edge. */
export function pageScript(): string {
  return script;
}

const script = `
for (const opener of document.querySelectorAll("td.opener button")) {
  const details = opener.closest("tbody").querySelector(".details");
  const set = (open) => {
    opener.ariaExpanded = open;
    details.hidden = !open;
  };
  set(false);
  opener.addEventListener("click", () => set(details.hidden));
}
addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll("tr.details[hidden]")) {
    details.hidden = false;
    addEventListener("afterprint", () => (details.hidden = true), { once: true });
  }
});
for (const panel of document.querySelectorAll(".scroll")) {
  const look = () => panel.classList.toggle("more", panel.scrollLeft + panel.clientWidth < panel.scrollWidth - 1);
  panel.addEventListener("scroll", look);
  new ResizeObserver(look).observe(panel);
}
const compare = (a, b) =>
  a.dataset.n !== undefined && b.dataset.n !== undefined
    ? a.dataset.n - b.dataset.n
    : a.textContent.localeCompare(b.textContent, undefined, { numeric: true });
for (const heading of document.querySelectorAll("table.data th:not(.opener)")) {
  heading.querySelector("button").addEventListener("click", () => {
    const table = heading.closest("table");
    const down = heading.ariaSort === "ascending";
    for (const other of table.querySelectorAll("th")) other.removeAttribute("aria-sort");
    heading.ariaSort = down ? "descending" : "ascending";
    const rows = [...table.tBodies].map((body) => ({ body, cell: body.rows[0].cells[heading.cellIndex] }));
    rows.sort((a, b) => (down ? compare(b.cell, a.cell) : compare(a.cell, b.cell)));
    table.append(...rows.map(({ body }) => body));
  });
}
`;
