import { isMap, isSeq, type Node } from 'yaml';
import type { Span } from '../text/positions.ts';
import { spanOf } from './document.ts';
import type { Path } from './path.ts';

/** The innermost node at an offset: its path, and whether the offset is in a key or a value. */
export interface PathAt {
  readonly path: Path;
  readonly part: 'key' | 'value';
  readonly node: unknown;
}

/** What of a document an offset is in; the end of a word counts as in it. */
export function pathAt(root: unknown, offset: number): PathAt {
  let found: PathAt = { path: [], part: 'value', node: root };
  for (;;) {
    const next = step(found, offset);
    if (next === undefined) return found;
    found = next;
    if (next.part === 'key') return found;
  }
}

function step({ path, node }: PathAt, offset: number): PathAt | undefined {
  if (isSeq(node)) {
    const at = node.items.findIndex((item) => holds(item, offset));
    if (at === -1) return undefined;
    return { path: [...path, at], part: 'value', node: node.items[at] };
  }
  if (!isMap(node)) return undefined;
  for (const { key, value } of node.items) {
    const inner = [...path, String((key as { value?: unknown } | null)?.value)];
    if (holds(key, offset)) return { path: inner, part: 'key', node: key };
    if (holds(value, offset)) return { path: inner, part: 'value', node: value };
  }
  return undefined;
}

function holds(node: unknown, offset: number): boolean {
  if (typeof node !== 'object' || node === null) return false;
  const { start, end }: Span = spanOf(node as Node);
  return start <= offset && offset <= end;
}
