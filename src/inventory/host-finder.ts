import type { Host } from './model.ts';
import { toMatcher } from './values/pattern.ts';

/** Finds hosts by a pattern, in the order of `hosts`; `count` gets the number of names it compares with. */
export type FindHosts = (pattern: string, count: (compared: number) => boolean) => Host[];

interface Entry {
  readonly key: string;
  readonly name: string;
  readonly at: number;
  readonly host: Host;
}

/**
 * Prepares to find hosts by patterns: a pattern is only held against names that begin, or end, as it
 * does. Where `count` returns false the pattern matches nothing.
 */
export function toHostFinder(byName: ReadonlyMap<string, Host>): FindHosts {
  let forwards: Entry[] | undefined;
  let backwards: Entry[] | undefined;
  return (pattern, count) => {
    forwards ??= sortBy(byName, (name) => name);
    const prefix = /^[^*?]*/.exec(pattern)?.[0] ?? '';
    let candidates = beginningWith(forwards, prefix);
    const suffix = turned(/[^*?]*$/.exec(pattern)?.[0] ?? '');
    if (suffix !== '' && candidates.length > 100) {
      backwards ??= sortBy(byName, turned);
      const others = beginningWith(backwards, suffix);
      if (others.length < candidates.length) candidates = others;
    }
    if (!count(candidates.length)) return [];
    const isMatch = toMatcher(pattern);
    return candidates
      .filter(({ name }) => isMatch(name))
      .sort((a, b) => a.at - b.at)
      .map(({ host }) => host);
  };
}

function sortBy(byName: ReadonlyMap<string, Host>, toKey: (name: string) => string): Entry[] {
  const entries = Array.from(byName, ([name, host], at) => ({ key: toKey(name), name, at, host }));
  return entries.sort((a, b) => (a.key < b.key ? -1 : 1));
}

function turned(text: string): string {
  return [...text].reverse().join('');
}

function beginningWith(entries: readonly Entry[], prefix: string): readonly Entry[] {
  if (prefix === '') return entries;
  const start = firstFrom(entries, 0, (key) => key >= prefix);
  const end = firstFrom(entries, start, (key) => !key.startsWith(prefix));
  return entries.slice(start, end);
}

/** The first entry, from one on, whose key is such; all behind it are such too. */
function firstFrom(
  entries: readonly Entry[],
  from: number,
  isSuch: (key: string) => boolean,
): number {
  let low = from;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isSuch(entries[middle]?.key ?? '')) high = middle;
    else low = middle + 1;
  }
  return low;
}
