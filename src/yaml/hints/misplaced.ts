import { commentedKey, itemKey } from './around.ts';
import { blameAbove } from './blame.ts';
import { realign } from './realign.ts';
import { type Entry, type Level, push, report, type Scan, topLevel } from './scan.ts';

const listKeys: ReadonlySet<string> = new Set(['pools', 'servers', 'balancers', 'extra']);

/** Notes why an entry fits no level, and finds the one that it was most likely meant for. */
export function misplace(scan: Scan, entry: Entry, last: Level, left: readonly Level[]): Level {
  const above = blameAbove(scan, entry, last, left);
  if (above !== undefined) return above;
  const now = topLevel(scan);
  if (now.kind === 'document') return push(scan, entry, entry.column);
  const isCommented = commentedKey(scan.text, entry.at) !== undefined;
  if (left.length === 0 && !isCommented && isSecondValue(scan, last, entry)) {
    report(scan, last.valueAt, last.valueAt + 1, { is: 'second-value', key: last.key });
    return push(scan, entry, entry.column);
  }
  if (now.kind === 'list' && now.indent === entry.column && isNewItem(left, entry)) {
    return beginItem(scan, entry);
  }
  return realign(scan, entry, last, left);
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

function beginItem(scan: Scan, entry: Entry): Level {
  const { at, column, key } = entry;
  const end = at + Math.max(1, key.length);
  report(scan, at, end, { is: 'dash-missing', before: `${key}:`, commented: undefined });
  const level = push(scan, entry, column + 2);
  level.alias = column;
  return level;
}
