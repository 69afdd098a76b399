import { isMap, isSeq, type Node, type Pair } from 'yaml';
import { Lines, type SourceText, type Span } from '../text/positions.ts';
import { spanOf, type YamlDocument } from './document.ts';
import type { Path } from './path.ts';
import type { Scalar } from './yaml.ts';

/**
 * The span of a key or a value. An empty value is found at its key; the root has no key.
 * @throws RangeError when the path is not in the document.
 */
export function locate(document: YamlDocument, path: Path, part: 'key' | 'value'): Span {
  const { node, key } = walk(document, path);
  if (part === 'key' && key !== undefined) return spanOf(key);
  if (node === undefined) throw new RangeError(`no node at ${JSON.stringify(path)}`);
  const span = node === null ? { start: 0, end: 0 } : spanOf(node as Node);
  return span.start === span.end && key !== undefined ? spanOf(key) : span;
}

/**
 * The node at a path.
 * @throws RangeError when the path is not in the document.
 */
export function nodeAt(document: YamlDocument, path: Path): unknown {
  return walk(document, path).node;
}

function walk(document: YamlDocument, path: Path): { node: unknown; key: Node | undefined } {
  let node: unknown = document.root;
  let key: Node | undefined;
  for (const step of path) {
    key = undefined;
    if (isSeq(node) && typeof step === 'number') node = node.items[step];
    else if (isMap(node)) {
      const pair = findPair(node.items, String(step));
      key = pair.key as Node;
      node = pair.value;
    } else throw new RangeError(`no node at step ${step} of ${JSON.stringify(path)}`);
  }
  return { node, key };
}

const pairsByKey = new WeakMap<readonly Pair[], Map<string, Pair>>();

function findPair(pairs: readonly Pair[], key: string): Pair {
  let byKey = pairsByKey.get(pairs);
  if (byKey === undefined) {
    byKey = new Map(pairs.map((pair) => [String((pair.key as Scalar).value), pair]));
    pairsByKey.set(pairs, byKey);
  }
  const pair = byKey.get(key);
  if (pair === undefined) throw new RangeError(`no key ${JSON.stringify(key)}`);
  return pair;
}

/** Whether the value at a path was written in quotes. */
export function isQuoted(document: YamlDocument, path: Path): boolean {
  const { start } = locate(document, path, 'value');
  return /["']/.test(document.source.text.charAt(start));
}

const linesBySource = new WeakMap<SourceText, Lines>();

function linesOf(source: SourceText): Lines {
  let lines = linesBySource.get(source);
  if (lines === undefined) {
    lines = new Lines(source.text);
    linesBySource.set(source, lines);
  }
  return lines;
}

/** The span of one line, from 1, of a literal block (`|`); of the whole value where it is another one. */
export function locateLine(document: YamlDocument, path: Path, line: number): Span {
  const { text } = document.source;
  const { start, end } = locate(document, path, 'value');
  if (text.charAt(start) !== '|') return { start, end };
  const lines = linesOf(document.source);
  const meant = lines.span(lines.lineAt(start) + line);
  if (meant.start >= end) return { start, end };
  const content = text.slice(meant.start, meant.end);
  const trimmed = content.trimStart();
  return { start: meant.end - trimmed.length, end: meant.start + content.trimEnd().length };
}
