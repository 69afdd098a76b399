import { checkBare, checkLeftover, checkStray, isNothing, readBare } from './bare.ts';
import { closeQuote } from './key.ts';
import { enter } from './levels.ts';
import { findComment, type Line, trimEnd } from './line.ts';
import { report, type Scan, topLevel } from './scan.ts';
import { readValue } from './value.ts';

/** Reads what is neither a key nor an item of a list: a value, or what was meant as one of them. */
export function readNode(scan: Scan, line: Line, at: number, column: number): number {
  const { text } = scan;
  const top = topLevel(scan);
  const first = text.charAt(at);
  if (top.state === 'open' && column > top.indent) {
    const before = scan.found.length;
    const next = readValue(scan, at, line, top);
    const isPlain = !'"\'{[|>'.includes(first);
    if (isPlain && scan.found.length === before) top.state = 'bare';
    return next;
  }
  const list = scan.levels.findLast((level) => level.kind === 'list');
  if ('{['.includes(first) && list !== undefined) {
    report(scan, at, at + 1, { is: 'dash-missing', before: first, commented: undefined });
    scan.levels.splice(scan.levels.indexOf(list) + 1);
    return readValue(scan, at, line, list);
  }
  if (first === '"' || first === "'") return readQuotedKey(scan, line, at, column);
  if (column > top.indent || '{[|>'.includes(first)) {
    checkStray(scan, line, at);
    top.state = 'plain';
    return line.next;
  }
  return readBareKey(scan, line, at, column);
}

/** A text in quotes where a key should stand: its second quote or its colon is missing. */
function readQuotedKey(scan: Scan, line: Line, at: number, column: number): number {
  const { text } = scan;
  const sign = text.charAt(at);
  const close = closeQuote(text, sign, at + 1, line.end);
  const end = trimEnd(text, at, findComment(text, at, line.end));
  const isOpen = text.charAt(end - 1) === ':';
  if (close === undefined) {
    const key = text.slice(at + 1, isOpen ? end - 1 : end);
    report(scan, at, at + 1, { is: 'unclosed-quote', sign, text: key === '' ? undefined : key });
  } else {
    const rest = text.slice(close, end).trim();
    report(scan, at, close, { is: 'colon-missing', key: text.slice(at, close), rest });
  }
  const key = text.slice(at, Math.min(end, at + 200));
  const level = enter(scan, { kind: 'map', at, column, key });
  level.keys.add(key);
  level.state = isOpen || close === undefined || close === end ? 'open' : 'plain';
  return line.next;
}

function readBareKey(scan: Scan, line: Line, at: number, column: number): number {
  const { text } = scan;
  const top = topLevel(scan);
  const { key, rest } = readBare(text, at, line);
  if (checkLeftover(scan, at, line)) return line.next;
  if (top.state === 'open' && top.kind === 'map' && isValueLike(text, at)) {
    const value = text.slice(at, trimEnd(text, at, findComment(text, at, line.end)));
    report(scan, at, line.end, { is: 'value-indent', key: top.key, text: value });
    top.state = 'closed';
    return line.next;
  }
  if (key === '') {
    checkBare(scan, at, line, '');
    return line.next;
  }
  const before = scan.found.length;
  const parent = scan.levels.at(-2)?.key ?? '';
  const level = enter(scan, { kind: 'map', at, column, key });
  if (scan.found.length === before) checkBare(scan, at, line, parent);
  level.key = key;
  level.keys.add(key);
  level.state = isNothing(rest) ? 'open' : 'plain';
  return line.next;
}

/** Whether a text is more likely a value than a key without its colon. */
function isValueLike(text: string, at: number): boolean {
  const begin = text.slice(at, at + 80);
  return /^[\w*]/.test(begin) && !/^[a-z][a-z-]*(?:[\s=:;,]|$)/.test(begin);
}
