import { readKey } from './key.ts';
import { enter } from './levels.ts';
import { isGap, type Line, oddBlank, skipBlanks } from './line.ts';
import { report, type Scan } from './scan.ts';

/** What follows a "-", the column, from 0, at which it should stand, and the one at which it does. */
export interface Item {
  readonly at: number;
  readonly column: number;
  readonly actual: number;
}

/** Reads the "-" of a list item, also one that lacks its blank or is another sign. */
export function readDash(scan: Scan, line: Line, place: Item): Item | undefined {
  const { at, column } = place;
  const { text } = scan;
  const first = text.charAt(at);
  const second = text.charAt(at + 1);
  if (first === '-' && isGap(text, at + 1)) return readPlainDash(scan, line, at, column);
  if (first === '-' && oddBlank.test(second)) {
    const item = begin(scan, at, column, 2);
    report(scan, at + 1, at + 2, { is: 'unseen-blank', character: second, alone: false });
    return { ...item, at: skipBlanks(text, at + 2, line.end) };
  }
  if (first === '-' && (isJoined(text, at, line) || isJoinedWord(scan, at, column))) {
    const item = begin(scan, at, column, 2);
    const rest = text.slice(at + 1, Math.min(line.end, at + 100));
    report(scan, at, at + 1, { is: 'dash-blank', rest });
    return { ...item, at: at + 1 };
  }
  if (first === '' || !'–—−‐‑•‣·●*+'.includes(first) || second !== ' ') return undefined;
  if (!isEntryBehind(text, at + 2, line) && !takesItem(scan, column)) return undefined;
  const item = begin(scan, at, column, 2);
  report(scan, at, at + 1, { is: 'wrong-dash', character: first });
  return { ...item, at: at + 2 };
}

function readPlainDash(scan: Scan, line: Line, at: number, column: number): Item {
  const { text } = scan;
  const next = skipBlanks(text, at + 1, line.end);
  const hasTab = text.slice(at + 1, next).includes('\t');
  const isTabbed = hasTab && next < line.end && readKey(text, next, line.end) !== undefined;
  const item = begin(scan, at, column, isTabbed ? 2 : next - at);
  if (isTabbed) report(scan, at + 1, next, { is: 'dash-tab' });
  return { ...item, at: next };
}

/** Enters the list; what follows moves with a "-" that stands at a wrong column. */
function begin(scan: Scan, at: number, column: number, width: number): Item {
  const list = enter(scan, { kind: 'list', at, column, key: '' });
  list.state = 'open';
  list.count += 1;
  return { at, column: list.indent + width, actual: column + width };
}

function isJoined(text: string, at: number, line: Line): boolean {
  if ('{["\''.includes(text.charAt(at + 1))) return true;
  return /[A-Za-z_]/.test(text.charAt(at + 1)) && readKey(text, at + 1, line.end) !== undefined;
}

/** A word right behind the "-", where an item of a list may stand. */
function isJoinedWord(scan: Scan, at: number, column: number): boolean {
  return (
    takesItem(scan, column) && /^-[A-Za-z][\w.-]*\s*(?:\n|$)/.test(scan.text.slice(at, at + 80))
  );
}

function takesItem({ levels }: Scan, column: number): boolean {
  const top = levels.at(-1);
  const isValue = top?.kind === 'map' && top.state === 'open' && column >= top.indent;
  return isValue || levels.some(({ kind, indent }) => kind === 'list' && indent === column);
}

function isEntryBehind(text: string, at: number, line: Line): boolean {
  return '{['.includes(text.charAt(at)) || readKey(text, at, line.end) !== undefined;
}
