import { misplace } from './misplaced.ts';
import { type Entry, type Level, push, type Scan, topLevel } from './scan.ts';

/** Finds the level that an entry belongs to, and notes where its indentation fits none. */
export function enter(scan: Scan, entry: Entry): Level {
  const { levels } = scan;
  const last = topLevel(scan);
  if (last.state === 'open' && isBelow(last, entry)) {
    if (!isOnLine(scan, entry)) scan.before = undefined;
    return push(scan, entry, entry.column);
  }
  const column = expectedColumn(levels, entry);
  const left = leave(levels, entry.kind, column);
  const now = topLevel(scan);
  if (now.kind === entry.kind && now.indent === column) {
    const isEmpty = now === last && now.state === 'open';
    scan.before = { entry, left, depth: levels.length, isEmpty };
    return now;
  }
  const meant = misplace(scan, entry, last, left);
  scan.before = undefined;
  return meant;
}

/** Whether an entry stands on the line of the one before it, as a key behind its "-". */
function isOnLine({ before, text }: Scan, { at }: Entry): boolean {
  return before !== undefined && !text.slice(before.entry.at, at).includes('\n');
}

/** A list may stand at the column of its key. */
function isBelow(level: Level, { kind, column }: Entry): boolean {
  const isAtKey = kind === 'list' && level.kind === 'map' && column === level.indent;
  return column > level.indent || isAtKey;
}

/** The column that an entry was meant to have: that of a level, if none has the column it has. */
function expectedColumn(levels: readonly Level[], { kind, column }: Entry): number {
  const alike = levels.filter((level) => level.kind === kind);
  if (alike.some(({ indent }) => indent === column)) return column;
  return alike.findLast(({ alias }) => alias === column)?.indent ?? column;
}

/** Leaves the levels that end before an entry; the deepest first. */
function leave(levels: Level[], kind: Entry['kind'], column: number): Level[] {
  const left: Level[] = [];
  for (let top = levels.at(-1); top !== undefined && top.indent > column; top = levels.at(-1)) {
    left.push(top);
    levels.pop();
  }
  const [below, top] = levels.slice(-2);
  if (top?.indent === column && top.kind !== kind && below?.indent === column) {
    left.push(top);
    levels.pop();
  }
  return left;
}
