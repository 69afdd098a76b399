import { isMap, isScalar, type Node, type Pair, type YAMLMap } from 'yaml';
import type { Span } from '../text/positions.ts';
import { spanOf, type YamlDocument } from './document.ts';
import { nodeAt } from './locate.ts';
import type { Path } from './path.ts';
import { inQuotes, inYaml } from './quote.ts';

/** A replacement of one span by a text. */
export interface Edit {
  readonly span: Span;
  readonly text: string;
}

/** Writes a text, or a boolean or number, in the place of the scalar at a path; undefined where that is none, or not on one line. */
export function writeScalar(
  document: YamlDocument,
  path: Path,
  value: string | boolean | number,
): Edit | undefined {
  const node = nodeAt(document, path);
  if (!isScalar(node)) return undefined;
  const span = spanOf(node);
  const written = document.source.text.slice(span.start, span.end);
  if (written === '' || written.includes('\n') || /^[|>&!]/.test(written)) return undefined;
  if (typeof value !== 'string') return { span, text: String(value) };
  return { span, text: /^["']/.test(written) ? inQuotes(value) : inYaml(value) };
}

/** A pair of a mapping as it is in the text, on one line: KEY: VALUE. */
interface Written {
  readonly text: string;
  readonly owner: YAMLMap;
  readonly index: number;
  readonly key: Span;
  readonly value: Span;
}

/** Takes a key and its value out; undefined where that would take more, or leave an empty mapping. */
export function removeKey(document: YamlDocument, path: Path): Edit | undefined {
  const written = findWritten(document, path.slice(0, -1), String(path.at(-1)));
  if (written === undefined || written.owner.items.length === 1) return undefined;
  const span = written.owner.flow === true ? flowSpan(written) : blockSpan(written);
  return span === undefined ? undefined : { span, text: '' };
}

/** Writes `KEY: VALUE` behind the last key of a mapping that does not hold the key; undefined where there is no room. */
export function addBehindLast(
  document: YamlDocument,
  path: Path,
  key: string,
  pair: string,
): Edit | undefined {
  const owner = nodeAt(document, path);
  if (!isMap(owner)) return undefined;
  const keys = owner.items.map((item) => String(item.key));
  const last = keys.at(-1);
  return last === undefined || keys.includes(key) ? undefined : addKey(document, path, last, pair);
}

/** Writes `KEY: VALUE` behind another key of the mapping at a path; undefined where there is no room. */
export function addKey(
  document: YamlDocument,
  path: Path,
  behind: string,
  pair: string,
): Edit | undefined {
  const written = findWritten(document, path, behind);
  if (written === undefined) return undefined;
  const { text, owner, key, value } = written;
  if (owner.flow === true) {
    return { span: { start: value.end, end: value.end }, text: `, ${pair}` };
  }
  const line = lineOf(text, key, value);
  if (line === undefined) return undefined;
  const lineBreak = text.startsWith('\r', line.end) ? '\r\n' : '\n';
  const indent = ' '.repeat(key.start - line.start);
  return { span: { start: line.end, end: line.end }, text: `${lineBreak}${indent}${pair}` };
}

function findWritten(document: YamlDocument, path: Path, key: string): Written | undefined {
  const owner = nodeAt(document, path);
  const { text } = document.source;
  if (!isMap(owner)) return undefined;
  const index = owner.items.findIndex((pair) => String(pair.key) === key);
  const spans = spansOf(owner.items[index]);
  if (spans === undefined) return undefined;
  const colon = text.slice(spans.key.end, spans.value.start);
  const isOneLine = !text.slice(spans.value.start, spans.value.end).includes('\n');
  if (!isOneLine || !/^[ \t]*:[ \t]*$/.test(colon)) return undefined;
  return { text, owner, index, ...spans };
}

function spansOf(pair: Pair | undefined): { key: Span; value: Span } | undefined {
  if (pair === undefined || pair.value === null) return undefined;
  return { key: spanOf(pair.key as Node), value: spanOf(pair.value as Node) };
}

/** From the key to the next one, or from the end of the one before. */
function flowSpan({ text, owner, index, key, value }: Written): Span | undefined {
  const next = owner.items[index + 1];
  const before = spansOf(owner.items[index - 1]);
  const isComma = (start: number, end: number) => /^\s*,\s*$/.test(text.slice(start, end));
  if (next !== undefined) {
    const { start } = spanOf(next.key as Node);
    return isComma(value.end, start) ? { start: key.start, end: start } : undefined;
  }
  const isPlain = before !== undefined && isComma(before.value.end, key.start);
  return isPlain ? { start: before.value.end, end: value.end } : undefined;
}

/** The whole line; only the pair where a comment follows it or a dash is before it. */
function blockSpan({ text, owner, index, key, value }: Written): Span | undefined {
  const line = lineOf(text, key, value);
  if (line === undefined) return undefined;
  const isFirst = text.slice(line.start, key.start).includes('-');
  const next = owner.items[index + 1];
  if (isFirst) {
    const start = next === undefined ? key.start : spanOf(next.key as Node).start;
    const isBlank = /^\s+$/.test(text.slice(value.end, start));
    return isBlank ? { start: key.start, end: start } : undefined;
  }
  const comment = text.slice(value.end, line.end).indexOf('#');
  if (comment !== -1) return { start: key.start, end: value.end + comment };
  const lineBreak = text.indexOf('\n', line.end);
  return { start: line.start, end: lineBreak === -1 ? text.length : lineBreak + 1 };
}

/** The line, without its break, that holds the pair, at most a dash before it and a comment behind. */
function lineOf(text: string, key: Span, value: Span): Span | undefined {
  const start = text.lastIndexOf('\n', key.start - 1) + 1;
  const lineBreak = text.indexOf('\n', value.end);
  const stop = lineBreak === -1 ? text.length : lineBreak;
  const end = text.charAt(stop - 1) === '\r' ? stop - 1 : stop;
  const isAlone = /^ *(- +)?$/.test(text.slice(start, key.start));
  return isAlone && /^([ \t]+#.*|[ \t]*)$/.test(text.slice(value.end, end))
    ? { start, end }
    : undefined;
}
