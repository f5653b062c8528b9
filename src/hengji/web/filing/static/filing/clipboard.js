// What Excel and WPS put on the clipboard, as rows of cells, and back.
import { halfWidth } from "./numbers.js";

/** Rows of a tab-separated text; quoted cells may hold line ends and doubled quotes. */
export function parseText(text) {
  const rows = [];
  let row = [];
  let cell = "";
  let at = 0;
  const source = text.replace(/\r\n?/g, "\n").replace(/\u0000/g, "");
  const end = source.length;
  const close = () => { row.push(cell); cell = ""; };
  while (at < end) {
    const sign = source[at];
    if (sign === '"' && cell === "" && hasClosing(source, at)) {
      at += 1;
      while (at < end && !(source[at] === '"' && source[at + 1] !== '"')) {
        if (source[at] === '"') at += 1;
        cell += source[at];
        at += 1;
      }
      at += 1;
    } else if (sign === "\t") { close(); at += 1; } else if (sign === "\n") {
      close();
      rows.push(row);
      row = [];
      at += 1;
    } else { cell += sign; at += 1; }
  }
  if (cell !== "" || row.length) { close(); rows.push(row); }
  while (rows.length > 1 && rows[rows.length - 1].every((one) => one === "")) rows.pop();
  return square(rows);
}

/** Only a quote that is closed before a tab, a line end or the end of the text opens a quoted cell. */
function hasClosing(source, at) {
  let here = at + 1;
  for (;;) {
    here = source.indexOf('"', here);
    if (here < 0) return false;
    if (source[here + 1] === '"') here += 2;
    else return here + 1 >= source.length || source[here + 1] === "\t" || source[here + 1] === "\n";
  }
}

/** Rows of the first table of a page; what a merged cell says stands in every row that it covers. */
export function parsePage(page) {
  const table = new DOMParser().parseFromString(page, "text/html").querySelector("table");
  if (!table || !table.querySelector("[rowspan]")) return null;
  const rows = [];
  Array.from(table.rows).forEach((line, number) => {
    let column = 0;
    rows[number] = rows[number] || [];
    Array.from(line.cells).forEach((cell) => {
      while (rows[number][column] !== undefined) column += 1;
      const words = cellWords(cell);
      for (let down = 0; down < Math.min(cell.rowSpan || 1, table.rows.length - number); down += 1) {
        rows[number + down] = rows[number + down] || [];
        for (let right = 0; right < (cell.colSpan || 1); right += 1) {
          rows[number + down][column + right] = right ? "" : words;
        }
      }
      column += cell.colSpan || 1;
    });
  });
  return square(rows.map((row) => Array.from(row, (one) => one || "")));
}

function cellWords(cell) {
  cell.querySelectorAll("br").forEach((one) => one.replaceWith("\n"));
  return cell.textContent.replace(/[ \t\u00a0]*\n[ \t\u00a0]*/g, "\n").replace(/\u00a0/g, " ").trim();
}

function square(rows) {
  const width = Math.max(0, ...rows.map((row) => row.length));
  return rows.map((row) => row.concat(Array(width - row.length).fill("")));
}

/** The rows of a paste: the page where cells are merged in it, the plain text otherwise. */
export function pastedRows(transfer) {
  const page = transfer.getData("text/html");
  return (page && parsePage(page)) || parseText(transfer.getData("text/plain"));
}

/** Rows as Excel takes them. */
export function asText(rows) {
  const quoted = (cell) => (/["\t\n]/.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell);
  return rows.map((row) => row.map(quoted).join("\t")).join("\r\n");
}

/** A title without what people change unawares: blanks, width of signs, stars, colons, units. */
export function titleKey(words) {
  return halfWidth(words)
    .replace(/\s+/g, "")
    .replace(/[*:：]+$/, "")
    .replace(/\((?:必填|选填|元|万元|亿元|%)\)$/, "")
    .toLowerCase();
}
