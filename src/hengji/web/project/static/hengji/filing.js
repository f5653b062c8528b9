// A filing's page: saves fields as they are typed, shows what others saved, keeps what could not be sent.
"use strict";
(() => {
  const work = document.getElementById("work");
  if (!work) return;
  const state = document.getElementById("save-state");
  const csrf = document.querySelector('meta[name="csrf"]').content;
  const keep = `hengji-draft-${work.dataset.filing}`;
  const SAVE_AFTER = 1200, ASK_EVERY = 15000;
  let known = Number(work.dataset.version), waiting = null, sending = false, wanted = false;
  const dirty = new Map();

  const field = (path) => work.querySelector(`[data-path="${CSS.escape(path)}"]`);
  const say = (words, bad = false) => { state.textContent = words; state.classList.toggle("bad", bad); };
  const clock = () => new Date().toLocaleTimeString("zh-CN", { hour12: false });
  const element = (name, words = "", kind = "") => {
    const made = document.createElement(name);
    made.textContent = words;
    if (kind) made.className = kind;
    return made;
  };

  async function ask(address, content) {
    const options = { headers: { Accept: "application/json" }, credentials: "same-origin" };
    if (content !== undefined) {
      options.method = "POST";
      options.headers["Content-Type"] = "application/json";
      options.headers["X-CSRFToken"] = csrf;
      options.body = JSON.stringify(content);
    }
    const response = await fetch(address, options);
    return { status: response.status, content: await response.json().catch(() => ({})) };
  }

  // What is typed but not yet kept by the server survives a closed tab in this browser.
  function remember() {
    try {
      if (dirty.size) sessionStorage.setItem(keep, JSON.stringify([...dirty]));
      else sessionStorage.removeItem(keep);
    } catch (_) { /* a browser that keeps nothing still has the page */ }
  }

  function touched(box) {
    dirty.set(box.dataset.path, { value: box.value, base: Number(box.dataset.version) });
    box.classList.add("unsaved");
    remember();
    say("有未保存的修改");
    clearTimeout(waiting);
    waiting = setTimeout(save, SAVE_AFTER);
  }

  async function save() {
    if (sending) { wanted = true; return; }
    if (!dirty.size) return;
    sending = true;
    const sent = new Map(dirty);
    say("正在保存…");
    try {
      const changes = [...sent].map(([path, one]) => ({ path, value: one.value, base: one.base }));
      const { status, content } = await ask(work.dataset.save, { known, changes });
      if (status !== 200 && !(status === 409 && content.saved)) {
        say(content.error ? content.error.message : "保存没有成功，内容仍在本页。", true);
        return;
      }
      for (const [path, version] of Object.entries(content.saved)) {
        const box = field(path);
        if (box) box.dataset.version = version;
        if (dirty.get(path) && dirty.get(path).value === sent.get(path).value) {
          dirty.delete(path);
          if (box) box.classList.remove("unsaved");
        } else if (dirty.has(path)) dirty.get(path).base = version;
      }
      known = content.version;
      work.dataset.version = known;
      take(content.others || []);
      conflicts(content.conflicts || []);
      remember();
      if (!dirty.size) say(`已保存 ${clock()}`);
      check();
    } catch (_) {
      say("连不上服务器，内容保留在本页，恢复后自动保存。", true);
      clearTimeout(waiting);
      waiting = setTimeout(save, 5000);
    } finally {
      sending = false;
      if (wanted) { wanted = false; save(); }
    }
  }

  function take(others) {
    for (const one of others) {
      const box = field(one.path);
      if (!box || dirty.has(one.path)) continue;
      box.value = one.value;
      box.dataset.version = one.version;
      box.title = `${one.saved_by} 刚刚保存`;
      box.classList.add("marked");
    }
  }

  function conflicts(list) {
    const shelf = document.getElementById("conflicts");
    shelf.replaceChildren();
    shelf.hidden = !list.length;
    if (!list.length) return;
    shelf.append(element("b", "以下内容同时被别人改过，请选择保留哪一个："));
    const table = element("table");
    for (const one of list) {
      dirty.delete(one.path);
      const row = table.insertRow(), box = field(one.path);
      if (box) box.classList.add("in-conflict");
      row.insertCell().textContent = box ? box.getAttribute("aria-label") : one.path;
      for (const [words, value] of [["保留我的", one.yours], [`采用${one.saved_by}的`, one.value]]) {
        const cell = row.insertCell(), button = element("button", words, "button small");
        button.type = "button";
        button.addEventListener("click", () => {
          row.remove();
          shelf.hidden = !table.rows.length;
          if (!box) return;
          box.classList.remove("in-conflict");
          box.dataset.version = one.version;
          box.value = value;
          if (value !== one.value) touched(box); else box.classList.remove("unsaved");
        });
        cell.append(button, ` ${value || "（空白）"}`);
      }
    }
    shelf.append(table);
    say("有内容与别人的修改冲突，请选择", true);
  }

  async function check() {
    try {
      const { status, content } = await ask(work.dataset.check);
      if (status !== 200) return;
      panel(content);
      document.dispatchEvent(new CustomEvent("hengji:checked", { detail: content }));
    } catch (_) { /* said by the next save */ }
  }

  function panel(content) {
    const result = content.evaluation;
    document.getElementById("panel-score").textContent = (result && result.computed_score) || "—";
    document.getElementById("panel-grade").textContent = (result && result.computed_grade) || (result ? "还不能确定" : "");
    const counts = document.getElementById("panel-counts");
    counts.replaceChildren(element("span", `阻断 ${content.blocking}`), element("span", `待说明 ${content.unexplained}`));
    const list = document.getElementById("panel-findings");
    list.replaceChildren(...lines(content));
    if (!list.children.length) list.append(element("li", "没有发现问题。", "done"));
  }

  function lines(content) {
    const made = content.unreadable.map((one) => line("blocks", `不能读取：${one.found}。${one.remedy}`, one.href));
    for (const one of content.findings) {
      const kind = one.tier === "explain" && one.explanation ? "done" : one.tier;
      made.push(line(kind, `〔${one.tier_title}〕${one.title}`, one.href, one.message));
    }
    return made;
  }

  function line(kind, words, href, more) {
    const item = element("li", "", kind), target = element(href ? "a" : "b", words);
    if (href) target.href = href;
    item.append(target);
    if (more) item.append(element("div", more, "quiet"));
    return item;
  }

  async function listen() {
    if (document.hidden || sending || dirty.size) return;
    try {
      const { status, content } = await ask(`${work.dataset.fields}?since=${known}`);
      if (status === 200 && content.version > known) { known = content.version; take(content.fields); check(); }
    } catch (_) { /* the next time */ }
  }

  function addRow(table) {
    const last = table.tBodies[0].rows[table.tBodies[0].rows.length - 1], made = last.cloneNode(true);
    const key = String((parseInt(last.dataset.row.slice(0, 6), 10) || 0) + 100).padStart(6, "0") + Math.random().toString(36).slice(2, 5);
    made.dataset.row = key;
    for (const box of made.querySelectorAll("[data-path]")) {
      const parts = box.dataset.path.split("/");
      box.id = box.dataset.path = [parts[0], key, parts[2]].join("/");
      box.dataset.version = 0;
      box.value = "";
    }
    table.tBodies[0].append(made);
    made.querySelector("[data-path]").focus();
  }

  if (work.dataset.editable === "1") {
    work.addEventListener("input", (event) => { if (event.target.dataset.path) touched(event.target); });
    work.addEventListener("change", (event) => { if (event.target.dataset.path) touched(event.target); });
    work.addEventListener("click", (event) => {
      const name = event.target.dataset.add;
      if (name) addRow(work.querySelector(`table[data-table="${CSS.escape(name)}"]`));
    });
    window.addEventListener("beforeunload", (event) => { if (dirty.size) { save(); event.preventDefault(); } });
    try {
      for (const [path, one] of JSON.parse(sessionStorage.getItem(keep) || "[]")) {
        const box = field(path);
        if (box && box.value !== one.value) { box.value = one.value; box.dataset.version = one.base; touched(box); }
      }
    } catch (_) { /* nothing was kept */ }
  }
  document.addEventListener("submit", (event) => {
    const button = event.target.querySelector("[data-once]");
    if (button) button.disabled = true;
  });
  window.hengji = { ask, check, save, element };
  check();
  setInterval(listen, ASK_EVERY);
  if (location.hash) {
    const box = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (box) { box.focus(); box.classList.add("marked"); box.scrollIntoView({ block: "center" }); }
  }
})();
