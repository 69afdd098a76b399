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

/** Runs in the page: names in drawings that touch another one, a band, or the edge of their column. */
export const collisions = `(() => {
  const found = [];
  let count = 0;
  const touch = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  for (const drawing of document.querySelectorAll('svg.flows')) {
    const bands = drawing.querySelector('.bands').getBoundingClientRect();
    for (const column of drawing.querySelectorAll('.names')) {
      const edge = column.getBoundingClientRect();
      const spans = [...column.querySelectorAll('tspan, .amount')].filter(
        (span) => getComputedStyle(span).display !== 'none',
      );
      const boxes = spans
        .map((span) => ({ text: span.textContent, box: span.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 0)
        .sort((a, b) => a.box.top - b.box.top);
      count += boxes.length;
      for (const [at, { text, box }] of boxes.entries()) {
        for (const other of boxes.slice(at + 1, at + 4)) {
          if (touch(box, other.box)) found.push(text + ' and ' + other.text);
        }
        if (touch(box, bands)) found.push(text + ' and the bands');
        if (box.left < edge.left - 1 || box.right > edge.right + 1) found.push(text + ' is cut');
      }
    }
  }
  return { count, found };
})()`;

/** Runs in the page: what bands carry from and to each row and the middle, beside what the rows say. */
export const carried = `[...document.querySelectorAll('svg.flows')].map((drawing) => {
  const amounts = (side) => [...drawing.querySelectorAll('.' + side + ' .amount')].map((span) => span.textContent);
  const [before, after] = [amounts('before'), amounts('after')];
  const [from, to] = [before.map(() => 0), after.map(() => 0)];
  const middle = {};
  for (const { className, dataset: { from: start, to: end, amount } } of drawing.querySelectorAll('path')) {
    const kind = className.baseVal;
    middle[kind] ??= 0;
    if (start === '') middle[kind] -= Number(amount);
    else from[start] += Number(amount);
    if (end === '') middle[kind] += Number(amount);
    else to[end] += Number(amount);
  }
  return { before, after, from, to, middle, paths: drawing.querySelectorAll('path').length };
})`;

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
