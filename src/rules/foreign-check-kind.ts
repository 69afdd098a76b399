import { kindOf } from '../inventory/check-kinds.ts';
import type { Rule } from './rule.ts';
import { poolName } from './shared/places.ts';

/** A check asks Puppet, or its script, in a pool of another service. */
export const foreignCheckKind: Rule = {
  code: 'CHK233',
  name: 'foreign-check-kind',
  severity: 'error',
  summary: 'A check asks Puppet where the role of the pool is another service.',
  why: 'Nothing is known of that service: neither the script on the nodes nor a status API of Puppet says whether it works.',
  *check({ pools }) {
    for (const pool of pools) {
      const { asksScript, asksPuppet } = kindOf(pool.check);
      if (!pool.isValid || pool.role.value !== 'other' || !(asksScript || asksPuppet)) continue;
      const { value: kind, from } = pool.check.kind;
      yield {
        message: `"${kind}" asks Puppet, and the role of ${poolName(pool)} is other`,
        at: from,
        help: 'write check: tcp, or kind: http with what the service answers',
        related: [{ at: pool.role.from, note: 'the role' }],
      };
    }
  },
};
