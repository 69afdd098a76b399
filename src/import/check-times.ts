import type { ProxyServer } from '../haproxy/model/proxies.ts';

/** What a server says of its check, as it is written, by the names that an inventory has for it. */
export type WrittenCheck = ReadonlyMap<string, string>;

/** The words that say when and where a check is made, in the order of an inventory. */
export const checkKeys = ['port', 'inter', 'fastinter', 'downinter', 'rise', 'fall'] as const;

/** What HAProxy takes where nothing is written (configuration manual 5.2). */
const unwritten: Readonly<Record<string, string>> = { inter: '2000', rise: '2', fall: '3' };

/** The value of a server option as it is written; undefined where it is not. */
export function writtenOption({ options }: ProxyServer, name: string): string | undefined {
  const option = options.get(name);
  if (option === undefined) return undefined;
  const words = option.line.words.map((word) => word.text);
  return words[words.lastIndexOf(name) + 1];
}

/** What a checked server says of its check, HAProxy's own defaults filled in. */
export function writtenCheck(server: ProxyServer): WrittenCheck {
  const values = checkKeys.flatMap((name): [string, string][] => {
    const value = writtenOption(server, name) ?? unwritten[name];
    return value === undefined ? [] : [[name, value]];
  });
  return new Map(values);
}

/** The most frequent of some values, the first of equals; undefined where most say nothing. */
export function mostFrequent(values: readonly (string | undefined)[]): string | undefined {
  const counts = new Map<string | undefined, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return most?.[0];
}

/** What holds for most of the servers of a pool. */
export function commonCheck(checks: readonly WrittenCheck[]): Map<string, string> {
  return new Map(
    checkKeys.flatMap((name): [string, string][] => {
      const value = mostFrequent(checks.map((check) => check.get(name)));
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** What is other for a server; where the pool says a time and it says none, HAProxy takes `inter`. */
export function otherCheck(check: WrittenCheck, common: WrittenCheck): [string, string][] {
  return checkKeys.flatMap((name): [string, string][] => {
    const isTime = name === 'fastinter' || name === 'downinter';
    const unsaid = isTime && common.has(name) ? check.get('inter') : undefined;
    const value = check.get(name) ?? unsaid;
    return value === undefined || value === common.get(name) ? [] : [[name, value]];
  });
}
