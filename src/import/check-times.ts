import { absentValue, serverOptions } from '../haproxy/facts/server-options.ts';
import type { ProxyServer } from '../haproxy/model/proxies.ts';

/** The check settings of a server, as written, by their names in an inventory. */
export type WrittenCheck = ReadonlyMap<string, string>;

/** The settings for when and where a check is made, in the order of an inventory. */
export const checkKeys = ['port', 'inter', 'fastinter', 'downinter', 'rise', 'fall'] as const;

/** The value of a server option as it is written; undefined where it is not. */
export function writtenOption({ options }: ProxyServer, name: string): string | undefined {
  const option = options.get(name);
  if (option === undefined) return undefined;
  const words = option.line.words.map((word) => word.text);
  return words[words.lastIndexOf(name) + 1];
}

/** The check settings of a checked server, with HAProxy's own defaults. */
export function writtenCheck(server: ProxyServer): WrittenCheck {
  const values = checkKeys.flatMap((name): [string, string][] => {
    const value = writtenOption(server, name) ?? absentValue(name);
    return value === undefined ? [] : [[name, value]];
  });
  return new Map(values);
}

/** The most frequent of some values, the first of equals; undefined where most are not set. */
export function mostFrequent(values: readonly (string | undefined)[]): string | undefined {
  const counts = new Map<string | undefined, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return most?.[0];
}

/** What holds for most of the servers of a pool; nothing where most of those do not write it. */
export function commonCheck(checks: readonly WrittenCheck[]): Map<string, string> {
  return new Map(
    checkKeys.flatMap((name): [string, string][] => {
      const value = mostFrequent(checks.map((check) => effective(check, name)));
      const isUnwritten = (check: WrittenCheck) =>
        !check.has(name) && effective(check, name) === value;
      return value === undefined || checks.some(isUnwritten) ? [] : [[name, value]];
    }),
  );
}

function effective(check: WrittenCheck, name: string): string | undefined {
  const like = serverOptions.get(name)?.absent?.like;
  return check.get(name) ?? (like === undefined ? undefined : check.get(like));
}

/** What is different for a server. */
export function otherCheck(check: WrittenCheck, common: WrittenCheck): [string, string][] {
  return checkKeys.flatMap((name): [string, string][] => {
    const value = common.has(name) ? effective(check, name) : check.get(name);
    return value === undefined || value === common.get(name) ? [] : [[name, value]];
  });
}
