import { readKey } from './key.ts';
import { enter } from './levels.ts';
import { isGap, type Line, oddBlank, skipBlanks } from './line.ts';
import { report, type Scan } from './scan.ts';

/** What follows a "-", and the column, from 0, at which it stands. */
export interface Item {
  readonly at: number;
  readonly column: number;
}

/** Reads the "-" of a list item, also one that lacks its blank or is another sign. */
export function readDash(scan: Scan, line: Line, at: number, column: number): Item | undefined {
  const { text } = scan;
  const first = text.charAt(at);
  const second = text.charAt(at + 1);
  if (first === '-' && isGap(text, at + 1)) {
    begin(scan, at, column);
    const next = skipBlanks(text, at + 1, line.end);
    const hasTab = text.slice(at + 1, next).includes('\t');
    if (hasTab && next < line.end && readKey(text, next, line.end) !== undefined) {
      report(scan, at + 1, next, { is: 'dash-tab' });
      return { at: next, column: column + 2 };
    }
    return { at: next, column: column + next - at };
  }
  if (first === '-' && oddBlank.test(second)) {
    begin(scan, at, column);
    report(scan, at + 1, at + 2, { is: 'unseen-blank', character: second, alone: false });
    return { at: skipBlanks(text, at + 2, line.end), column: column + 2 };
  }
  if (first === '-' && isJoined(text, at, line)) {
    begin(scan, at, column);
    const rest = text.slice(at + 1, Math.min(line.end, at + 100));
    report(scan, at, at + 1, { is: 'dash-blank', rest });
    return { at: at + 1, column: column + 2 };
  }
  if ('–—−‐‑•‣·●*+'.includes(first) && first !== '' && second === ' ') {
    if (!isEntryBehind(text, at + 2, line)) return undefined;
    begin(scan, at, column);
    report(scan, at, at + 1, { is: 'wrong-dash', character: first });
    return { at: at + 2, column: column + 2 };
  }
  return undefined;
}

function begin(scan: Scan, at: number, column: number): void {
  enter(scan, { kind: 'list', at, column, key: '' }).state = 'open';
}

function isJoined(text: string, at: number, line: Line): boolean {
  if ('{["\''.includes(text.charAt(at + 1))) return true;
  return /[A-Za-z_]/.test(text.charAt(at + 1)) && readKey(text, at + 1, line.end) !== undefined;
}

function isEntryBehind(text: string, at: number, line: Line): boolean {
  return '{['.includes(text.charAt(at)) || readKey(text, at, line.end) !== undefined;
}
