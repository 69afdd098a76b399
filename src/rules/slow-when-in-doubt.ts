import type { Check } from '../inventory/check-kinds.ts';
import { kindOf } from '../inventory/check-kinds.ts';
import type { Finding, Rule } from './rule.ts';

/** A check is quicker when all is well than when something is wrong. */
export const slowWhenInDoubt: Rule = {
  code: 'CHK207',
  name: 'slow-when-in-doubt',
  severity: 'warning',
  summary: 'A check comes at least as often when a server is in doubt as when it is well.',
  why: '"fastinter" is the time between checks while a server changes between UP and DOWN; longer than "inter", it makes HAProxy notice a dead master later, not sooner.',
  *check({ pools }) {
    for (const pool of pools) {
      if (!pool.isValid) continue;
      yield* inspect(pool.check);
      for (const { check, isValid } of pool.servers) if (isValid) yield* inspect(check);
    }
  },
};

function* inspect(check: Check): Iterable<Finding> {
  const { inter, fastinter } = check;
  if (!kindOf(check).isChecked || fastinter === undefined) return;
  if (fastinter.value.ms <= inter.value.ms) return;
  yield {
    message: `fastinter ${fastinter.value.text} is longer than inter ${inter.value.text}`,
    at: fastinter.from,
    help: 'write a shorter one, or leave it out',
    related: [{ at: inter.from, note: 'the time between checks' }],
  };
}
