import { inflateSync } from 'node:zlib';

/** Runs in the page: texts whose colour is too near to what is behind them, by WCAG 2. */
export const faint = `(() => {
  const parse = (text) => (text.match(/[\\d.]+/g) ?? []).map(Number);
  const light = (text) => {
    const [r, g, b] = parse(text).map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let at = element; at !== null; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (parse(colour)[3] !== 0) return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  const found = [];
  let count = 0;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement;
    if (node.data.trim() === '' || element.closest('title, desc') !== null) continue;
    const style = getComputedStyle(element);
    const isDrawn = element instanceof SVGElement;
    const [a, b] = [light(isDrawn ? style.fill : style.color), light(behind(element))];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    count += 1;
    if (!(contrast >= 4.5)) found.push(node.data + ' ' + contrast);
  }
  return { count, found };
})()`;

/** Runs in the page: texts that touch another one, or the edge of what they stand in. */
export const collisions = `(() => {
  const boxes = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement;
    if (node.data.trim() === '' || element.closest('pre') !== null || !element.checkVisibility()) continue;
    const cell = element.closest('td, th, li, p, figcaption, body').getBoundingClientRect();
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) boxes.push({ text: node.data, box, cell });
  }
  for (const drawing of document.querySelectorAll('svg')) {
    const cell = drawing.parentElement.getBoundingClientRect();
    boxes.push({ text: 'bars', box: drawing.getBoundingClientRect(), cell });
  }
  boxes.sort((a, b) => a.box.top - b.box.top);
  const touch = (a, b) => a.left + 1 < b.right && b.left + 1 < a.right && a.top + 4 < b.bottom && b.top + 4 < a.bottom;
  const found = [];
  for (const [at, { text, box, cell }] of boxes.entries()) {
    for (const other of boxes.slice(at + 1, at + 12)) {
      if (touch(box, other.box)) found.push(text + ' and ' + other.text);
    }
    if (box.left < cell.left - 1 || box.right > cell.right + 1) found.push(text + ' is cut');
  }
  return { count: boxes.length, found };
})()`;

/** Runs in the page: of each row of each drawing the widths of its bars, beside what the row says. */
export const drawnBars = `[...document.querySelectorAll('.flows')].map((table) =>
  [...table.querySelectorAll('tbody tr')].map((row) => {
    const room = row.querySelector('svg').getBoundingClientRect().width;
    const width = (what) => [...row.querySelectorAll(what)].reduce((sum, bar) => sum + bar.getBoundingClientRect().width / room, 0);
    const end = (side, cell) => ({
      text: row.cells[cell].textContent,
      width: width('.' + side),
      leaving: width('.' + side + ':not(.kept)'),
    });
    return {
      before: end('before', 2),
      after: end('after', 3),
      takers: row.querySelector('div').textContent,
      isFolded: row.cells[0].textContent.endsWith(' more servers'),
    };
  }),
)`;

/** What the pages of a PDF draw: how many pages, texts shown and areas filled. */
export function drawnIn(pdf: Buffer): { pages: number; texts: number; areas: number } {
  const text = pdf.toString('latin1');
  let drawn = '';
  for (const { index } of text.matchAll(/FlateDecode[^>]*>>\s*stream\r?\n/g)) {
    const start = text.indexOf('stream', index) + 'stream'.length;
    const from = start + (text[start] === '\r' ? 2 : 1);
    const stream = pdf.subarray(from, text.indexOf('endstream', from));
    try {
      drawn += inflateSync(stream).toString('latin1');
    } catch {
      // Fonts and pictures may be packed in other ways.
    }
  }
  return {
    pages: text.match(/\/Type \/Page\b/g)?.length ?? 0,
    texts: drawn.match(/\bT[jJ]\b/g)?.length ?? 0,
    areas: drawn.match(/\nf\*?\n/g)?.length ?? 0,
  };
}
