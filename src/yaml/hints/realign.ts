import { commentedKey, endsWithColon, keyOf, nextEntry } from './around.ts';
import { reportIndent } from './indent.ts';
import { type Entry, type Level, push, report, type Scan } from './scan.ts';

/** The keys that stand at the beginning of their line in an inventory. */
export const rootKeys: ReadonlySet<string> = new Set([
  'haproxy',
  'puppet',
  'defaults',
  'hosts',
  'pools',
]);

/** Takes an entry for one of the level that suits it best. */
export function realign(scan: Scan, entry: Entry, last: Level, left: readonly Level[]): Level {
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
  if (entry.kind === 'list') return chooseList(scan, entry, candidates, all);
  const next = nextEntry(scan.text, entry.at);
  const [deepest] = candidates;
  if (
    deepest !== undefined &&
    deepest.indent === next?.column &&
    !endsWithColon(scan.text, entry.at)
  ) {
    return deepest;
  }
  const root = scan.levels[1];
  if (rootKeys.has(entry.key) && root?.kind === 'map') return root;
  return nearest(candidates, entry.column, (level) => (level === root ? 2.5 : 0));
}

/** A list whose items hold their keys where the next line does, or hold the same key. */
function chooseList(
  scan: Scan,
  entry: Entry,
  lists: readonly Level[],
  all: readonly Level[],
): Level | undefined {
  const next = nextEntry(scan.text, entry.at);
  const key = next === undefined ? undefined : keyOf(scan.text, next);
  if (next === undefined || key === undefined) return nearest(lists, entry.column);
  const same = lists.find(
    ({ indent }) => next.column > entry.column - 2 && indent === next.column - 2,
  );
  const alike = lists.find((list) => all[all.indexOf(list) - 1]?.keys.has(key));
  return same ?? alike ?? nearest(lists, entry.column);
}

/** The level that costs least to move to, of two the deepest. */
function nearest(
  levels: readonly Level[],
  column: number,
  extra: (level: Level) => number = () => 0,
): Level | undefined {
  const cost = (level: Level) => Math.abs(level.indent - column) + extra(level);
  return levels.toSorted((a, b) => cost(a) - cost(b))[0];
}
