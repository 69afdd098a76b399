import { kindOf } from '../inventory/check-kinds.ts';
import type { Rule } from './rule.ts';

/** A check is quicker when all is well than when something is wrong. */
export const slowWhenInDoubt: Rule = {
  code: 'CHK207',
  name: 'slow-when-in-doubt',
  severity: 'warning',
  summary: 'A check comes at least as often when a server is in doubt as when it is well.',
  why: '"fastinter" is the time between checks while a server changes between UP and DOWN; longer than "inter", it makes HAProxy notice a dead master later, not sooner.',
  *check({ pools }) {
    const checks = pools.flatMap(({ check, servers, isValid }) => {
      const valid = servers.filter((server) => server.isValid);
      return isValid ? [check, ...valid.map((server) => server.check)] : [];
    });
    for (const check of checks) {
      const { inter, fastinter } = check;
      if (!kindOf(check).isChecked || fastinter === undefined) continue;
      if (fastinter.value.ms <= inter.value.ms) continue;
      yield {
        message: `fastinter ${fastinter.value.text} is longer than inter ${inter.value.text}`,
        at: fastinter.from,
        help: 'write a shorter one, or leave it out',
        related: [{ at: inter.from, note: 'the time between checks' }],
      };
    }
  },
};
