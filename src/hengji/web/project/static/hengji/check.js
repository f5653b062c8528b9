// The step 校验与得分: every finding with its explanation, every criterion with its arithmetic.
"use strict";
document.addEventListener("hengji:checked", (event) => {
  const content = event.detail, { ask, check, element } = window.hengji, work = document.getElementById("work");
  const list = document.getElementById("check-list"), rows = document.querySelector("#score-table tbody");
  if (!list) return;
  const shelf = element("ul", "", "findings");
  for (const one of content.unreadable) {
    const item = element("li", "", "blocks"), link = element("a", one.found);
    link.href = one.href || "#";
    item.append(element("b", "〔阻断〕不能读取："), link, element("div", one.remedy, "quiet"));
    shelf.append(item);
  }
  for (const one of content.findings) {
    const item = element("li", "", one.tier === "explain" && one.explanation ? "done" : one.tier);
    const link = element(one.href ? "a" : "b", `〔${one.tier_title}〕${one.rule} ${one.title}`);
    if (one.href) link.href = one.href;
    item.append(link, element("div", one.message), element("div", one.suggestion, "quiet"));
    if (one.is_stale) item.append(element("div", "数字已变，请看说明是否仍然合适。", "quiet"));
    if (one.tier === "explain") {
      const words = element("textarea");
      words.value = one.explanation || "";
      words.placeholder = "更正数据，或在此说明情况";
      words.disabled = work.dataset.editable !== "1";
      words.addEventListener("change", async () => {
        const { status, content: said } = await ask(work.dataset.explain, { finding: one.identity, text: words.value });
        if (status === 200) check(); else item.append(element("div", said.error ? said.error.message : "没有保存", "quiet"));
      });
      item.append(words);
    }
    shelf.append(item);
  }
  list.replaceChildren(shelf.children.length ? shelf : element("p", "没有发现问题。"));
  const walk = (criteria, depth) => {
    for (const one of criteria || []) {
      const row = rows.insertRow();
      row.insertCell().textContent = "　".repeat(depth) + one.title;
      for (const value of [one.full_marks, one.points]) { const cell = row.insertCell(); cell.className = "number"; cell.textContent = value === null ? "—" : value; }
      row.insertCell().textContent = one.reason || "";
      walk(one.criteria, depth + 1);
    }
  };
  rows.replaceChildren();
  if (content.evaluation) walk(content.evaluation.criteria, 0);
});
