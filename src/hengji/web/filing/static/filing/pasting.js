// Where each cell of a paste goes: by place, or by titles where titles came along.
import { titleKey } from "./clipboard.js";

/** Column numbers of a header row that came along, or null. */
function columnsByTitle(sheet, row) {
  const found = row.map((words) => (words.trim() ? sheet.titles.indexOf(titleKey(words)) : -1));
  const known = found.filter((one) => one >= 0).length;
  const said = row.filter((words) => words.trim()).length;
  return known >= 2 && known * 2 >= said ? found : null;
}

/** Row numbers of a column of row titles that came along, or null. */
function rowsByTitle(sheet, rows) {
  if (sheet.isList) return null;
  const titles = sheet.lines.map((line) => titleKey(line.cells[0].dataset.title || line.cells[0].textContent));
  const found = rows.map((row) => (row[0].trim() ? titles.indexOf(titleKey(row[0])) : -1));
  const known = found.filter((one) => one >= 0).length;
  return known && known * 2 >= found.length - bands(rows) ? found : null;
}

function bands(rows) {
  return rows.filter((row) => row.slice(1).every((words) => !words.trim())).length;
}

/**
 * The changes that a paste asks for, and what of it found no place.
 *
 * Rows are added to a list as needed; locked and computed cells are passed over.
 */
export function planPaste(sheet, pasted, at) {
  let rows = pasted;
  const columns = columnsByTitle(sheet, rows[0]);
  if (columns) rows = rows.slice(1);
  const lines = rows.length ? rowsByTitle(sheet, rows) : null;
  const plan = { changes: [], locked: 0, strange: [], outside: 0, rows: rows.length };
  rows.forEach((row, number) => {
    const r = lines ? lines[number] : at.r + number;
    if (lines && r < 0) {
      if (row[0].trim() && row.slice(1).some((words) => words.trim())) plan.strange.push(row[0].trim());
      return;
    }
    if (sheet.isList && row.every((words) => !words.trim())) return;
    while (sheet.isList && r >= sheet.height) sheet.addRow();
    row.forEach((words, offset) => {
      let c = at.c + offset;
      if (columns) c = columns[offset];
      else if (lines) c = offset === 0 ? 0 : at.c + offset - 1;
      if (c < 0) return;
      const cell = sheet.cell(r, c);
      if (cell && !cell.box.disabled) plan.changes.push([cell, words]);
      else if (c === 0 && (lines || columns)) return;
      else if (sheet.holder(r, c)) plan.locked += words.trim() ? 1 : 0;
      else if (words.trim()) plan.outside += 1;
    });
  });
  return plan;
}

/** What came of a paste, in words. */
export function pasteReport(plan, changed) {
  const words = [`已粘贴 ${plan.rows} 行，改动 ${changed} 格`];
  if (plan.locked) words.push(`${plan.locked} 格是自动计算或锁定的，没有改`);
  if (plan.outside) words.push(`${plan.outside} 格超出表格，没有粘贴`);
  if (plan.strange.length) words.push(`表中没有“${plan.strange.slice(0, 3).join("”“")}”${plan.strange.length > 3 ? "等行" : ""}，未粘贴`);
  return `${words.join("；")}。可按 Ctrl+Z 撤销。`;
}
