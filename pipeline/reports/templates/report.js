(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("js");
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const one = (selector) => document.querySelector(selector);
  const checked = (selector) => new Set(all(selector).filter((box) => box.checked).map((box) => box.value));
  const found = (element, words) => words.every((word) => element.textContent.toLowerCase().includes(word));
  const wordsOf = (input) => (input ? input.value.toLowerCase().split(/\s+/).filter(Boolean) : []);

  // rows of the matrix: open, close, filter
  const setOpen = (button, open) => {
    button.setAttribute("aria-expanded", String(open));
    document.getElementById(button.getAttribute("aria-controls")).classList.toggle("open", open);
  };
  const toggles = all("button.toggle");
  for (const button of toggles) {
    setOpen(button, false);
    button.addEventListener("click", () => setOpen(button, button.getAttribute("aria-expanded") !== "true"));
  }
  const rows = all("tr.row[data-relation]").map((row) => ({
    row,
    texts: row.nextElementSibling,
    cells: all("td", row),
  }));
  const filterRows = () => {
    const relations = checked(".show-relation");
    const words = wordsOf(one("#find-row"));
    let count = 0;
    for (const { row, texts, cells } of rows) {
      const present = cells.some((cell) => !cell.classList.contains("missing") && !isOff(cell));
      const fits = relations.has(row.dataset.relation) || row.classList.contains("heading");
      const shown = present && fits && (!words.length || found(row, words) || found(texts, words));
      row.hidden = texts.hidden = !shown;
      count += shown ? 1 : 0;
    }
    for (const body of all("tbody.section")) body.hidden = !all("tr.row:not([hidden])", body).length;
    const status = one("#rows-shown");
    if (status) status.textContent = `«rows-shown»`;
  };
  const isOff = (cell) => [...cell.classList].some((name) => /^d\d+$/.test(name) && root.classList.contains(`off-${name.slice(1)}`));

  // documents shown side by side
  const applyDocuments = () => {
    for (const box of all(".show-doc")) root.classList.toggle(`off-${box.value}`, !box.checked);
    for (const card of all(".card[data-docs]")) {
      card.hidden = card.dataset.docs.trim().split(/\s+/).every((index) => root.classList.contains(`off-${index}`));
    }
    // a cell across all columns must not reach into columns that are not there
    const shown = all(".show-doc").filter((box) => box.checked).length + 1;
    if (all(".show-doc").length) for (const cell of all(".span")) cell.colSpan = shown;
    filterRows();
  };
  for (const box of all(".show-doc")) box.addEventListener("change", applyDocuments);
  for (const box of all(".show-relation")) box.addEventListener("change", filterRows);
  one("#find-row")?.addEventListener("input", filterRows);
  const openAll = (open) => toggles.forEach((button) => setOpen(button, open));
  one("#open-all")?.addEventListener("click", () => openAll(true));
  one("#close-all")?.addEventListener("click", () => openAll(false));

  // findings and changes
  const findings = all(".finding");
  const filterFindings = () => {
    const severities = checked(".show-severity");
    const family = one("#family")?.value ?? "";
    const doc = one("#document")?.value ?? "";
    const words = wordsOf(one("#find-finding"));
    let count = 0;
    for (const finding of findings) {
      const data = finding.dataset;
      const shown =
        severities.has(data.severity) &&
        (!family || data.family === family) &&
        (!doc || data.docs.trim().split(/\s+/).includes(doc)) &&
        found(finding, words);
      finding.hidden = !shown;
      count += shown ? 1 : 0;
    }
    const status = one("#findings-shown");
    if (status) status.textContent = `«shown»`;
  };
  for (const control of all(".show-severity, #family, #document")) control.addEventListener("change", filterFindings);
  one("#find-finding")?.addEventListener("input", filterFindings);

  one("#show-was")?.addEventListener("change", (event) => root.classList.toggle("show-was", event.target.checked));

  // a link into something closed or filtered away opens it
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let up = target; up; up = up.parentElement) {
      if (up.tagName === "DETAILS") up.open = true;
      if (up.hidden) up.hidden = false;
    }
    if (target.tagName === "ARTICLE") target.querySelector("details").open = true;
    target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  addEventListener("beforeprint", () => all("article:not(.other) > details").forEach((details) => { details.open = true; }));

  applyDocuments();
  filterFindings();
  reveal();
})();
