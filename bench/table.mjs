/** Prints a Markdown table; the first column is text, the others are aligned to the right. */
export function printTable(title, headings, rows) {
  const cells = [headings, ...rows];
  const widths = headings.map((_, at) => Math.max(...cells.map((row) => row[at].length), 3));
  const line = (row) =>
    `| ${row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]) : cell.padStart(widths[at]))).join(' | ')} |`;
  const rule = widths.map((width, at) =>
    at === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  );
  console.log(['', title, '', line(headings), line(rule), ...rows.map(line)].join('\n'));
}

/** A number with separated thousands, and a digit behind the point where it is small. */
export function number(value) {
  if (value < 10) return value.toFixed(1);
  return Math.round(value).toLocaleString('en-US');
}

/** A ratio: 1.84. */
export function ratio(value) {
  return value.toFixed(2);
}
