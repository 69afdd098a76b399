import type { Span } from '../text/positions.ts';

/** The span of the tag that is written before a node; of the node where a comment is between them. */
export function findTag(text: string, node: Span): Span {
  let end = node.start;
  for (;;) {
    while (end > 0 && /\s/.test(text.charAt(end - 1))) end -= 1;
    const start = wordStart(text, end);
    if (text.charAt(start) === '!') return { start, end };
    if (text.charAt(start) !== '&') return node;
    end = start;
  }
}

const maxTag = 200;

/** Where an anchor or a tag begins that ends at an offset. */
function wordStart(text: string, end: number): number {
  if (text.charAt(end - 1) === '>') {
    const before = text.slice(Math.max(0, end - maxTag), end);
    const open = before.lastIndexOf('!<');
    if (open !== -1 && !/\s/.test(before.slice(open))) return end - before.length + open;
  }
  let start = end;
  while (start > 0 && !/[\s,[\]{}]/.test(text.charAt(start - 1))) start -= 1;
  return start;
}
