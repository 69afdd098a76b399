import { kindOf } from '../inventory/check-kinds.ts';
import type { Rule } from './rule.ts';

/** A check is quicker when all is well than when something is wrong. */
export const slowWhenInDoubt: Rule = {
  code: 'CHK207',
  name: 'slow-when-in-doubt',
  severity: 'warning',
  summary: '"fastinter" is longer than "inter".',
  why: '"fastinter" is the time between checks while a server changes between UP and DOWN. If it is longer than "inter", HAProxy notices a dead master later, not sooner.',
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
        help: `write at most ${inter.value.text}, or remove fastinter`,
        related: [{ at: inter.from, note: 'the time between checks' }],
      };
    }
  },
};
