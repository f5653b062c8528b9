// A table of the page as rows and columns: where a cell stands, how rows are added and taken away.
import { titleKey } from "./clipboard.js";

/** Something of this session in the ids of new rows, so that two clerks never write into one row. */
function salt() {
  return Math.random().toString(36).slice(2, 6).padEnd(4, "0");
}

export class Sheet {
  constructor(table, cells) {
    this.table = table;
    this.cells = cells;
    this.id = table.dataset.table;
    this.isList = Boolean(table.dataset.list);
    this.isForm = table.classList.contains("single");
    this.refresh();
    if (this.isList) this.freshenBlankRows();
  }

  /** Read the table again after rows came or went. */
  refresh() {
    this.lines = Array.from(this.table.tBodies[0].rows).filter((row) => row.dataset.row);
    this.titles = Array.from(this.table.tHead.rows[0].cells, (cell) => titleKey(cell.dataset.title || cell.textContent));
  }

  get height() { return this.lines.length; }

  get width() { return this.titles.length; }

  place(box) {
    const holder = box.closest("td,th");
    const row = holder && holder.parentNode;
    const r = this.lines.indexOf(row);
    return r < 0 ? null : { r, c: Array.from(row.cells).indexOf(holder) };
  }

  holder(r, c) { return this.lines[r] && this.lines[r].cells[c]; }

  cell(r, c) {
    const holder = this.holder(r, c);
    return holder ? this.cells.of(holder.querySelector("[data-path]")) : undefined;
  }

  words(r, c) {
    const cell = this.cell(r, c);
    if (cell) return cell.text;
    const holder = this.holder(r, c);
    return holder ? holder.textContent.trim() : "";
  }

  rowCells(r) {
    return Array.from(this.lines[r].querySelectorAll("[data-path]"), (box) => this.cells.of(box)).filter(Boolean);
  }

  isBlank(r) { return this.rowCells(r).every((cell) => cell.text === ""); }

  /** The next answer from a place in a direction; null where there is none. */
  next(r, c, down, right) {
    let [row, column] = [r + down, c + right];
    while (row >= 0 && row < this.height && column >= 0 && column < this.width) {
      const cell = this.cell(row, column);
      if (cell && !cell.box.disabled) return cell;
      row += down;
      column += right;
    }
    return null;
  }

  freshenBlankRows() {
    this.lines.forEach((line, r) => {
      if (this.rowCells(r).every((cell) => cell.text === "" && !cell.version)) this.rename(line, line.dataset.row + salt());
    });
  }

  rename(line, key) {
    line.dataset.row = key;
    line.querySelectorAll("[data-path]").forEach((box) => {
      const [table, , field] = box.dataset.path.split("/");
      const known = this.cells.byPath.get(box.dataset.path);
      if (known && known.box === box) this.cells.byPath.delete(box.dataset.path);
      box.dataset.path = [table, key, field].join("/");
      box.id = box.dataset.path;
    });
    line.querySelectorAll("[data-computed]").forEach((holder) => {
      const [table, , field] = holder.dataset.computed.split("/");
      holder.dataset.computed = [table, key, field].join("/");
    });
    this.cells.adopt(line);
  }

  /** A blank row below a row (the last one where none is named); gives its number. */
  addRow(after = this.height - 1) {
    const above = this.lines[after];
    const made = above.cloneNode(true);
    made.removeAttribute("class");
    made.querySelectorAll("[data-path]").forEach((box) => {
      box.dataset.version = "0";
      box.removeAttribute("aria-invalid");
      box.removeAttribute("title");
      if (box.tagName === "SELECT") box.selectedIndex = 0; else box.value = "";
      box.style.height = "";
    });
    made.querySelectorAll("[data-computed]").forEach((holder) => { holder.textContent = ""; });
    made.querySelectorAll("td").forEach((one) => {
      one.classList.remove("wrong", "doubted", "picked", "unsaved", "pointed", "from-other", "in-conflict", "differs");
      one.querySelectorAll(".conflict").forEach((choice) => choice.remove());
    });
    above.after(made);
    const key = this.keyBetween(above.dataset.row, this.lines[after + 1] && this.lines[after + 1].dataset.row);
    this.rename(made, key);
    this.refresh();
    this.number();
    return after + 1;
  }

  /** An id whose alphabetical order is the order of the rows. */
  keyBetween(above, below) {
    const low = parseInt(above.slice(0, 6), 10) || 0;
    if (!below) return String(low + 100).padStart(6, "0") + salt();
    const middle = Math.floor((low + (parseInt(below.slice(0, 6), 10) || low)) / 2);
    const key = middle > low ? String(middle).padStart(6, "0") + salt() : `${above}m${salt()}`;
    return key.length <= 24 && key > above && key < below ? key : `${above.slice(0, 19)}z${salt()}`.slice(0, 24);
  }

  number() {
    this.lines.forEach((line, r) => {
      const head = line.querySelector("th[data-number]");
      if (head) head.firstChild.textContent = String(r + 1);
      line.querySelectorAll("[aria-label]").forEach((one) => {
        one.setAttribute("aria-label", one.getAttribute("aria-label").replace(/第\d+行/, `第${r + 1}行`));
      });
    });
  }

  columnTitle(c) {
    const head = this.table.tHead.rows[0].cells[c];
    return head ? (head.dataset.title || head.textContent.trim()) : "";
  }
}
