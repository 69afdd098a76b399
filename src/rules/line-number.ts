import { quote } from '../text/characters.ts';
import type { Rule } from './rule.ts';
import { extraLines } from './shared/extra-lines.ts';

/** Directives of a pool that take one number, and the least one that HAProxy takes. */
const numbers: Readonly<Record<string, number>> = {
  backlog: 1,
  fullconn: 1,
  'hash-balance-factor': 0,
  maxconn: 0,
  retries: 0,
};

/** A line of a pool has no number where HAProxy reads one. */
export const lineNumber: Rule = {
  code: 'HAP344',
  name: 'line-without-number',
  severity: 'error',
  summary: 'A directive that takes a number has no plain number.',
  why: 'HAProxy silently reads "retries abc" as 0 and "maxconn -1" as four billion. It refuses a hash-balance-factor from 1 to 100.',
  *check(inventory) {
    for (const { words, at, context } of extraLines(inventory)) {
      const [first = '', value = ''] = words;
      if (context === 'global' || !Object.hasOwn(numbers, first)) continue;
      const least = numbers[first] ?? 0;
      const isNumber = /^(0|[1-9][0-9]{0,8})$/.test(value) && Number(value) >= least;
      const isFactor = first === 'hash-balance-factor';
      if (isNumber && (!isFactor || Number(value) === 0 || Number(value) > 100)) continue;
      const help = isFactor
        ? 'write 0, or a number above 100'
        : `write a number of ${least} or more`;
      yield { message: `${quote(words.join(' '))} has no valid number`, at, help };
    }
  },
};
