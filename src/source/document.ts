import { isAlias, isMap, isScalar, isSeq, type Node, type Pair } from 'yaml';
import { findForbidden } from './characters.ts';
import { decode } from './decode.ts';
import type { Path } from './path.ts';
import type { SourceProblem } from './problem.ts';
import type { SourceText, Span } from './text.ts';
import { composeYaml, type Scalar } from './yaml.ts';

/** A mapping of an inventory: keys as written, without a prototype. */
export type Mapping = { [key: string]: unknown };

/** Whether a value is a mapping of an inventory. */
export function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An unquoted scalar that other YAML programs read as something else than the text it is. */
export interface Ambiguous {
  readonly path: Path;
  readonly text: string;
}

/**
 * An inventory as plain values. A scalar is a boolean, null, a whole number in plain decimal digits,
 * or the text that the user wrote: `08140`, `8e3` and `3.10` stay texts, listed in `ambiguous`.
 */
export interface YamlDocument {
  readonly source: SourceText;
  readonly root: Node | null;
  readonly value: Mapping;
  readonly ambiguous: readonly Ambiguous[];
}

/** A document where the YAML is sound, and otherwise what is wrong with it. */
export interface ReadYaml {
  readonly source: SourceText;
  readonly document?: YamlDocument;
  readonly problems: readonly SourceProblem[];
}

/** Reads bytes as one YAML mapping; any problem means that there is no document. */
export function readYaml(name: string, bytes: Uint8Array): ReadYaml {
  const { source, problems } = decode(name, bytes);
  if (problems.length > 0) return { source, problems };
  const composed = composeYaml(source);
  if (composed.problems.length > 0) return { source, problems: composed.problems };
  const root = composed.document?.contents ?? null;
  const problem = rootProblem(root, source);
  if (problem !== undefined) return { source, problems: [problem] };
  const reading: Reading = { source, problems: [], ambiguous: [] };
  const value = toValue(root, [], reading) as Mapping;
  if (reading.problems.length > 0) return { source, problems: reading.problems };
  return { source, problems: [], document: { source, root, value, ambiguous: reading.ambiguous } };
}

interface Reading {
  readonly source: SourceText;
  readonly problems: SourceProblem[];
  readonly ambiguous: Ambiguous[];
}

function rootProblem(root: Node | null, source: SourceText): SourceProblem | undefined {
  if (root === null || (isScalar(root) && root.value === null)) {
    return { kind: 'empty', span: { start: 0, end: Math.min(1, source.text.length) } };
  }
  if (!isMap(root)) return { kind: 'not-a-mapping', span: spanOf(root) };
  return undefined;
}

function toValue(node: unknown, path: Path, reading: Reading): unknown {
  if (isScalar(node)) return toScalar(node as Scalar, path, reading);
  if (isAlias(node)) {
    const span = spanOf(node);
    const text = reading.source.text.slice(span.start, span.end);
    reading.problems.push({ kind: 'alias', span, text });
    return null;
  }
  if (!isMap(node) && !isSeq(node)) return null;
  if (node.tag !== undefined) reading.problems.push(tagProblem(node, node.tag));
  if (isSeq(node)) return node.items.map((item, index) => toValue(item, [...path, index], reading));
  return toMapping(node.items, path, reading);
}

function toMapping(pairs: readonly Pair[], path: Path, reading: Reading): Mapping {
  const mapping: Mapping = Object.create(null);
  const first = new Map<string, Span>();
  for (const pair of pairs) {
    const key = toKey(pair.key, reading);
    if (key === undefined) continue;
    const span = spanOf(pair.key as Node);
    const earlier = first.get(key);
    if (earlier !== undefined) {
      reading.problems.push({ kind: 'duplicate-key', span, first: earlier, key });
      continue;
    }
    first.set(key, span);
    mapping[key] = toValue(pair.value, [...path, key], reading);
  }
  return mapping;
}

function toKey(key: unknown, reading: Reading): string | undefined {
  const span = spanOf(key as Node);
  const text = reading.source.text.slice(span.start, span.end);
  if (isAlias(key)) {
    reading.problems.push({ kind: 'alias', span, text });
    return undefined;
  }
  if (isScalar(key) && key.source === '<<' && key.type === 'PLAIN') {
    reading.problems.push({ kind: 'merge-key', span });
    return undefined;
  }
  if (isScalar(key) && key.tag !== undefined) reading.problems.push(tagProblem(key, key.tag));
  if (!isScalar(key) || typeof key.value !== 'string') {
    reading.problems.push({ kind: 'key-not-text', span, text });
    return undefined;
  }
  reportForbidden(key.value, span, reading);
  return key.value;
}

function toScalar(node: Scalar, path: Path, reading: Reading): unknown {
  if (node.tag !== undefined) reading.problems.push(tagProblem(node, node.tag));
  const { value } = node;
  if (typeof value === 'string') {
    if (node.type === 'QUOTE_DOUBLE') reportForbidden(value, spanOf(node), reading);
    return value;
  }
  if (typeof value !== 'number' && typeof value !== 'bigint') return value;
  const text = node.source;
  if (/^-?(0|[1-9][0-9]{0,14})$/.test(text)) return Number(text);
  reading.ambiguous.push({ path, text });
  return text;
}

/** Escapes in double quotes can bring in what the text itself does not hold. */
function reportForbidden(value: string, span: Span, reading: Reading): void {
  const [at] = findForbidden(value, 1);
  if (at === undefined) return;
  const character = String.fromCodePoint(value.codePointAt(at) ?? 0);
  reading.problems.push({ kind: 'forbidden-character', span, character });
}

function tagProblem(node: Node, tag: string): SourceProblem {
  return { kind: 'tag', span: spanOf(node), tag };
}

/** The span of a node, without what follows it. */
export function spanOf(node: Node): Span {
  const [start, end] = node.range ?? [0, 0];
  return { start, end };
}
