import { commentedKey, endsWithColon, type Next, nextAtMost, nextEntry } from './around.ts';
import { reportIndent } from './indent.ts';
import { isGap } from './line.ts';
import { rootKeys } from './realign.ts';
import { type Before, type Entry, type Level, push, report, type Scan, topLevel } from './scan.ts';

/** Finds the line above, or below, that makes an entry fit no level; the entry itself is right. */
export function blameAbove(
  scan: Scan,
  entry: Entry,
  last: Level,
  left: readonly Level[],
): Level | undefined {
  const { before } = scan;
  return (
    (before === undefined || left.length > 0 ? undefined : blameBefore(scan, entry, before)) ??
    blameRoot(scan, entry, left) ??
    blameOrphan(scan, entry, left) ??
    blameFirst(scan, entry, last, left) ??
    isFirstBelow(scan, entry, last, left)
  );
}

/** The entry before this one stood too far left. */
function blameBefore(scan: Scan, entry: Entry, before: Before): Level | undefined {
  if (before.isEmpty && entry.kind === 'map' && before.entry.kind === 'map') {
    reportIndent(scan, before.entry, entry.column);
    return push(scan, entry, entry.column);
  }
  const kept = before.left.findIndex(
    ({ kind, indent }) => kind === entry.kind && indent === entry.column,
  );
  const level = before.left[kept];
  const meant = before.left.slice(kept).find(({ kind }) => kind === before.entry.kind);
  if (level === undefined || meant === undefined) return undefined;
  reportIndent(scan, before.entry, meant.indent);
  scan.levels.splice(before.depth);
  scan.levels.push(...before.left.slice(kept).toReversed());
  return level;
}

/** The first line of the inventory is indented. */
function blameRoot(scan: Scan, entry: Entry, left: readonly Level[]): Level | undefined {
  const root = left.at(-1);
  if (topLevel(scan).kind !== 'document' || root?.kind !== 'map') return undefined;
  reportFirst(scan, root, 0);
  root.alias = root.indent;
  root.indent = 0;
  scan.levels.push(root);
  const isBelow = entry.column > 0 && (root.state === 'open' || left.length > 1);
  return isBelow || entry.kind === 'list' ? push(scan, entry, entry.column) : root;
}

/** The key or the item above a level is commented out, or lost, and what stood below it is not. */
function blameOrphan(scan: Scan, entry: Entry, left: readonly Level[]): Level | undefined {
  const first = left.at(-1);
  if (first?.kind !== 'map') return undefined;
  const commented = commentedKey(scan.text, first.at);
  if (entry.kind === 'map' && commented !== undefined) {
    reportFirst(scan, first, entry.column);
    return push(scan, entry, entry.column);
  }
  const hasList = [...left, ...scan.levels].some(({ kind }) => kind === 'list');
  if (entry.kind === 'map' || hasList || entry.column <= topLevel(scan).indent) return undefined;
  const [key = ''] = first.keys;
  const before = `${key}:`;
  report(scan, first.at, first.at + key.length, { is: 'dash-missing', before, commented });
  return push(scan, entry, entry.column);
}

/** The first line of a level stands elsewhere than this one and those below. */
function blameFirst(
  scan: Scan,
  entry: Entry,
  last: Level,
  left: readonly Level[],
): Level | undefined {
  if (rootKeys.has(entry.key)) return undefined;
  const level = left.find(({ kind }) => kind === 'map') ?? last;
  if (entry.kind !== 'map' || level.kind !== 'map' || level.keys.size !== 1) return undefined;
  const stack = [...scan.levels, ...left.toReversed()];
  const depth = stack.indexOf(level);
  const parent = stack[depth - 1];
  if (parent === undefined || !isFollowed(scan, entry, level)) return undefined;
  const isMoved =
    parent.kind === 'list'
      ? moveItem(scan, parent, entry.column - level.indent, stack[depth - 2]?.indent ?? -1)
      : moveFirst(scan, level, entry.column, parent.indent);
  if (!isMoved) return undefined;
  level.alias = level.indent;
  level.indent = entry.column;
  scan.levels.splice(0, scan.levels.length, ...stack.slice(0, depth + 1));
  return level;
}

/** The first item of a list moves with its "-"; with others above it the "-" is right. */
function moveItem(scan: Scan, list: Level, shift: number, least: number): boolean {
  const { at, indent: column } = list;
  if (list.count > 1 || column + shift < least) return false;
  reportIndent(scan, { kind: 'list', at, column, key: '' }, column + shift);
  list.alias = column;
  list.indent += shift;
  return true;
}

function moveFirst(scan: Scan, level: Level, column: number, parent: number): boolean {
  if (column <= parent) return false;
  const [key] = level.keys;
  reportFirst(scan, level, column, column - level.indent === 2 ? key : undefined);
  return true;
}

/** Whether the lines below an entry stand where it does, or below it and not where a level does. */
function isFollowed(scan: Scan, entry: Entry, level: Level): boolean {
  const next = nextAtMost(scan.text, entry.at, Math.max(level.indent, entry.column));
  if (next === undefined || isDash(scan, next)) return false;
  if (next.column === entry.column) return true;
  const isChild = next.column > entry.column && next.column < level.indent;
  return isChild && endsWithColon(scan.text, entry.at);
}

/** A key waits for its value, and the lines below this one stand where that would. */
function isFirstBelow(
  scan: Scan,
  entry: Entry,
  last: Level,
  left: readonly Level[],
): Level | undefined {
  const next = nextEntry(scan.text, entry.at);
  if (last.state !== 'open' || last.kind !== 'map' || next === undefined) return undefined;
  const isItem = isDash(scan, next);
  const least = isItem ? last.indent : last.indent + 1;
  if (isItem !== (entry.kind === 'list') || next.column < least) return undefined;
  reportIndent(scan, entry, next.column);
  scan.levels.push(...left.toReversed());
  const level = push(scan, entry, next.column);
  level.alias = entry.column;
  return level;
}

function isDash({ text }: Scan, { at }: Next): boolean {
  return text.charAt(at) === '-' && isGap(text, at + 1);
}

function reportFirst(scan: Scan, level: Level, expected: number, item?: string): void {
  const { at, indent, kind } = level;
  const [key = ''] = level.keys;
  reportIndent(scan, { at, kind, column: indent, key }, expected, item);
}
