// Undo and redo of what this person did on this page.

const DEEPEST = 200;

export class History {
  constructor(cells) {
    this.cells = cells;
    this.done = [];
    this.undone = [];
  }

  /** Put texts into cells as one step: [[cell, text], …]; gives how many changed. */
  put(changes) {
    const step = [];
    changes.forEach(([cell, text]) => {
      const before = cell.text;
      if (this.cells.put(cell, text)) step.push({ path: cell.path, before, after: cell.text });
    });
    this.keep(step);
    return step.length;
  }

  /** Remember a step that was done elsewhere. */
  keep(step) {
    if (!step.length) return;
    this.done.push(step);
    if (this.done.length > DEEPEST) this.done.shift();
    this.undone = [];
  }

  undo() { return this.turn(this.done, this.undone, "before"); }

  redo() { return this.turn(this.undone, this.done, "after"); }

  turn(from, to, which) {
    const step = from.pop();
    if (!step) return null;
    to.push(step);
    let last = null;
    step.forEach((one) => {
      const cell = this.cells.at(one.path);
      if (cell) {
        this.cells.put(cell, one[which]);
        last = last || cell;
      }
    });
    return last;
  }
}
