import { lineStart, readLine } from './line.ts';
import { type Level, newLevel, report, type Scan, topLevel } from './scan.ts';

/** A key or a "-" at a column, from 0. */
export interface Entry {
  readonly kind: 'map' | 'list';
  readonly at: number;
  readonly column: number;
  readonly key: string;
}

/** Finds the level that an entry belongs to, and notes where its indentation fits none. */
export function enter(scan: Scan, entry: Entry): Level {
  const { levels } = scan;
  const last = topLevel(scan);
  if (last.state === 'open' && isBelow(last, entry)) return push(scan, entry, entry.column);
  const column = meantColumn(levels, entry);
  const left = leave(levels, entry.kind, column);
  const now = topLevel(scan);
  if (now.kind === entry.kind && now.indent === column) return now;
  return misplace(scan, entry, last, left);
}

/** A list may stand at the column of its key. */
function isBelow(level: Level, { kind, column }: Entry): boolean {
  return column > level.indent || (kind === 'list' && level.kind === 'map' && column === level.indent);
}

function push(scan: Scan, { kind, at }: Entry, indent: number): Level {
  topLevel(scan).state = 'closed';
  const level = newLevel(kind, indent, at);
  scan.levels.push(level);
  return level;
}

function meantColumn(levels: readonly Level[], { kind, column }: Entry): number {
  const meant = levels.findLast((level) => level.kind === kind && level.alias === column);
  return meant?.indent ?? column;
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

function misplace(scan: Scan, entry: Entry, last: Level, left: readonly Level[]): Level {
  const now = topLevel(scan);
  const commented = commentedKey(scan.text, entry.at);
  if (now.kind === 'document') return outdent(scan, entry, left);
  if (left.length === 0 && commented === undefined && isSecondValue(last, entry)) {
    report(scan, last.valueAt, last.valueAt + 1, { is: 'second-value', key: last.key });
    return push(scan, entry, entry.column);
  }
  if (now.kind === 'list' && now.indent === entry.column && isNewItem(left, entry)) {
    const end = entry.at + Math.max(1, entry.key.length);
    report(scan, entry.at, end, { is: 'dash-missing', before: `${entry.key}:` });
    const level = push(scan, entry, entry.column + 2);
    level.alias = entry.column;
    return level;
  }
  return realign(scan, entry, left, commented);
}

/** The first lines stand further right than this one. */
function outdent(scan: Scan, entry: Entry, left: readonly Level[]): Level {
  const root = left.at(-1);
  if (root === undefined || root.kind !== entry.kind) return push(scan, entry, entry.column);
  const [first = ''] = root.keys;
  const subject = subjectOf(scan.text, root.kind, first, root.at);
  const found = root.indent;
  const commented = commentedKey(scan.text, root.at);
  const expected = entry.column;
  const slip = { is: 'indent', subject, found, expected, commented } as const;
  report(scan, root.at, root.at + subject.length, slip);
  root.alias = root.indent;
  root.indent = entry.column;
  scan.levels.push(root);
  return root;
}

/** A list below a key that has a value, or keys below an empty one. */
function isSecondValue(last: Level, { kind, column }: Entry): boolean {
  if (last.kind !== 'map' || column <= last.indent) return false;
  return kind === 'list' ? last.key !== '' : last.state === 'void';
}

/** A key at the column of a "-" begins an item of its own, unless it is one more key of the last. */
function isNewItem(left: readonly Level[], { kind, key }: Entry): boolean {
  if (kind !== 'map') return false;
  const item = left.at(-1);
  return item?.kind !== 'map' || item.keys.has(key);
}

/** Takes an entry for one of the nearest level of its kind. */
function realign(
  scan: Scan,
  entry: Entry,
  left: readonly Level[],
  commented: string | undefined,
): Level {
  const { levels } = scan;
  const { kind, column, at } = entry;
  const candidates = [...left, ...levels.toReversed()].filter((level) => level.kind === kind);
  const [nearest] = candidates.toSorted(
    (a, b) => Math.abs(a.indent - column) - Math.abs(b.indent - column),
  );
  if (nearest === undefined) {
    if (kind === 'list') report(scan, at, at + 1, { is: 'item-among-keys' });
    return push(scan, entry, column);
  }
  const subject = subjectOf(scan.text, kind, entry.key, at);
  const slip = { is: 'indent', subject, found: column, expected: nearest.indent, commented } as const;
  report(scan, at, at + subject.length, slip);
  nearest.alias = column;
  const kept = left.indexOf(nearest);
  if (kept !== -1) levels.push(...left.slice(kept).toReversed());
  else levels.splice(levels.indexOf(nearest) + 1);
  return nearest;
}

/** The begin of an entry, for a message: `bind:`, `- name:` or `-`. */
function subjectOf(text: string, kind: Level['kind'], key: string, at: number): string {
  if (kind === 'map') return `${key}:`;
  return /^-(?:[ \t]+[\w.-]{1,40}:)?/.exec(text.slice(at, at + 80))?.[0] ?? text.charAt(at);
}

/** The key that ends the comment right above a line, as in `# servers:`. */
function commentedKey(text: string, at: number): string | undefined {
  const start = lineStart(text, at);
  if (start === 0) return undefined;
  const above = readLine(text, lineStart(text, start - 1));
  if (text.charAt(above.body) !== '#' || above.end - above.body > 200) return undefined;
  return /^#[# ]*(?:- +)*([\w.-]+):$/.exec(text.slice(above.body, above.end).trimEnd())?.[1];
}
