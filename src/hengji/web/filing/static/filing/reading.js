// A filing that is only read: labels for screen readers, long words at full height.
import { dress } from "./dressing.js";

document.querySelectorAll("table[data-table]").forEach(dress);
document.querySelectorAll("table[data-table] textarea").forEach((box) => {
  box.style.height = `${box.scrollHeight + 2}px`;
});
