// The unit of a sheet's amounts: shown in the heads of its columns, and changed with or without converting.
import { plainNumber, shifted } from "./numbers.js";

const POWERS = { 元: 0, 万元: 4, 亿元: 8 };

export class Units {
  constructor(work, cells, history, say) {
    this.cells = cells;
    this.history = history;
    this.say = say;
    work.querySelectorAll("[data-unit-of]").forEach((holder) => this.watch(holder));
  }

  watch(holder) {
    const cell = this.cells.of(holder.querySelector("[data-path]"));
    const sheet = holder.closest("[data-sheet]");
    if (!cell || !sheet) return;
    let before = cell.text;
    const rename = () => {
      sheet.querySelectorAll("[data-money]").forEach((one) => { one.textContent = cell.text; });
    };
    rename();
    this.cells.watch((changed) => {
      if (changed !== cell || cell.text === before) return;
      const [from, to] = [before, cell.text];
      before = cell.text;
      rename();
      if (!this.turning) this.offer(holder, sheet, from, to);
    });
  }

  /** Ask whether the amounts already there were meant in the new unit or must be converted. */
  offer(holder, sheet, from, to) {
    const boxes = Array.from(sheet.querySelectorAll('[data-kind="amount"]'), (box) => this.cells.of(box));
    const filled = boxes.filter((cell) => cell && plainNumber(cell.text) !== null);
    const asked = holder.querySelector(".unit-offer");
    if (asked) asked.remove();
    if (!filled.length) return;
    const line = document.createElement("span");
    line.className = "unit-offer";
    line.setAttribute("role", "status");
    line.append(`已填的 ${filled.length} 个金额`);
    const add = (words, act) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button small";
      button.textContent = words;
      button.addEventListener("click", () => { line.remove(); act(); });
      line.append(button);
    };
    add(`由${from}换算成${to}`, () => {
      const moved = POWERS[from] - POWERS[to];
      const changed = this.history.put(filled.map((cell) => [cell, shifted(plainNumber(cell.text), moved) || cell.text]));
      this.say(`已换算 ${changed} 个金额。可按 Ctrl+Z 撤销。`);
    });
    add("数字不变，只改单位", () => {});
    holder.append(line);
  }
}
