import type { Rule } from './rule.ts';

/** A pool asks for another server after a failed connection, and its hashing gives the same one. */
export const redispatchWithoutEffect: Rule = {
  code: 'HAP332',
  name: 'redispatch-without-effect',
  severity: 'warning',
  summary: 'Redispatching is asked for where it can find another server.',
  why: 'With balance source and map-based hashing the same dead server is picked again, until its checks have failed. With a dead server 121 of 400 clients failed in spite of the option; with consistent hashing none.',
  *check({ pools }) {
    for (const { extra, balance, hashType, isValid } of pools) {
      if (!isValid || balance.value.algorithm !== 'source') continue;
      if (hashType.value.method !== 'map-based') continue;
      for (const { value, from } of extra) {
        if (value[0] !== 'option' || value[1] !== 'redispatch') continue;
        yield {
          message: '"option redispatch" finds no other server with map-based hashing',
          at: from,
          help: 'write hash-type: consistent, or leave it out',
          related: [{ at: hashType.from, note: 'the hash type' }],
        };
      }
    }
  },
};
