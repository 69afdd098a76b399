import { commentedKey, itemKey, keyOf, nextEntry } from './around.ts';
import { findComment, lineStart, readLine, trimEnd } from './line.ts';
import { type Before, type Entry, type Level, push, report, type Scan, topLevel } from './scan.ts';

/** The keys that stand at the beginning of their line in an inventory, and those that hold lists. */
const rootKeys: ReadonlySet<string> = new Set(['haproxy', 'puppet', 'defaults', 'hosts', 'pools']);
const listKeys: ReadonlySet<string> = new Set(['pools', 'servers', 'balancers', 'extra']);

interface Place {
  readonly kind: Level['kind'];
  readonly at: number;
  readonly column: number;
  readonly key: string;
}

/** Notes why an entry fits no level, and finds the one that it was most likely meant for. */
export function misplace(scan: Scan, entry: Entry, last: Level, left: readonly Level[]): Level {
  const { text } = scan;
  const now = topLevel(scan);
  const before = beforeThis(scan, entry, left);
  if (before !== undefined) return before;
  const first = left.at(-1);
  const isOrphaned = first !== undefined && commentedKey(text, first.at) !== undefined;
  if (now.kind === 'document' || isOrphaned) return indentLess(scan, entry, first);
  const isCommented = commentedKey(text, entry.at) !== undefined;
  if (left.length === 0 && !isCommented && isSecondValue(scan, last, entry)) {
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
  return realign(scan, entry, last, left);
}

/** The entry before this one stood too far left. */
function beforeThis(scan: Scan, entry: Entry, left: readonly Level[]): Level | undefined {
  const { before } = scan;
  if (before === undefined || left.length > 0) return undefined;
  if (before.isEmpty && entry.kind === 'map' && before.entry.kind === 'map') {
    reportIndent(scan, before.entry, entry.column);
    return push(scan, entry, entry.column);
  }
  return goOn(scan, entry, before);
}

/** Goes on with a level that the entry before this one ended. */
function goOn(scan: Scan, entry: Entry, before: Before): Level | undefined {
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

function reportIndent(
  scan: Scan,
  entry: Place,
  expected: number,
  item: string | undefined = undefined,
): void {
  const subject = subjectOf(scan.text, entry);
  report(scan, entry.at, entry.at + subject.length, {
    is: 'indent',
    subject,
    found: entry.column,
    expected,
    commented: commentedKey(scan.text, entry.at),
    item,
  });
}

/** The lines above, that an entry leaves, stand too far right. */
function indentLess(scan: Scan, entry: Entry, level: Level | undefined): Level {
  if (level === undefined || level.kind !== entry.kind) return push(scan, entry, entry.column);
  const { at, indent, kind } = level;
  const [key = ''] = level.keys;
  reportIndent(scan, { at, kind, column: indent, key }, entry.column);
  level.alias = indent;
  level.indent = entry.column;
  scan.levels.push(level);
  return level;
}

/** A list below a key that has a value, or keys below an empty one or one of the whole inventory. */
function isSecondValue(scan: Scan, last: Level, { kind, column, at }: Entry): boolean {
  if (last.kind !== 'map' || last.key === '' || column <= last.indent) return false;
  if (kind === 'map') return last.state === 'void' || scan.levels.indexOf(last) === 1;
  if (last.state === 'void' || listKeys.has(last.key)) return true;
  const key = itemKey(scan.text, at);
  return key === undefined || !last.keys.has(key);
}

/** A key at the column of a "-" begins an item of its own, unless it is one more key of the last. */
function isNewItem(left: readonly Level[], { kind, key }: Entry): boolean {
  if (kind !== 'map') return false;
  const item = left.at(-1);
  return item?.kind !== 'map' || item.keys.has(key);
}

/** Takes an entry for one of the level that suits it best. */
function realign(scan: Scan, entry: Entry, last: Level, left: readonly Level[]): Level {
  const { levels, text } = scan;
  const { kind, column, at } = entry;
  const meant = choose(scan, entry, left);
  if (meant === undefined) {
    const commented = commentedKey(text, at);
    if (kind === 'list') report(scan, at, at + 1, { is: 'item-among-keys', commented });
    return push(scan, entry, column);
  }
  reportIndent(scan, entry, meant.indent, firstOfItem(scan, last, entry));
  meant.alias = column;
  const kept = left.indexOf(meant);
  if (kept !== -1) levels.push(...left.slice(kept).toReversed());
  else levels.splice(levels.indexOf(meant) + 1);
  return meant;
}

/** The key above that could lack its "- ": the first of a mapping that no list holds. */
function firstOfItem({ levels }: Scan, last: Level, entry: Entry): string | undefined {
  const isFirst = last.kind === 'map' && last.keys.size === 1 && entry.kind === 'map';
  const parent = levels[levels.indexOf(last) - 1];
  const isItem = isFirst && parent?.kind === 'map' && entry.column === last.indent + 2;
  return isItem ? last.key : undefined;
}

function choose(scan: Scan, entry: Entry, left: readonly Level[]): Level | undefined {
  const all = [...left, ...scan.levels.toReversed()];
  const candidates = all.filter(({ kind }) => kind === entry.kind);
  const next = nextEntry(scan.text, entry.at);
  if (entry.kind === 'list') {
    const key = next === undefined ? undefined : keyOf(scan.text, next);
    const alike = candidates.find((list) => {
      return key !== undefined && all[all.indexOf(list) - 1]?.keys.has(key);
    });
    return alike ?? nearest(candidates, entry.column);
  }
  const [deepest] = candidates;
  if (deepest !== undefined && deepest.indent === next?.column && !endsWithColon(scan, entry)) {
    return deepest;
  }
  const root = scan.levels[1];
  const isRoot = rootKeys.has(entry.key);
  return nearest(candidates, entry.column, (level) => (level === root) === isRoot);
}

function endsWithColon({ text }: Scan, { at }: Entry): boolean {
  const line = readLine(text, lineStart(text, at));
  return text.charAt(trimEnd(text, at, findComment(text, at, line.end)) - 1) === ':';
}

/** The nearest level, of two the one that is likely, or the deepest. */
function nearest(
  levels: readonly Level[],
  column: number,
  isLikely: (level: Level) => boolean = () => true,
): Level | undefined {
  const cost = (level: Level) => Math.abs(level.indent - column) + (isLikely(level) ? 0 : 0.5);
  return levels.toSorted((a, b) => cost(a) - cost(b))[0];
}

/** The begin of an entry, for a message: `bind:`, `- name:` or `-`. */
function subjectOf(text: string, { kind, key, at }: Place): string {
  if (kind === 'map') return `${key}:`;
  return /^-(?:[ \t]+[\w.-]{1,40}:)?/.exec(text.slice(at, at + 80))?.[0] ?? text.charAt(at);
}
