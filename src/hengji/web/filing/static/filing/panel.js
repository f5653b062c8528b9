// The scorecard and the findings beside the form: fetched after each save, shown as the server wrote them.

export class Panel {
  constructor(work, holder, cells, saving) {
    this.address = work.dataset.panel;
    this.explanations = work.dataset.explain;
    this.holder = holder;
    this.cells = cells;
    this.saving = saving;
    this.marked = new Set();
    this.computed = new Map();
    cells.root.querySelectorAll("[data-computed]").forEach((one) => this.computed.set(one.dataset.computed, one));
    holder.addEventListener("click", (event) => this.onClick(event));
    document.addEventListener("submit", (event) => this.onSubmit(event));
    holder.addEventListener("focusout", () => setTimeout(() => this.swap(), 0));
  }

  /** Ask once more; requests that pile up become one. */
  async refresh() {
    if (this.asking) { this.again = true; return; }
    this.asking = true;
    try {
      const response = await fetch(this.address, {
        credentials: "same-origin",
        headers: { Accept: "application/json" },
      });
      if (response.ok) this.show(await response.json());
    } catch (_) { /* the line is down: autosave says so */ }
    this.asking = false;
    if (this.again) { this.again = false; this.refresh(); }
  }

  show(content) {
    this.waiting = content;
    this.swap();
    document.querySelectorAll('input[name="version"]').forEach((one) => { one.value = content.version; });
    this.mark(content.cells);
    this.cells.root.querySelectorAll("[data-computed]").forEach((one) => {
      const words = content.computed[one.dataset.computed] || "";
      if (one.textContent !== words) one.textContent = words;
      one.classList.toggle("differs", words.startsWith("相差"));
    });
    document.dispatchEvent(new CustomEvent("hengji:checked", { detail: content }));
  }

  /** Put the newest panel in, unless somebody is writing an explanation in the old one. */
  swap() {
    if (!this.waiting) return;
    const writing = document.activeElement;
    if (writing && writing.tagName === "TEXTAREA" && this.holder.contains(writing)) return;
    const before = this.total();
    const open = Array.from(this.holder.querySelectorAll("details[open]"), (one) => one.id);
    const page = new DOMParser().parseFromString(this.waiting.html, "text/html");
    this.holder.textContent = "";
    this.holder.append(...Array.from(page.body.childNodes, (one) => document.importNode(one, true)));
    open.forEach((id) => { const found = id && document.getElementById(id); if (found) found.open = true; });
    this.waiting = null;
    this.moved(before, this.total());
  }

  total() {
    const found = this.holder.querySelector("[data-total]");
    return found ? found.dataset.total : null;
  }

  /** Show by how much the score moved; hundredths as whole numbers, so no binary dust. */
  moved(before, after) {
    if (before === null || after === null || before === after || !before || !after) return;
    const cents = Math.round(Number(after) * 100) - Math.round(Number(before) * 100);
    const sign = document.createElement("span");
    sign.className = `moved ${cents > 0 ? "up" : "down"}`;
    sign.textContent = `${cents > 0 ? "+" : "−"}${(Math.abs(cents) / 100).toFixed(2)}`;
    this.holder.querySelector("[data-total]").after(sign);
    setTimeout(() => sign.remove(), 8000);
  }

  mark(notes) {
    this.marked.forEach((path) => {
      const cell = this.cells.at(path);
      if (cell && !notes[path]) { cell.holder.classList.remove("doubted"); cell.mark(""); }
    });
    this.marked = new Set(Object.keys(notes));
    Object.entries(notes).forEach(([path, note]) => {
      const cell = this.cells.at(path);
      if (!cell) return;
      const isWrong = note.tier === "blocks";
      cell.holder.classList.toggle("doubted", !isWrong);
      cell.mark(isWrong ? note.words : "");
      cell.doubt = note.words;
    });
    this.cells.byPath.forEach((cell, path) => { if (!notes[path]) cell.doubt = ""; });
  }

  onClick(event) {
    const link = event.target.closest("a[data-go]");
    if (!link) return;
    if (this.go(link.dataset.go)) event.preventDefault();
  }

  /** To the cell of a finding, if it is on this page. */
  go(path) {
    const cell = this.cells.at(path);
    if (!cell) return false;
    const fold = cell.box.closest("details");
    if (fold) fold.open = true;
    cell.holder.scrollIntoView({ block: "center", inline: "center" });
    cell.box.focus({ preventScroll: true });
    cell.holder.classList.remove("pointed");
    void cell.holder.offsetWidth;
    cell.holder.classList.add("pointed");
    history.replaceState(null, "", `#${encodeURIComponent(path)}`);
    return true;
  }

  async onSubmit(event) {
    const form = event.target.closest("form[data-explains]");
    if (!form) return;
    event.preventDefault();
    const state = form.querySelector("[role=status]");
    const button = form.querySelector("button");
    button.disabled = true;
    state.textContent = "正在保存…";
    try {
      const { status, content } = await this.saving.post(this.explanations, {
        finding: form.dataset.explains,
        text: form.querySelector("textarea").value,
      });
      state.textContent = status === 200 ? "说明已保存" : (content.error && content.error.message) || "没有保存，请重试。";
      if (status === 200) {
        form.querySelector("textarea").blur();
        await this.refresh();
        if (!this.holder.contains(form)) form.closest("[data-doubt]").classList.add("answered");
      }
    } catch (_) {
      state.textContent = "连接已断开，说明还没有保存，请稍后再按一次。";
    }
    button.disabled = false;
  }
}
