import { isAlias, isCollection, isMap, isScalar, isSeq, type Node, type Pair } from 'yaml';
import { findForbidden } from '../text/characters.ts';
import type { SourceText, Span } from '../text/positions.ts';
import { decode } from './decode.ts';
import { findPairHint, findTextHint } from './hints/valid.ts';
import { findOtherFile, findOtherMapping } from './other-file.ts';
import { otherFileNames } from './other-kinds.ts';
import type { Path } from './path.ts';
import type { SourceProblem } from './problem.ts';
import { findTag } from './tag.ts';
import { composeYaml, maxHints, type Scalar } from './yaml.ts';

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

/** A document where the YAML is valid, else what is wrong with it. */
export interface ReadYaml {
  readonly source: SourceText;
  readonly document?: YamlDocument;
  readonly problems: readonly SourceProblem[];
}

/** Reads bytes as one YAML mapping; any problem means that there is no document. `mostHints` limits the syntax errors. */
export function readYaml(name: string, bytes: Uint8Array, mostHints: number = maxHints): ReadYaml {
  const { source, problems } = decode(name, bytes);
  if (problems.length > 0) return { source, problems };
  const composed = composeYaml(source, mostHints);
  const root = composed.document?.contents ?? null;
  const isSound = composed.problems.every(({ kind }) => kind === 'several-documents');
  const problem = rootProblem(root, source);
  const isOther = problem?.kind === 'not-a-mapping' && Object.hasOwn(otherFileNames, problem.is);
  if (isOther && isSound) return { source, problems: [problem] };
  if (composed.problems.length > 0) return { source, problems: composed.problems };
  if (problem !== undefined) return { source, problems: [problem] };
  const reading: ReadState = { source, problems: [], ambiguous: [] };
  const value = toValue(root, [], reading) as Mapping;
  if (reading.problems.length > 0) {
    return { source, problems: worthTelling(reading.problems, mostHints) };
  }
  return { source, problems: [], document: { source, root, value, ambiguous: reading.ambiguous } };
}

/** A template is reported alone; of syntax errors only the first ones. */
function worthTelling(
  problems: readonly SourceProblem[],
  mostHints: number,
): readonly SourceProblem[] {
  const hints = problems.filter(({ kind }) => kind === 'syntax');
  const template = hints.find((found) => found.kind === 'syntax' && found.hint.isTemplate);
  if (template !== undefined) return [template];
  const last = hints[mostHints];
  return last === undefined ? problems : problems.slice(0, problems.indexOf(last));
}

interface ReadState {
  readonly source: SourceText;
  readonly problems: SourceProblem[];
  readonly ambiguous: Ambiguous[];
}

function rootProblem(root: Node | null, source: SourceText): SourceProblem | undefined {
  if (root === null || (isScalar(root) && root.value === null)) {
    return { kind: 'empty', span: { start: 0, end: Math.min(1, source.text.length) } };
  }
  const kind = 'not-a-mapping';
  const isList = isSeq(root);
  const keys = keysOf(isList ? root.items[0] : root);
  const is = findOtherMapping(keys);
  if (is !== undefined) return { kind, span: spanOf(root), is };
  if (isMap(root)) return undefined;
  const other = isList ? undefined : findOtherFile(source.text);
  if (other !== undefined) return { kind, ...other };
  const isOurs =
    (isList && isEmptyItem(root.items[0])) || keys.some((key) => /^(name|bind|servers)$/.test(key));
  if (!isList) return { kind, span: spanOf(root), is: 'text' };
  const isFlow = root.flow === true;
  if (isOurs) return { kind, span: spanOf(root), is: isFlow ? 'list in brackets' : 'list' };
  return { kind, span: spanOf(root), is: isFlow ? 'json' : 'list of others' };
}

function isEmptyItem(item: unknown): boolean {
  return item === undefined || (isScalar(item) && item.value === null);
}

function keysOf(node: unknown): string[] {
  return isMap(node) ? node.items.map(({ key }) => (isScalar(key) ? String(key.value) : '')) : [];
}

function toValue(node: unknown, path: Path, reading: ReadState): unknown {
  if (isScalar(node)) return toScalar(node as Scalar, path, reading);
  if (isAlias(node)) {
    const span = spanOf(node);
    const text = reading.source.text.slice(span.start, span.end);
    reading.problems.push({ kind: 'alias', span, text });
    return null;
  }
  if (!isMap(node) && !isSeq(node)) return null;
  if (node.tag !== undefined) reportTag(node, reading);
  if (isSeq(node)) return node.items.map((item, index) => toValue(item, [...path, index], reading));
  return toMapping(node.items, path, reading);
}

function toMapping(pairs: readonly Pair[], path: Path, reading: ReadState): Mapping {
  const mapping: Mapping = Object.create(null);
  const first = new Map<string, Pair>();
  const again: Again[] = [];
  for (const [index, pair] of pairs.entries()) {
    const key = toKey(pair, pairs[index - 1], reading);
    if (key === undefined) continue;
    const earlier = first.get(key);
    if (earlier !== undefined) {
      again.push({
        key,
        span: spanOf(pair.key as Node),
        first: spanOf(earlier.key as Node),
        beginsItem: earlier === pairs[0],
        areCollections: isCollection(earlier.value) && isCollection(pair.value),
      });
      continue;
    }
    first.set(key, pair);
    mapping[key] = toValue(pair.value, [...path, key], reading);
  }
  reading.problems.push(...duplicateKeys(again, typeof path.at(-1) === 'number'));
  return mapping;
}

function toKey(pair: Pair, before: Pair | undefined, reading: ReadState): string | undefined {
  const { key } = pair;
  const span = spanOf(key as Node);
  const source = reading.source.text;
  const text = source.slice(span.start, span.end);
  if (isAlias(key)) {
    reading.problems.push({ kind: 'alias', span, text });
    return undefined;
  }
  if (isScalar(key) && key.source === '<<' && key.type === 'PLAIN') {
    reading.problems.push({ kind: 'merge-key', span });
    return undefined;
  }
  const last = reading.problems.at(-1)?.span;
  if (last !== undefined && last.start <= span.start && span.end <= last.end) return undefined;
  const hint = findPairHint(source, pair, before);
  if (hint !== undefined) {
    reading.problems.push(hint);
    return undefined;
  }
  if (isScalar(key) && key.tag !== undefined) reportTag(key, reading);
  if (!isScalar(key) || typeof key.value !== 'string') {
    reading.problems.push({ kind: 'key-not-text', span, text });
    return undefined;
  }
  reportForbidden(key.value, span, reading);
  return key.value;
}

function toScalar(node: Scalar, path: Path, reading: ReadState): unknown {
  if (node.tag !== undefined) reportTag(node, reading);
  const { value } = node;
  if (typeof value === 'string') {
    const span = spanOf(node);
    if (node.type === 'QUOTE_DOUBLE') reportForbidden(value, span, reading);
    const hint = node.type === 'PLAIN' ? findTextHint(reading.source.text, span) : undefined;
    if (hint !== undefined) reading.problems.push(hint);
    return value;
  }
  if (typeof value !== 'number' && typeof value !== 'bigint') return value;
  const text = node.source;
  if (/^-?(0|[1-9][0-9]{0,14})$/.test(text)) return Number(text);
  reading.ambiguous.push({ path, text });
  return text;
}

/** Escapes in double quotes can bring in what the text itself does not hold. */
function reportForbidden(value: string, span: Span, reading: ReadState): void {
  const [at] = findForbidden(value, 1);
  if (at === undefined) return;
  const character = String.fromCodePoint(value.codePointAt(at) ?? 0);
  const isEscaped = true;
  reading.problems.push({ kind: 'forbidden-character', span, character, others: 0, isEscaped });
}

function reportTag(node: Node, { source, problems }: ReadState): void {
  const span = findTag(source.text, spanOf(node));
  problems.push({ kind: 'tag', span, tag: source.text.slice(span.start, span.end) });
}

/** The span of a node, without what follows it. */
export function spanOf(node: Node): Span {
  const [start, end] = node.range ?? [0, 0];
  return { start, end };
}

/** A key that a mapping had before. */
interface Again {
  readonly key: string;
  readonly span: Span;
  readonly first: Span;
  /** The first of the two is the first key of an item of a list. */
  readonly beginsItem: boolean;
  readonly areCollections: boolean;
}

/** The keys that a mapping has twice; where an item of a list begins again, that is one problem. */
function duplicateKeys(again: readonly Again[], isItem: boolean): SourceProblem[] {
  const beginsAgain = isItem && (again.length > 1 || again[0]?.beginsItem === true);
  return (beginsAgain ? again.slice(0, 1) : again).map(({ key, span, first, areCollections }) => {
    const of = beginsAgain ? 'items' : areCollections ? 'collections' : 'values';
    return { kind: 'duplicate-key', span, first, key, of };
  });
}
