import { eastAsianWidth } from 'get-east-asian-width';
import { showUnseen } from '../../text/characters.ts';
import type { Span } from '../../text/positions.ts';
import { isPairEnd } from './places.ts';

/** A line as it is shown, and where in it the mark stands: blanks before it and its width, in columns. */
export interface ShownLine {
  readonly text: string;
  readonly before: number;
  readonly width: number;
}

const maxColumns = 120;
const columnsBefore = 40;

/**
 * A line of a text as a terminal shows it in at most about 120 columns: tabs as four blanks, what
 * can't be seen by its number, a long line cut to a window around the mark. The mark is cut to the
 * line and is at least one column wide; widths are those of Unicode's East Asian Width.
 */
export function showLine(text: string, line: Span, mark: Span): ShownLine {
  const start = Math.min(Math.max(mark.start, line.start), line.end);
  const end = Math.min(Math.max(mark.end, start), line.end);
  const window = windowAround(text, line, start);
  const left = window.start > line.start ? '…' : '';
  const right = window.end < line.end ? '…' : '';
  let shown = left;
  let before = left.length;
  let width = 0;
  for (let at = window.start; at < window.end; ) {
    const cell = cellAt(text, at);
    shown += cell.text;
    if (cell.end <= start) before += cell.width;
    else if (at < end) width += cell.width;
    at = cell.end;
  }
  return { text: shown + right, before, width: Math.max(1, width) };
}

/** The part of a line to show: all of it, its beginning, or from a little before the mark. */
function windowAround(text: string, line: Span, mark: number): Span {
  if (forward(text, line.start, line.end, maxColumns) === line.end) return line;
  const head = forward(text, line.start, line.end, maxColumns - 1);
  if (mark < backward(text, line.start, head, columnsBefore))
    return { start: line.start, end: head };
  const room = maxColumns - 2;
  const start = backward(text, line.start, mark, columnsBefore);
  const end = forward(text, start, line.end, room);
  if (end < line.end) return { start, end };
  return { start: backward(text, line.start, line.end, room + 1), end };
}

function forward(text: string, from: number, limit: number, columns: number): number {
  let at = from;
  for (let left = columns; at < limit; ) {
    const cell = cellAt(text, at);
    left -= Math.max(1, cell.width);
    if (left < 0) break;
    at = cell.end;
  }
  return Math.min(at, limit);
}

function backward(text: string, limit: number, from: number, columns: number): number {
  let at = from;
  for (let left = columns; at > limit; ) {
    const previous = isPairEnd(text, at - 1) ? at - 2 : at - 1;
    left -= Math.max(1, cellAt(text, previous).width);
    if (left < 0) break;
    at = previous;
  }
  return Math.max(at, limit);
}

interface Cell {
  readonly end: number;
  readonly text: string;
  readonly width: number;
}

/** The expression is made at the first sign beyond ASCII: its sets are large. */
function isJoining(character: string): boolean {
  return /^[\p{Mn}\p{Me}\p{Cf}\u1160-\u11ff]$/u.test(character);
}

function cellAt(text: string, at: number): Cell {
  const code = text.codePointAt(at) ?? 0;
  const character = String.fromCodePoint(code);
  const end = at + character.length;
  if (code >= 0x20 && code < 0x7f) return { end, text: character, width: 1 };
  if (code === 0x09) return { end, text: '    ', width: 4 };
  const shown = showUnseen(character);
  if (shown !== character) return { end, text: shown, width: shown.length };
  const width = isJoining(character) ? 0 : eastAsianWidth(code);
  return { end, text: character, width };
}
