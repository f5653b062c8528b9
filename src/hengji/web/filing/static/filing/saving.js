// Autosave: only what changed goes out, each answer with the version that it is based on.
//
// What could not be sent stays on the page and, as long as it is unsent, in this browser; it goes out by
// itself when the line is back.  An answer that somebody else wrote meanwhile is never overwritten.

const AFTER = 900;
const POLL = 15000;
const RETRY = [2000, 4000, 8000, 15000, 30000];

export class Saving {
  constructor(work, cells, tell) {
    this.cells = cells;
    this.tell = tell;
    this.address = work.dataset.save;
    this.fields = work.dataset.fields;
    this.known = Number(work.dataset.version);
    this.store = `hengji-unsent-${work.dataset.filing}-${work.dataset.person}`;
    this.token = document.querySelector('meta[name="csrf"]').content;
    this.unsent = new Map();
    this.conflicts = new Map();
    this.sending = false;
    this.failures = 0;
    this.editable = work.dataset.editable === "1";
    if (!this.editable) { this.poll(); return; }
    cells.watch((cell) => this.touch(cell));
    cells.root.addEventListener("hengji:typing", (event) => this.typing(event.target));
    cells.root.addEventListener("compositionstart", () => clearTimeout(this.pause));
    window.addEventListener("online", () => this.soon(0));
    window.addEventListener("focus", () => { if (this.failures) this.soon(0); });
    document.addEventListener("visibilitychange", () => { if (document.hidden) this.send(); else this.look(); });
    window.addEventListener("beforeunload", (event) => this.onLeave(event));
    this.restore();
    this.poll();
  }

  /** A cell changed: it waits to be sent. */
  touch(cell) {
    if (this.conflicts.has(cell.path)) return;
    this.unsent.set(cell.path, { value: cell.text, base: cell.version });
    cell.holder.classList.add("unsaved");
    this.remember();
    if (!this.failures) this.tell("waiting", "有改动，稍候自动保存");
    this.soon(AFTER);
  }

  /** Words still being written are saved too once the person pauses. */
  typing(box) {
    clearTimeout(this.pause);
    this.pause = setTimeout(() => {
      const cell = this.cells.of(box);
      if (cell && document.activeElement === box && box.value !== cell.text) {
        cell.text = box.value;
        cell.mark();
        this.touch(cell);
      }
    }, AFTER);
  }

  soon(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), wait);
  }

  async send() {
    if (this.sending || !this.unsent.size) return;
    this.sending = true;
    clearTimeout(this.timer);
    const sent = new Map(this.unsent);
    const changes = Array.from(sent, ([path, one]) => ({ path, value: one.value, base: one.base }));
    this.tell("sending", "正在保存…");
    try {
      const { status, content } = await this.post(this.address, { known: this.known, changes });
      if (content.saved) this.onSaved(content, sent);
      else this.onRefused(status, content);
    } catch (_) {
      this.onLost();
    }
    this.sending = false;
    if (this.unsent.size && !this.failures) this.soon(AFTER);
  }

  onSaved(content, sent) {
    this.failures = 0;
    const opposed = new Set((content.conflicts || []).map((one) => one.path));
    // A blank answer that was never there is not kept anew, and is settled all the same.
    sent.forEach((one, path) => {
      if (!opposed.has(path)) this.settle(path, content.saved[path] || one.base, sent);
    });
    this.known = content.version;
    (content.others || []).forEach((one) => this.take(one));
    (content.conflicts || []).forEach((one) => this.oppose(one));
    this.remember();
    this.done();
    this.onSync(content.version);
  }

  settle(path, version, sent) {
    const cell = this.cells.at(path);
    if (cell) cell.version = version;
    const now = this.unsent.get(path);
    if (now && sent.get(path) && now.value === sent.get(path).value) {
      this.unsent.delete(path);
      if (cell) cell.holder.classList.remove("unsaved");
    } else if (now) now.base = version;
  }

  /** Replaced by the page: what is to be done once the server has something new. */
  onSync() {}

  done() {
    if (this.conflicts.size) this.tell("opposed", `${this.conflicts.size} 处与别人的修改不一致，请在单元格下选择`);
    else if (!this.unsent.size) this.tell("saved", `已保存 ${clock(new Date())}`);
  }

  onRefused(status, content) {
    const words = (content.error && content.error.message) || "保存没有成功。";
    this.failures += 1;
    if (status === 401 || status === 403) this.renewToken();
    if (status === 400 || (status === 409 && content.error)) {
      // Sending the same again would be refused again; the words stay on the page.
      this.tell("lost", `没有保存：${words}`);
      return;
    }
    this.tell("lost", `没有保存：${words} 填写内容仍在本页。`);
    this.again();
  }

  onLost() {
    this.failures += 1;
    this.tell("lost", `连接已断开，${this.unsent.size} 处改动保留在本页，恢复后自动保存`);
    this.again();
  }

  again() {
    this.soon(RETRY[Math.min(this.failures, RETRY.length) - 1]);
  }

  /** After signing in again elsewhere this page needs the new token. */
  async renewToken() {
    try {
      const response = await fetch(location.pathname, { credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const found = page.querySelector('meta[name="csrf"]');
      if (found && !response.redirected) this.token = found.content;
    } catch (_) { /* the next attempt tries again */ }
  }

  async post(address, content) {
    const response = await fetch(address, {
      method: "POST",
      credentials: "same-origin",
      headers: { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": this.token },
      body: JSON.stringify(content),
    });
    return { status: response.status, content: await response.json().catch(() => ({})) };
  }

  // What others do --------------------------------------------------------------------------------

  take(one) {
    if (this.unsent.has(one.path) || this.conflicts.has(one.path)) return;
    const cell = this.cells.at(one.path);
    if (cell && document.activeElement === cell.box && cell.box.value !== cell.text) return;
    const changed = this.cells.take(one.path, one.value, one.version);
    if (!changed) return;
    changed.holder.classList.add("from-other");
    changed.box.title = `${one.saved_by} 于 ${clock(new Date(one.saved_at))} 填写`;
    setTimeout(() => changed.holder.classList.remove("from-other"), 6000);
    this.onOther(one);
  }

  /** Replaced by the page: somebody else wrote an answer of this page. */
  onOther() {}

  oppose(one) {
    this.unsent.delete(one.path);
    const cell = this.cells.at(one.path);
    if (!cell) {
      this.tell("opposed", `“${one.path}”已被 ${one.saved_by} 修改，未覆盖。`);
      return;
    }
    this.conflicts.set(one.path, one);
    this.onConflict(cell, one, (mine) => {
      this.conflicts.delete(one.path);
      cell.version = one.version;
      if (mine) {
        this.touch(cell);
        this.send();
      } else {
        cell.holder.classList.remove("unsaved");
        this.cells.take(one.path, one.value, one.version);
        cell.show();
        this.done();
        this.onSync(this.known);
      }
    });
  }

  /** Replaced by the page: both values at the cell; `settled(mine)` goes on. */
  onConflict() {}

  poll() {
    this.ticking = setInterval(() => this.look(), POLL);
  }

  /** What was saved elsewhere since. */
  async look() {
    if (document.hidden || this.sending || this.unsent.size) return;
    try {
      const response = await fetch(`${this.fields}?since=${this.known}`, {
        credentials: "same-origin",
        headers: { Accept: "application/json" },
      });
      if (!response.ok) return;
      const content = await response.json();
      if (content.version <= this.known) return;
      this.known = content.version;
      content.fields.forEach((one) => this.take(one));
      this.onSync(content.version);
    } catch (_) { /* asked again in a while */ }
  }

  // Unsent words in this browser --------------------------------------------------------------------

  remember() {
    try {
      if (this.unsent.size) localStorage.setItem(this.store, JSON.stringify(Array.from(this.unsent)));
      else localStorage.removeItem(this.store);
    } catch (_) { /* a browser that keeps nothing still has the page */ }
  }

  restore() {
    let kept = [];
    try {
      kept = JSON.parse(localStorage.getItem(this.store) || "[]");
    } catch (_) { /* nothing was kept */ }
    kept.forEach(([path, one]) => {
      const cell = this.cells.at(path);
      if (cell && cell.text === one.value) return;
      this.unsent.set(path, one);
      if (cell) {
        cell.text = one.value;
        cell.version = one.base;
        cell.show();
        cell.holder.classList.add("unsaved");
      }
    });
    if (this.unsent.size) {
      this.tell("waiting", `找回上次未保存的 ${this.unsent.size} 处内容，正在保存…`);
      this.soon(0);
    } else this.remember();
  }

  onLeave(event) {
    if (document.activeElement) document.activeElement.blur();
    if (!this.unsent.size) return;
    this.send();
    event.preventDefault();
    event.returnValue = "";
  }
}

/** 10:32 */
export function clock(at) {
  const two = (number) => String(number).padStart(2, "0");
  return `${two(at.getHours())}:${two(at.getMinutes())}`;
}
