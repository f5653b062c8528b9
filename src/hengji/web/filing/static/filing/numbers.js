// How a number is shown and taken over; what it means is decided on the server alone.

/** Full-width signs as the half-width ones that people mean. */
export function halfWidth(text) {
  return text
    .replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/[\u3000\u00a0\u2007\u202f]/g, " ")
    .replace(/[\u2212\u2013\ufe63]/g, "-");
}

/**
 * A plain number without separators of thousands, as Excel would hold it; null for everything else.
 * Parentheses are the accountant's minus.
 */
export function plainNumber(text) {
  let rest = halfWidth(text).trim();
  let sign = "";
  const negative = /^\((.+)\)$/.exec(rest);
  if (negative) {
    rest = negative[1].trim();
    sign = "-";
  }
  if (/^[-+]?\d{1,3}(,\d{3})+(\.\d+)?%?$/.test(rest)) rest = rest.replace(/,/g, "");
  if (!/^[-+]?\d+(\.\d+)?%?$/.test(rest)) return null;
  if (sign && /^[-+]/.test(rest)) return null;
  return sign + rest.replace(/^\+/, "");
}

/** With separators of thousands, for reading only. */
export function grouped(text) {
  const parts = /^(-?)(\d+)(\.\d+)?$/.exec(text);
  if (!parts) return text;
  return parts[1] + parts[2].replace(/\B(?=(\d{3})+$)/g, ",") + (parts[3] || "");
}

/** A plain number moved by whole powers of ten, digit by digit: no binary fraction comes near it. */
export function shifted(text, places) {
  const parts = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (!parts || !places) return parts ? text : null;
  const digits = parts[2] + (parts[3] || "");
  let point = parts[2].length + places;
  let padded = digits;
  if (point <= 0) {
    padded = "0".repeat(1 - point) + padded;
    point = 1;
  }
  if (point > padded.length) padded += "0".repeat(point - padded.length);
  const whole = padded.slice(0, point).replace(/^0+(?=\d)/, "");
  const fraction = padded.slice(point).replace(/0+$/, "");
  return parts[1] + whole + (fraction ? "." + fraction : "");
}

const KINDS = { amount: true, points: true };

/** What to say at once to an entry that holds no number; blank says nothing and stays blank. */
export function hintFor(kind, text) {
  if (!KINDS[kind] || !text.trim()) return "";
  if (/\d|[零〇一二三四五六七八九十百千万亿]/.test(halfWidth(text))) return "";
  return "这里要填数字：没有发生填 0，没有数据请留空；现在的内容会照样保存，但按未填计算。";
}

/** An entry as it is kept: plain numbers lose their separators, everything else stays as typed. */
export function kept(kind, text) {
  if (kind === "amount" || kind === "figure" || kind === "points") {
    const plain = plainNumber(text);
    if (plain !== null) return plain;
    return text.trim();
  }
  return text.replace(/\r\n?/g, "\n");
}

/** An entry as it is shown while nobody writes in it. */
export function shown(kind, text) {
  return kind === "amount" ? grouped(text) : text;
}
