import { judgeBare, readBare } from './bare.ts';
import { type Item, readDash } from './dash.ts';
import { type Key, readKey } from './key.ts';
import { enter } from './levels.ts';
import { findComment, isGap, type Line, lineStart, readLine, trimEnd } from './line.ts';
import { columnOf, judgeIndentation, judgeMark } from './marks.ts';
import { judgeColon } from './plain.ts';
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
  const goesOn = column > top.indent && (top.state === 'plain' || top.state === 'bare');
  if (!hasEntry && goesOn) {
    judgeFurtherLine(scan, top, line);
    return line.next;
  }
  if (!judgeIndentation(scan, line)) return line.next;
  if (!hasEntry && top.state === 'hollow') return judgeHollow(scan, top, line);
  if (goesOn && top.state === 'bare') becomeKey(scan, top);
  return scan.isOver ? line.next : readEntry(scan, line, line.body, column);
}

/** A further line of a text without quotes: a colon in it makes it a key to YAML. */
function judgeFurtherLine(scan: Scan, level: Level, line: Line): void {
  const { text } = scan;
  const end = trimEnd(text, line.body, findComment(text, line.body, line.end));
  const value = text.slice(line.body, end);
  if (level.state === 'plain') judgeColon(scan, line.body, value);
  else if (/:(?:[ \t]|$)/.test(value)) becomeKey(scan, level);
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
  let place: Item = { at: from, column: fromColumn, actual: fromColumn };
  for (let item = readDash(scan, line, place); item !== undefined; ) {
    if (item.at >= line.end || text.charAt(item.at) === '#') return line.next;
    place = item;
    item = readDash(scan, line, place);
  }
  const { at } = place;
  if (text.charAt(at) === '?' && isGap(text, at + 1)) scan.isOver = true;
  if (scan.isOver) return line.next;
  const key = readKey(text, at, line.end);
  if (key === undefined) return readNode(scan, line, at, place.column);
  return readPair(scan, line, key, place);
}

function readPair(scan: Scan, line: Line, key: Key, { at, column, actual }: Item): number {
  const { text } = scan;
  const word = text.slice(key.start, Math.min(key.end, key.start + 200));
  const level = enter(scan, { kind: 'map', at, column, key: word });
  if (actual !== column) level.alias ??= actual;
  level.key = word;
  level.keys.add(word);
  if (word.startsWith('*')) report(scan, at, at + 1, { is: 'bad-start', sign: '*', text: word });
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
    const before = scan.found.length;
    const next = readValue(scan, at, line, top);
    if (isPlain && scan.found.length === before) top.state = 'bare';
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
  const { text } = scan;
  const top = topLevel(scan);
  const { key, rest } = readBare(text, at, line);
  if (top.state === 'open' && top.kind === 'map' && !isKeyLike(text, at)) {
    const value = text.slice(at, trimEnd(text, at, findComment(text, at, line.end)));
    report(scan, at, line.end, { is: 'value-indent', key: top.key, text: value });
    top.state = 'closed';
    return line.next;
  }
  const before = scan.found.length;
  const parent = scan.levels.at(-2)?.key ?? '';
  const level = enter(scan, { kind: 'map', at, column, key });
  if (scan.found.length === before) judgeBare(scan, at, line, parent);
  level.key = key;
  level.keys.add(key);
  level.state = rest === '' ? 'open' : 'plain';
  return line.next;
}

function isKeyLike(text: string, at: number): boolean {
  return /^[a-z][a-z-]*(?:[\s=:;,]|$)/.test(text.slice(at, at + 80));
}
