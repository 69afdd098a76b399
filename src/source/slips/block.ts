import { judgeBare, readBare } from './bare.ts';
import { readDash } from './dash.ts';
import { type Key, readKey } from './key.ts';
import { enter } from './levels.ts';
import { isGap, type Line, lineStart, readLine } from './line.ts';
import { columnOf, judgeIndentation, judgeMark } from './marks.ts';
import { isEntry } from './quoted.ts';
import { type Level, newLevel, note, report, type Scan, topLevel } from './scan.ts';
import { readValue } from './value.ts';

/** Reads one line outside brackets, and what goes on behind it; returns where to read on. */
export function readBlockLine(scan: Scan, line: Line): number {
  const { text } = scan;
  if (judgeMark(scan, line)) return line.next;
  const top = topLevel(scan);
  const column = columnOf(text, line);
  const hasEntry = isEntry(text, line);
  if (!hasEntry && top.state === 'hollow') return judgeHollow(scan, top, line);
  const goesOn = column > top.indent && (top.state === 'plain' || top.state === 'bare');
  if (!hasEntry && goesOn) return line.next;
  if (!judgeIndentation(scan, line)) return line.next;
  if (goesOn && top.state === 'bare') becomeKey(scan, top);
  return readEntry(scan, line, line.body, column);
}

/** A block scalar without a text, and a line that is no key: the text is not indented. */
function judgeHollow(scan: Scan, level: Level, line: Line): number {
  const sign = scan.text.charAt(level.valueAt);
  const key = level.key === '' ? sign : `${level.key}: ${sign}`;
  report(scan, line.body, line.end, { is: 'text-indent', key, least: level.indent + 2 });
  scan.isOver = true;
  return line.next;
}

/** A text turns out to be a key without its colon, as other keys or items stand below it. */
function becomeKey(scan: Scan, level: Level): void {
  const { text } = scan;
  const at = level.valueAt;
  const start = lineStart(text, at);
  const line = readLine(text, start);
  judgeBare(scan, at, line, level.key);
  const { key, rest } = readBare(text, at, line);
  level.state = 'closed';
  const keys = newLevel('map', at - start, at);
  keys.key = key;
  keys.state = rest === '' ? 'open' : 'plain';
  scan.levels.push(keys);
}

function readEntry(scan: Scan, line: Line, from: number, fromColumn: number): number {
  const { text } = scan;
  let at = from;
  let column = fromColumn;
  for (let item = readDash(scan, line, at, column); item !== undefined; ) {
    ({ at, column } = item);
    if (at >= line.end || text.charAt(at) === '#') return line.next;
    item = readDash(scan, line, at, column);
  }
  if (text.charAt(at) === '?' && isGap(text, at + 1)) scan.isOver = true;
  if (scan.isOver) return line.next;
  const key = readKey(text, at, line.end);
  if (key === undefined) return readNode(scan, line, at, column);
  return readPair(scan, line, key, { at, column });
}

interface Place {
  readonly at: number;
  readonly column: number;
}

function readPair(scan: Scan, line: Line, key: Key, { at, column }: Place): number {
  const { text } = scan;
  const word = text.slice(key.start, Math.min(key.end, key.start + 200));
  const level = enter(scan, { kind: 'map', at, column, key: word });
  level.key = word;
  level.keys.add(word);
  if (/^[[{]/.test(word)) {
    note(scan, { kind: 'key-not-text', span: { start: key.start, end: key.end }, text: word });
  }
  return readValue(scan, key.colon + 1, line, level);
}

/** Reads what is neither a key nor an item of a list: a value, or what was meant as one of them. */
function readNode(scan: Scan, line: Line, at: number, column: number): number {
  const { text } = scan;
  const top = topLevel(scan);
  const isPlain = !'"\'{[|>'.includes(text.charAt(at));
  if (top.state === 'open' && column > top.indent) {
    const next = readValue(scan, at, line, top);
    if (isPlain && top.state === 'plain') top.state = 'bare';
    return next;
  }
  const list = scan.levels.findLast((level) => level.kind === 'list');
  if ('{['.includes(text.charAt(at)) && list !== undefined) {
    report(scan, at, at + 1, { is: 'dash-missing', before: text.charAt(at) });
    scan.levels.splice(scan.levels.indexOf(list) + 1);
    return readValue(scan, at, line, list);
  }
  if (column > top.indent || !isPlain) {
    report(scan, at, line.end, { is: 'stray' });
    return line.next;
  }
  return readBareKey(scan, line, at, column);
}

function readBareKey(scan: Scan, line: Line, at: number, column: number): number {
  const { key, rest } = readBare(scan.text, at, line);
  const before = scan.found.length;
  const parent = scan.levels.at(-2)?.key ?? '';
  const level = enter(scan, { kind: 'map', at, column, key });
  if (scan.found.length === before) judgeBare(scan, at, line, parent);
  level.key = key;
  level.keys.add(key);
  level.state = rest === '' ? 'open' : 'plain';
  return line.next;
}
