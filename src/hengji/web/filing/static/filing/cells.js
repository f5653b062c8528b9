// The answers on the page: what is kept, what is shown, which version the server last gave.
import { hintFor, kept, shown } from "./numbers.js";

/** One answer: its element, its kept text, the version it is based on. */
class Cell {
  constructor(box) {
    this.box = box;
    this.path = box.dataset.path;
    this.kind = box.dataset.kind || "text";
    this.version = Number(box.dataset.version);
    this.text = box.value;
    this.note = "";
    this.show();
  }

  get isLong() { return this.box.tagName === "TEXTAREA"; }

  get isChoice() { return this.box.tagName === "SELECT"; }

  get holder() { return this.box.closest("td") || this.box.parentNode; }

  /** What the person sees while the cell is not being written in. */
  show() {
    if (this.isChoice) {
      choose(this.box, this.text);
    } else {
      const words = document.activeElement === this.box ? this.text : shown(this.kind, this.text);
      if (this.box.value !== words) this.box.value = words;
      if (this.isLong) this.fit();
    }
    this.mark();
  }

  /** As high as its words. */
  fit() {
    if (!this.box.offsetParent) return;
    this.box.style.height = "auto";
    this.box.style.height = `${this.box.scrollHeight + 2}px`;
  }

  /** A doubt from the server, or our own hint that no number stands here. */
  mark(note) {
    if (note !== undefined) this.note = note;
    const words = this.note || hintFor(this.kind, this.text);
    const holder = this.holder;
    holder.classList.toggle("wrong", Boolean(words));
    if (words) this.box.setAttribute("aria-invalid", "true"); else this.box.removeAttribute("aria-invalid");
    this.words = words;
  }
}

/** Selects an option; a text that is none of them is kept as one more, so that nothing is lost. */
function choose(box, text) {
  const options = Array.from(box.options);
  const odd = options.find((one) => one.dataset.odd);
  let found = options.find((one) => one.value === text);
  if (!found) {
    const key = text.replace(/\s+/g, "");
    found = options.find((one) => key && one.value.replace(/\s+/g, "") === key);
  }
  if (!found) {
    const made = odd || document.createElement("option");
    made.dataset.odd = "1";
    made.value = text;
    made.textContent = `${text}（不是选项）`;
    if (!odd) box.append(made);
    found = made;
  } else if (odd && odd !== found) odd.remove();
  box.value = found.value;
}

/** All answers of the page. */
export class Cells {
  constructor(root) {
    this.root = root;
    this.byPath = new Map();
    this.watchers = [];
    this.adopt(root);
  }

  /** Take over the boxes below an element. */
  adopt(element) {
    element.querySelectorAll("[data-path]").forEach((box) => {
      if (!this.byPath.has(box.dataset.path)) this.byPath.set(box.dataset.path, new Cell(box));
    });
  }

  /** Told of every change that a person made: (cell). */
  watch(watcher) { this.watchers.push(watcher); }

  of(box) { return box && box.dataset && box.dataset.path ? this.byPath.get(box.dataset.path) : undefined; }

  at(path) { return this.byPath.get(path); }

  /** A change by the person; gives whether it was one. */
  put(cell, text) {
    let value = kept(cell.kind, text);
    if (cell.isChoice) {
      choose(cell.box, value);
      value = cell.box.value;
    }
    if (value === cell.text) { cell.show(); return false; }
    cell.text = value;
    cell.show();
    this.watchers.forEach((watcher) => watcher(cell));
    return true;
  }

  /** What somebody else or the server has; no change of the person's own. */
  take(path, text, version) {
    const cell = this.byPath.get(path);
    if (!cell) return null;
    cell.version = version;
    if (cell.text === text) return null;
    cell.text = text;
    cell.show();
    return cell;
  }
}
