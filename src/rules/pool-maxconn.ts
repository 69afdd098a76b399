import { extraLines } from './extra-lines.ts';
import type { Rule } from './rule.ts';

/** The connections of a pool are bounded by a number that bounds nothing. */
export const poolMaxconn: Rule = {
  code: 'HAP345',
  name: 'pool-maxconn-without-effect',
  severity: 'warning',
  summary: 'A "maxconn" of a pool is from 1 up to that of the whole process.',
  why: 'Zero is no limit at all to HAProxy, and what is above the limit of the process is never reached.',
  *check(inventory) {
    const { maxconn } = inventory.haproxy.global;
    if (!inventory.haproxy.isWhole) return;
    for (const { words, at, pool } of extraLines(inventory)) {
      const [first, value = ''] = words;
      if (pool === undefined || first !== 'maxconn' || !/^[0-9]{1,9}$/.test(value)) continue;
      if (Number(value) === 0) {
        yield { message: '"maxconn 0" is no limit', at, help: 'leave it out, or write a number' };
      } else if (Number(value) > maxconn.value) {
        const related = [{ at: maxconn.from, note: 'the limit of the process' }];
        const message = `"maxconn ${value}" is above the ${maxconn.value} of the whole process`;
        const help = `write at most ${maxconn.value}, or raise maxconn in haproxy.global`;
        yield { message, at, help, related: maxconn.from === 'builtin' ? [] : related };
      }
    }
  },
};
