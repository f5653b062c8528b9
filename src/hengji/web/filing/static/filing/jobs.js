// Work that is left to the worker: asked for, watched, fetched.

const EVERY = 700;

const element = (name, words, kind) => {
  const made = document.createElement(name);
  if (words) made.textContent = words;
  if (kind) made.className = kind;
  return made;
};

/** In place of what stands there; without `replaceChildren`, which older browsers do not have. */
function put(holder, ...parts) {
  holder.textContent = "";
  holder.append(...parts);
}

async function ask(address, options) {
  const response = await fetch(address, Object.assign({ credentials: "same-origin", headers: { Accept: "application/json" } }, options));
  const content = await response.json().catch(() => ({}));
  return { ok: response.ok, content };
}

/** How far it is, with a bar that a screen reader reads. */
function progress(holder, job) {
  const bar = element("progress");
  bar.max = 100;
  bar.value = job.percent;
  put(holder, element("p", `${job.message || job.state_title}（${job.percent}%）`, "quiet"), bar);
}

function failure(holder, words, problems) {
  const said = element("div", "", "problems");
  said.append(element("b", words));
  if (problems && problems.length) {
    const list = element("ol");
    problems.forEach((one) => list.append(element("li", one)));
    said.append(list);
  }
  put(holder, said);
}

const DONE = {
  import: (holder, job) => {
    put(holder, element("p", `已导入，改动 ${job.result.count} 项。正在打开表格…`));
    setTimeout(() => { location.href = holder.closest("[data-next]") ? holder.closest("[data-next]").dataset.next : document.referrer || location.href; }, 900);
  },
  propose: (holder, job) => { location.href = job.result.href || job.href; },
  export: (holder, job) => {
    const list = element("ul", "", "files");
    job.files.forEach((one) => {
      const item = element("li");
      const link = element("a", one.title);
      link.href = one.href;
      item.append(link, element("small", `　${one.name}`, "quiet"));
      list.append(item);
    });
    put(holder, list);
    if (job.result.note) holder.append(element("p", job.result.note, "quiet"));
  },
};

async function watch(form, holder, job) {
  let now = job;
  let misses = 0;
  while (now.state === "waiting" || now.state === "running") {
    progress(holder, now);
    await new Promise((resolve) => setTimeout(resolve, EVERY));
    try {
      const { ok, content } = await ask(now.href);
      if (ok) { now = content; misses = 0; } else misses += 1;
    } catch (_) { misses += 1; }
    if (misses > 30) { failure(holder, "连接已断开；任务仍在进行，恢复后请刷新本页再看。"); return; }
  }
  if (now.state === "done") DONE[form.dataset.job](holder, now);
  else failure(holder, now.message, now.result && now.result.problems);
}

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-job]");
  if (!form) return;
  event.preventDefault();
  const holder = form.querySelector(".job");
  const button = form.querySelector("button");
  holder.hidden = false;
  button.disabled = true;
  try {
    const { ok, content } = await ask(form.action, { method: "POST", body: new FormData(form) });
    if (ok) await watch(form, holder, content);
    else failure(holder, (content.error && content.error.message) || "没有成功，请重试。");
  } catch (_) {
    failure(holder, "连接已断开，没有送出；请稍后再按一次。");
  }
  button.disabled = false;
});

document.querySelectorAll(".drop").forEach((zone) => {
  const input = zone.querySelector("input");
  ["dragenter", "dragover"].forEach((name) => zone.addEventListener(name, (event) => { event.preventDefault(); zone.classList.add("over"); }));
  ["dragleave", "drop"].forEach((name) => zone.addEventListener(name, () => zone.classList.remove("over")));
  zone.addEventListener("drop", (event) => { event.preventDefault(); input.files = event.dataTransfer.files; });
});
