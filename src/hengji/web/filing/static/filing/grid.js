// The tables under keyboard and mouse, as in Excel: choose, move, write, copy, paste, fill down, undo.
import { asText, pastedRows } from "./clipboard.js";
import { pasteReport, planPaste } from "./pasting.js";
import { Sheet } from "./sheets.js";

const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

export class Grid {
  constructor(root, cells, history, say) {
    this.root = root;
    this.cells = cells;
    this.history = history;
    this.say = say;
    this.sheets = new Map();
    this.watchers = [];
    root.querySelectorAll("table[data-table]").forEach((table) => this.sheets.set(table, new Sheet(table, cells)));
    this.mode = "ready";
    this.range = null;
    this.before = "";
    root.addEventListener("keydown", (event) => this.onKey(event));
    root.addEventListener("focusin", (event) => this.onFocus(event));
    root.addEventListener("focusout", (event) => this.onLeave(event));
    root.addEventListener("input", (event) => this.onInput(event));
    root.addEventListener("compositionend", (event) => this.onInput(event));
    root.addEventListener("change", (event) => this.onChange(event));
    root.addEventListener("mousedown", (event) => this.onMouseDown(event));
    root.addEventListener("mouseover", (event) => this.onMouseOver(event));
    root.addEventListener("dblclick", (event) => this.onDoubleClick(event));
    root.addEventListener("click", (event) => this.onClick(event));
    document.addEventListener("copy", (event) => this.onCopy(event, false));
    document.addEventListener("cut", (event) => this.onCopy(event, true));
    document.addEventListener("paste", (event) => this.onPaste(event));
  }

  /** Told which answer the person is at: (cell, sheet, place). */
  watch(watcher) { this.watchers.push(watcher); }

  sheetOf(box) { return this.sheets.get(box.closest("table")); }

  get here() { return this.cells.of(document.activeElement); }

  // Focus and modes -----------------------------------------------------------------------------

  onFocus(event) {
    const cell = this.cells.of(event.target);
    if (!cell) return;
    const sheet = this.sheetOf(cell.box);
    this.before = cell.text;
    this.mode = sheet && sheet.isForm && cell.isLong ? "edit" : "ready";
    if (!cell.isChoice && cell.box.value !== cell.text) cell.box.value = cell.text;
    if (this.mode === "ready" && !cell.isChoice) cell.box.select();
    const place = sheet && sheet.place(cell.box);
    if (!this.extending && place) this.choose(sheet, place, place);
    this.watchers.forEach((watcher) => watcher(cell, sheet, place));
  }

  onLeave(event) {
    const cell = this.cells.of(event.target);
    if (cell) this.commit(cell);
  }

  onInput(event) {
    const cell = this.cells.of(event.target);
    if (!cell || cell.isChoice) return;
    if (this.mode === "ready") this.mode = "typing";
    if (cell.isLong) cell.fit();
    // Half-written pinyin of an input method is no answer yet; it speaks again when it is done.
    if (event.isComposing) return;
    cell.box.dispatchEvent(new CustomEvent("hengji:typing", { bubbles: true }));
  }

  onChange(event) {
    const cell = this.cells.of(event.target);
    if (cell && cell.isChoice) this.commit(cell);
  }

  /** What was written becomes a step of the history. */
  commit(cell) {
    if (cell.box.readOnly || cell.box.disabled) return;
    const written = cell.box.value;
    if (written !== cell.text || cell.text !== this.before) {
      const before = this.before;
      this.cells.put(cell, written);
      if (cell.text !== before) this.history.keep([{ path: cell.path, before, after: cell.text }]);
    }
    this.before = cell.text;
    cell.show();
  }

  focus(cell) {
    if (!cell) return false;
    cell.box.focus();
    return true;
  }

  // Choosing --------------------------------------------------------------------------------------

  choose(sheet, anchor, head) {
    this.root.querySelectorAll(".picked").forEach((one) => one.classList.remove("picked"));
    this.range = { sheet, anchor, head };
    if (anchor.r === head.r && anchor.c === head.c) return;
    this.eachHolder((holder) => holder.classList.add("picked"));
  }

  bounds() {
    const { anchor, head } = this.range;
    return {
      top: Math.min(anchor.r, head.r),
      bottom: Math.max(anchor.r, head.r),
      left: Math.min(anchor.c, head.c),
      right: Math.max(anchor.c, head.c),
    };
  }

  eachHolder(visit) {
    const { top, bottom, left, right } = this.bounds();
    for (let r = top; r <= bottom; r += 1) {
      for (let c = left; c <= right; c += 1) {
        const holder = this.range.sheet.holder(r, c);
        if (holder) visit(holder, r, c);
      }
    }
  }

  get isWide() {
    if (!this.range) return false;
    const { anchor, head } = this.range;
    return anchor.r !== head.r || anchor.c !== head.c;
  }

  extend(down, right) {
    const { sheet, anchor, head } = this.range;
    const r = Math.min(Math.max(head.r + down, 0), sheet.height - 1);
    const c = Math.min(Math.max(head.c + right, 0), sheet.width - 1);
    this.choose(sheet, anchor, { r, c });
    const holder = sheet.holder(r, c);
    if (holder) holder.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  onMouseDown(event) {
    const holder = event.target.closest("td,th");
    const box = holder && holder.querySelector("[data-path]");
    const sheet = box && this.sheetOf(box);
    if (!sheet || event.button) return;
    const place = sheet.place(box);
    if (event.shiftKey && this.range && this.range.sheet === sheet && this.here) {
      event.preventDefault();
      this.choose(sheet, this.range.anchor, place);
      return;
    }
    this.dragging = place && { sheet, place };
    const cell = this.cells.of(box);
    if (document.activeElement === box || cell.isChoice || (sheet.isForm && cell.isLong)) {
      if (document.activeElement === box && !cell.isChoice) this.mode = "edit";
      return;
    }
    event.preventDefault();
    box.focus();
  }

  onMouseOver(event) {
    if (!this.dragging) return;
    if (!(event.buttons & 1)) { this.dragging = null; return; }
    const holder = event.target.closest("td,th");
    const { sheet, place } = this.dragging;
    if (!holder || holder.closest("table") !== sheet.table || !holder.parentNode.dataset.row) return;
    const head = { r: sheet.lines.indexOf(holder.parentNode), c: Array.from(holder.parentNode.cells).indexOf(holder) };
    if (head.r !== place.r || head.c !== place.c || this.isWide) {
      this.choose(sheet, place, head);
      window.getSelection().removeAllRanges();
    }
  }

  onDoubleClick(event) {
    if (this.cells.of(event.target)) this.mode = "edit";
  }

  onClick(event) {
    const add = event.target.closest("[data-add]");
    if (add) {
      const sheet = Array.from(this.sheets.values()).find((one) => one.id === add.dataset.add);
      this.focusRow(sheet, sheet.addRow());
    }
    const act = event.target.closest("[data-row-act]");
    if (act) this.onRowAct(act);
  }

  onRowAct(button) {
    const sheet = this.sheets.get(button.closest("table"));
    const r = sheet.lines.indexOf(button.closest("tr"));
    if (button.dataset.rowAct === "insert") this.focusRow(sheet, sheet.addRow(r));
    else {
      const changed = this.history.put(sheet.rowCells(r).map((cell) => [cell, ""]));
      this.say(changed ? `第 ${r + 1} 行已清空，保存后不再列出。可按 Ctrl+Z 撤销。` : "这一行本来就是空的。");
    }
  }

  focusRow(sheet, r) {
    this.focus(sheet.next(r, -1, 0, 1));
  }

  // Keys ------------------------------------------------------------------------------------------

  onKey(event) {
    const cell = this.cells.of(event.target);
    if (!cell || event.isComposing || event.keyCode === 229) return;
    const command = (event.ctrlKey || event.metaKey) && !event.altKey;
    const taken = command ? this.onCommand(event, cell) : this.onPlainKey(event, cell);
    if (taken) event.preventDefault();
  }

  onCommand(event, cell) {
    switch (event.key.toLowerCase()) {
      case "z": return this.turn(cell, event.shiftKey ? "redo" : "undo");
      case "y": return this.turn(cell, "redo");
      case "d": return this.fill(cell, "down");
      case "r": return this.isWide && this.fill(cell, "right");
      case "home": return this.jump(cell, 0, -1, 1);
      case "end": return this.jump(cell, Infinity, Infinity, -1);
      default: return false;
    }
  }

  onPlainKey(event, cell) {
    const sheet = this.sheetOf(cell.box);
    const place = sheet && sheet.place(cell.box);
    const { key } = event;
    const editing = this.mode === "edit";
    if (key === "Escape") return this.giveUp(cell);
    if (key === "F2") return this.edit(cell);
    if (!place) return false;
    if (key === "Enter") return this.onEnter(event, cell, sheet, place);
    if (ARROWS[key]) return this.onArrow(event, cell, sheet, place, editing);
    if (editing) return false;
    if ((key === "Delete" || key === "Backspace") && this.isWide) return this.clear();
    if (key === "Delete" && this.mode === "ready") return this.clear();
    if (cell.isChoice && (key === "Backspace")) return this.clear();
    if (key === "Home" && this.mode === "ready") return this.jump(cell, place.r, -1, 1);
    if (key === "End" && this.mode === "ready") return this.jump(cell, place.r, Infinity, -1);
    return false;
  }

  onEnter(event, cell, sheet, place) {
    if (sheet.isForm && cell.isLong && !event.ctrlKey) return false;
    if (event.altKey && cell.isLong) {
      const { selectionStart: start, selectionEnd: end } = cell.box;
      cell.box.setRangeText("\n", start, end, "end");
      this.mode = "edit";
      cell.fit();
      return true;
    }
    this.commit(cell);
    const target = sheet.next(place.r, place.c, event.shiftKey ? -1 : 1, 0);
    if (!target && sheet.isList && !event.shiftKey && !sheet.isBlank(place.r)) {
      return this.focus(sheet.cell(sheet.addRow(), place.c));
    }
    if (!this.focus(target)) { this.before = cell.text; this.mode = "ready"; if (!cell.isChoice) cell.box.select(); }
    return true;
  }

  onArrow(event, cell, sheet, place, editing) {
    const [down, right] = ARROWS[event.key];
    if (event.altKey) return false;
    if (editing && (right || cell.isLong)) return false;
    if (event.shiftKey) {
      if (editing || this.mode === "typing") return false;
      this.extend(down, right);
      return true;
    }
    this.commit(cell);
    this.focus(sheet.next(place.r, place.c, down, right));
    return true;
  }

  jump(cell, row, column, right) {
    if (this.mode !== "ready") return false;
    const sheet = this.sheetOf(cell.box);
    if (!sheet) return false;
    const r = Math.min(row, sheet.height - 1);
    return this.focus(sheet.next(r, column === Infinity ? sheet.width : column, 0, right));
  }

  edit(cell) {
    if (cell.isChoice) return false;
    this.mode = "edit";
    cell.box.setSelectionRange(cell.box.value.length, cell.box.value.length);
    return true;
  }

  giveUp(cell) {
    this.mode = "ready";
    if (cell.text !== this.before) this.cells.put(cell, this.before);
    if (!cell.isChoice) { cell.box.value = cell.text; cell.box.select(); }
    return true;
  }

  // Changing many -----------------------------------------------------------------------------------

  turn(cell, way) {
    if (cell.box.value !== this.before && way === "undo" && !cell.isChoice) return this.giveUp(cell);
    this.commit(cell);
    const changed = this.history[way]();
    if (changed) { this.focus(changed); this.before = changed.text; changed.show(); }
    this.say(changed ? (way === "undo" ? "已撤销一步。" : "已恢复一步。") : (way === "undo" ? "没有可以撤销的了。" : "没有可以恢复的了。"));
    return true;
  }

  apply(changes) {
    const writable = changes.filter(([cell]) => cell && !cell.box.readOnly && !cell.box.disabled);
    const here = this.here;
    const changed = this.history.put(writable);
    if (here) { this.before = here.text; here.show(); }
    return changed;
  }

  clear() {
    const changes = [];
    this.eachHolder((_, r, c) => changes.push([this.range.sheet.cell(r, c), ""]));
    const changed = this.apply(changes.filter(([cell]) => cell));
    if (changed > 1) this.say(`已清空 ${changed} 格；空白不等于 0。可按 Ctrl+Z 撤销。`);
    return true;
  }

  fill(cell, way) {
    this.commit(cell);
    const { sheet } = this.range || {};
    if (!sheet) return true;
    let { top, left } = this.bounds();
    if (!this.isWide) {
      if (!top) { this.say("上面没有可以填充的内容。"); return true; }
      top -= 1;
      this.range = { sheet, anchor: { r: top, c: left }, head: this.range.head };
    }
    const changes = [];
    this.eachHolder((_, r, c) => {
      const from = way === "down" ? sheet.cell(top, c) : sheet.cell(r, left);
      const to = sheet.cell(r, c);
      if (from && to && from !== to) changes.push([to, from.text]);
    });
    const changed = this.apply(changes);
    this.say(`已填充 ${changed} 格。可按 Ctrl+Z 撤销。`);
    return true;
  }

  // Clipboard -----------------------------------------------------------------------------------------

  onCopy(event, cutting) {
    if (!this.here || !this.isWide || !event.clipboardData) return;
    const { top, bottom, left, right } = this.bounds();
    const rows = [];
    for (let r = top; r <= bottom; r += 1) {
      const row = [];
      for (let c = left; c <= right; c += 1) row.push(this.range.sheet.words(r, c));
      rows.push(row);
    }
    event.clipboardData.setData("text/plain", asText(rows));
    event.preventDefault();
    if (cutting) this.clear(); else this.say(`已复制 ${rows.length} 行 × ${rows[0].length} 列。`);
  }

  onPaste(event) {
    const cell = this.here;
    const sheet = cell && this.sheetOf(cell.box);
    if (!sheet || !event.clipboardData || cell.box.readOnly) return;
    const rows = pastedRows(event.clipboardData);
    if (!rows.length) return;
    const single = rows.length === 1 && rows[0].length === 1;
    if ((single && this.mode !== "ready") || (sheet.isForm && cell.isLong && rows[0].length === 1)) return;
    event.preventDefault();
    if (single && this.isWide) {
      const changes = [];
      this.eachHolder((_, r, c) => changes.push([sheet.cell(r, c), rows[0][0]]));
      this.say(`已粘贴到 ${this.apply(changes.filter(([one]) => one))} 格。`);
      return;
    }
    const { top, left } = this.bounds();
    const plan = planPaste(sheet, rows, { r: top, c: left });
    const changed = this.apply(plan.changes);
    if (!single) this.say(pasteReport(plan, changed));
  }
}
