// Puts a table of places in the order of a column, and shows one prefecture alone. Without it the links in the heads lead
// to the same orders: each row says where it stands in them (data-c1, data-c2 …), so nothing is compared here.
"use strict";

(() => {
  const table = document.getElementById("compare");
  if (!table) return;
  const rows = [...table.querySelectorAll("tr[data-group]")];
  const bodies = [...table.tBodies].map((body) => ({body, rows: [...body.rows]}));
  const foot = table.tFoot;

  const sort = (column) => {
    for (const body of [...table.tBodies]) body.remove();
    if (column === "0") {
      for (const {body, rows: own} of bodies) {
        body.append(...own);
        table.insertBefore(body, foot);
      }
    } else {
      const body = document.createElement("tbody");
      const at = (row) => Number(row.getAttribute(`data-c${column}`));
      body.append(...[...rows].sort((a, b) => at(a) - at(b)));
      table.insertBefore(body, foot);
    }
    table.classList.toggle("is-sorted", column !== "0");
  };

  const mark = (head) => {
    for (const other of table.querySelectorAll("th[aria-sort]")) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", head.dataset.direction);
    for (const button of table.querySelectorAll("button.sort")) {
      button.setAttribute("aria-pressed", String(button.closest("th") === head));
    }
  };

  // Orders start from the order of places; on a page that is sorted already the links stay.
  if (table.hasAttribute("data-by-place")) {
    for (const {body, rows: own} of bodies) {
      const name = body.querySelector("tr.group th")?.textContent;
      for (const row of own.filter((r) => name && r.dataset.group)) {
        const note = document.createElement("span");
        note.className = "when where";
        note.textContent = name;
        row.cells[0].append(note);
      }
    }
    for (const head of table.querySelectorAll("th[data-sort]")) {
      const link = head.querySelector(".sort");
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.textContent = link.textContent;
      button.setAttribute("aria-label", link.dataset.say);
      button.setAttribute("aria-pressed", String(head.hasAttribute("aria-sort")));
      button.addEventListener("click", () => {
        sort(head.dataset.sort);
        mark(head);
      });
      link.replaceWith(button);
    }
  }

  const filter = document.getElementById("filter");
  if (filter) {
    const select = filter.content.querySelector("select").cloneNode(true);
    select.className = "filter";
    select.addEventListener("change", () => {
      for (const {rows: own} of bodies) {
        for (const row of own) row.hidden = select.value !== "" && (row.dataset.group || row.id) !== select.value;
      }
    });
    filter.replaceWith(select);
  }
})();
