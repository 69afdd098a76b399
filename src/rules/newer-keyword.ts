import { formatVersion, isOlder } from '../haproxy/version.ts';
import type { Rule } from './rule.ts';

const since = { major: 3, minor: 0 };

/** A word that the declared HAProxy does not know yet. */
export const newerKeyword: Rule = {
  code: 'HAP315',
  name: 'newer-keyword',
  severity: 'error',
  summary: 'Everything is known to the oldest HAProxy that must load the result.',
  why: 'The hash function "none" came with HAProxy 3.0; an older one refuses the file.',
  *check({ pools, haproxy }) {
    const version = haproxy.version.value;
    if (!haproxy.isWhole || !isOlder(version, since)) return;
    for (const { hashType, balance } of pools) {
      if (balance.value.algorithm !== 'source' || !hashType.value.words.includes('none')) continue;
      yield {
        message: `the hash function "none" is not known to HAProxy ${formatVersion(version)}`,
        at: hashType.from,
        help: 'leave it out; with balance source it changes nothing',
        related: [{ at: haproxy.version.from, note: 'declared here' }],
      };
    }
  },
};
