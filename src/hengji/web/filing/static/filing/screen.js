// A step of a filing: puts tables, autosave and panel together.
import { Cells } from "./cells.js";
import { dress } from "./dressing.js";
import { Grid } from "./grid.js";
import { History } from "./history.js";
import { Panel } from "./panel.js";
import { Saving, clock } from "./saving.js";
import { Units } from "./units.js";

// Milliseconds: between two scorecards of one page while somebody types on, and the pause that brings one sooner.
const BETWEEN = 15000;
const PAUSE = 2500;
const work = document.getElementById("work");
const element = (name, words, kind) => {
  const made = document.createElement(name);
  if (words) made.textContent = words;
  if (kind) made.className = kind;
  return made;
};

/** Says what happened, to eyes and to a screen reader. */
function teller() {
  const holder = document.getElementById("said");
  let timer = 0;
  return (words) => {
    holder.textContent = words;
    holder.hidden = false;
    clearTimeout(timer);
    timer = setTimeout(() => { holder.hidden = true; }, 9000);
  };
}

function saveState() {
  const holder = document.getElementById("save-state");
  return (state, words) => {
    holder.className = `save-state ${state}`;
    holder.textContent = words;
  };
}

/** The bar above the tables: which cell, what belongs there, what is wrong with it. */
function nameBar(grid) {
  const name = document.getElementById("cell-name");
  const note = document.getElementById("cell-note");
  let here = null;
  const show = () => {
    if (!here) return;
    const { cell, sheet, place } = here;
    name.textContent = cell.box.getAttribute("aria-label") || "";
    const head = sheet && place ? sheet.table.tHead.rows[0].cells[place.c] : null;
    const wrong = cell.words || cell.doubt || "";
    note.textContent = wrong || cell.box.dataset.hint || (head && head.dataset.hint) || "";
    note.className = cell.words ? "wrong-words" : (cell.doubt ? "doubt-words" : "");
  };
  grid.watch((cell, sheet, place) => { here = { cell, sheet, place }; show(); });
  document.addEventListener("hengji:checked", show);
}

/** Both values at the cell, to choose from. */
function conflictAt(cell, one, settled) {
  const box = element("div", "", "conflict");
  box.setAttribute("role", "alert");
  box.append(element("p", `${one.saved_by} ${clock(new Date(one.saved_at))} 也改了这一格，请选择保留哪一个：`));
  [["用他的", one.value, false], ["用我的", one.yours, true]].forEach(([words, value, mine]) => {
    const button = element("button", words, "button small");
    button.type = "button";
    button.addEventListener("click", () => {
      box.remove();
      cell.holder.classList.remove("in-conflict");
      settled(mine);
    });
    const line = element("p", "", mine ? "mine" : "theirs");
    line.append(button, element("span", value || "（空白）"));
    box.append(line);
  });
  cell.holder.classList.add("in-conflict");
  cell.holder.append(box);
}

/** The scorecard follows a save at once; further ones within a while together, when the person pauses. */
function follow(saving, panel, cells) {
  let timer = 0;
  let asked = 0;
  const ask = () => {
    clearTimeout(timer);
    timer = setTimeout(() => { timer = 0; asked = Date.now(); panel.refresh(); }, Date.now() - asked > BETWEEN ? 150 : PAUSE);
  };
  saving.onSync = ask;
  cells.root.addEventListener("hengji:typing", () => { if (timer) ask(); });
}

function start() {
  work.querySelectorAll("table[data-table]").forEach(dress);
  const say = teller();
  const cells = new Cells(work);
  const history = new History(cells);
  const grid = new Grid(work, cells, history, say);
  const saving = new Saving(work, cells, saveState());
  const panel = new Panel(work, document.getElementById("panel-body"), cells, saving);
  new Units(work, cells, history, say);
  nameBar(grid);
  follow(saving, panel, cells);
  saving.onOther = (one) => say(`${one.saved_by} 刚刚填写了“${cells.at(one.path).box.getAttribute("aria-label")}”。`);
  saving.onConflict = conflictAt;
  panel.refresh();
  const pointed = () => panel.go(decodeURIComponent(location.hash.slice(1)));
  window.addEventListener("hashchange", pointed);
  if (location.hash) {
    pointed();
    // The browser's own jump comes after ours and would hide the cell below the bar.
    window.addEventListener("load", () => setTimeout(pointed, 50));
    if (document.readyState === "complete") setTimeout(pointed, 50);
  }
  document.getElementById("fold-panel").addEventListener("click", (event) => {
    const folded = document.getElementById("content").classList.toggle("folded");
    event.currentTarget.setAttribute("aria-expanded", String(!folded));
    event.currentTarget.textContent = folded ? "展开得分" : "收起";
  });
  document.addEventListener("submit", (event) => guardSubmit(event, saving));
}

/** A button that moves the filing is pressed once, after everything is saved. */
function guardSubmit(event, saving) {
  const form = event.target;
  const button = form.querySelector("[data-once]");
  if (!button || event.defaultPrevented) return;
  if (saving.unsent.size || saving.conflicts.size) {
    event.preventDefault();
    saving.send();
    document.getElementById("said").hidden = false;
    document.getElementById("said").textContent = "还有内容没有保存，请等“已保存”出现后再按一次。";
    return;
  }
  setTimeout(() => { button.disabled = true; }, 0);
}

if (work) start();
