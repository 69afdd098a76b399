import { commentedKey } from './around.ts';
import { checkBare, checkLeftover, isNothing, readBare } from './bare.ts';
import { type Item, readDash } from './dash.ts';
import { forgetDoubtful, isDoubtful } from './doubt.ts';
import { type Key, readKey } from './key.ts';
import { enter } from './levels.ts';
import { findComment, isGap, type Line, lineStart, readLine, trimEnd } from './line.ts';
import { checkIndentation, checkMark, columnOf } from './marks.ts';
import { readNode } from './node.ts';
import { checkColon } from './plain.ts';
import { isEntry } from './quoted.ts';
import { type Level, newLevel, note, report, type Scan, topLevel } from './scan.ts';
import { checkTextLine, isUnindentedText } from './text-line.ts';
import { readValue } from './value.ts';

/** Reads one line outside brackets, and what goes on behind it; returns where to read on. */
export function readBlockLine(scan: Scan, line: Line): number {
  if (checkMark(scan, line)) return line.next;
  const known = scan.found.length;
  scan.step += 1;
  const next = readContent(scan, line);
  forgetDoubtful(scan, known);
  return next;
}

function readContent(scan: Scan, line: Line): number {
  const { text } = scan;
  const top = topLevel(scan);
  const column = columnOf(text, line);
  const hasEntry = isEntry(text, line);
  const goesOn = column > top.indent && (top.state === 'plain' || top.state === 'bare');
  if (goesOn && (!hasEntry || (top.state === 'plain' && isSentence(text, line)))) {
    checkFurtherLine(scan, top, line);
    return line.next;
  }
  if (!checkIndentation(scan, line)) return line.next;
  if (!hasEntry && isUnindentedText(text, top, line)) return checkTextLine(scan, top, line);
  if (goesOn && top.state === 'bare') settleBare(scan, top, line);
  return scan.isOver ? line.next : readEntry(scan, line, line.body, column);
}

/** Whether what stands before the colon of a line is more than a word, and no list item. */
function isSentence(text: string, line: Line): boolean {
  const key = readKey(text, line.body, line.end);
  if (key === undefined || !/[a-z]/i.test(text.charAt(line.body))) return false;
  return text.slice(key.start, key.end).includes(' ');
}

/** A further line of a text without quotes: a colon in it makes it a key to YAML. */
function checkFurtherLine(scan: Scan, level: Level, line: Line): void {
  const { text } = scan;
  const end = trimEnd(text, line.body, findComment(text, line.body, line.end));
  const value = text.slice(line.body, end);
  if (level.state === 'plain') {
    if (!isDoubtful(scan)) checkColon(scan, line.body, value);
  } else if (/:(?:[ \t]|$)/.test(value)) becomeKey(scan, level);
}

/** A text turns out to be a key without its colon, or an item without its "-". */
function settleBare(scan: Scan, level: Level, line: Line): void {
  const { text } = scan;
  const isDash = text.charAt(line.body) === '-' && isGap(text, line.body + 1);
  if (isDash && level.kind === 'list') level.state = 'closed';
  else if (isDash && level.kind === 'map' && level.indent > -1) {
    const at = level.valueAt;
    const column = at - lineStart(text, at);
    if (line.indent > column) becomeKey(scan, level);
    else reportDash(scan, level, at, line);
  } else if (commentedKey(text, line.body) === undefined) becomeKey(scan, level);
  else level.state = 'closed';
}

function reportDash(scan: Scan, level: Level, at: number, line: Line): void {
  const word = /^[^\s#]{1,40}/.exec(scan.text.slice(at, at + 40))?.[0] ?? '';
  report(scan, at, at + word.length, { is: 'dash-missing', before: word, commented: undefined });
  level.state = 'closed';
  scan.levels.push(newLevel('list', line.indent, at));
}

function becomeKey(scan: Scan, level: Level): void {
  const { text } = scan;
  const at = level.valueAt;
  const start = lineStart(text, at);
  const line = readLine(text, start);
  if (checkLeftover(scan, at, line)) {
    level.state = 'open';
    return;
  }
  checkBare(scan, at, line, level.key);
  const { key, rest } = readBare(text, at, line);
  level.state = 'closed';
  const keys = newLevel('map', at - start, at);
  keys.key = key;
  keys.keys.add(key);
  keys.state = isNothing(rest) ? 'open' : 'plain';
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
  if (/^[*@`%&|>]/.test(word)) {
    report(scan, at, at + 1, { is: 'bad-start', sign: word.charAt(0), text: word });
  } else if (/^[}\],]/.test(word)) {
    report(scan, at, at + 1, { is: 'closes-nothing', sign: word.charAt(0) });
  }
  if (/^[[{]/.test(word)) {
    note(scan, { kind: 'key-not-text', span: { start: key.start, end: key.end }, text: word });
  }
  return readValue(scan, key.colon + 1, line, level);
}
