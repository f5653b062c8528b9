// What every cell of a table would repeat is written once, in its head; here each cell gets it.

const element = (name, words, attributes) => {
  const made = document.createElement(name);
  made.textContent = words;
  Object.entries(attributes || {}).forEach(([key, value]) => made.setAttribute(key, value));
  return made;
};

/** Give each box its path, kind, label and options, each computed cell its path. */
export function dress(table) {
  const heads = Array.from(table.tHead.rows[0].cells);
  const isList = Boolean(table.dataset.list);
  const isForm = table.classList.contains("single");
  let number = 0;
  Array.from(table.tBodies[0].rows).forEach((row) => {
    if (!row.dataset.row) return;
    number += 1;
    const first = row.cells[0];
    const title = isList ? `第${number}行` : first.dataset.title;
    if (isList && table.dataset.writable) dressHead(first, number);
    Array.from(row.cells).forEach((cell, c) => {
      const head = heads[c];
      const path = [table.dataset.table, row.dataset.row, head.dataset.field].join("/");
      if (cell.dataset.computed === "") { cell.dataset.computed = path; return; }
      const box = cell.querySelector("[data-version]");
      if (box) dressBox(box, head, path, isForm ? title : `${title} ${head.dataset.title}`);
    });
  });
}

function dressBox(box, head, path, label) {
  box.dataset.path = path;
  box.id = path;
  box.setAttribute("aria-label", label);
  if (!box.dataset.kind && head.dataset.kind) box.dataset.kind = head.dataset.kind;
  if (box.tagName === "INPUT") box.autocomplete = "off";
  if (box.tagName !== "SELECT" || !head.dataset.options || box.options.length > 1) return;
  const chosen = box.options.length ? box.value : "";
  const options = head.dataset.options.split("|");
  box.textContent = "";
  box.append(element("option", ""), ...options.map((words) => element("option", words)));
  if (chosen && options.indexOf(chosen) < 0) {
    box.append(element("option", `${chosen}（不是选项）`, { value: chosen, "data-odd": "1" }));
  }
  box.value = chosen;
}

function dressHead(cell, number) {
  const button = (act, sign, title) => element("button", sign, {
    type: "button", tabindex: "-1", title, "data-row-act": act, "aria-label": `第${number}行：${title}`,
  });
  cell.append(button("insert", "＋", "在下面插入一行"), button("clear", "×", "清空这一行"));
}
