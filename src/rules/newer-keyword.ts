import { formatVersion, isOlder } from '../haproxy/version.ts';
import type { Rule } from './rule.ts';

/** Log formats that came with HAProxy 2.3; "raw" and "short" are older. */
const newerFormats: ReadonlySet<string> = new Set(['timed', 'iso', 'local', 'priority']);

/** A word that the declared HAProxy does not know yet. */
export const newerKeyword: Rule = {
  code: 'HAP315',
  name: 'newer-keyword',
  severity: 'error',
  summary: 'Everything is known to the oldest HAProxy that must load the result.',
  why: 'The hash function "none" came with HAProxy 3.0 and some log formats with 2.3; an older one refuses the file.',
  *check({ pools, haproxy }) {
    if (!haproxy.isWhole) return;
    const { value: version, from } = haproxy.version;
    const related = [{ at: from, note: 'declared here' }];
    const known = `is not known to HAProxy ${formatVersion(version)}`;
    for (const { value: words, from: at } of haproxy.global.logs) {
      const format = words[words.indexOf('format') + 1] ?? '';
      if (!words.includes('format') || !newerFormats.has(format)) continue;
      if (!isOlder(version, { major: 2, minor: 3 })) continue;
      yield {
        message: `the log format "${format}" ${known}`,
        at,
        help: 'leave it out, or write short',
        related,
      };
    }
    if (!isOlder(version, { major: 3, minor: 0 })) return;
    for (const { hashType, balance } of pools) {
      if (balance.value.algorithm !== 'source' || !hashType.value.words.includes('none')) continue;
      const help = 'leave it out; with balance source it changes nothing';
      yield { message: `the hash function "none" ${known}`, at: hashType.from, help, related };
    }
  },
};
