import { kindOf } from '../inventory/check-kinds.ts';
import type { Rule } from './rule.ts';
import { poolName } from './shared/places.ts';

/** A check asks Puppet, or its script, in a pool of another service. */
export const foreignCheckKind: Rule = {
  code: 'CHK233',
  name: 'foreign-check-kind',
  severity: 'error',
  summary: 'A check asks Puppet, but the role of the pool is other.',
  why: 'Neither the script on the nodes nor a status API of Puppet reports whether that other service works.',
  *check({ pools }) {
    for (const pool of pools) {
      const { asksScript, asksPuppet } = kindOf(pool.check);
      if (!pool.isValid || pool.role.value !== 'other' || !(asksScript || asksPuppet)) continue;
      const { value: kind, from } = pool.check.kind;
      yield {
        message: `check kind "${kind}" asks Puppet, but ${poolName(pool)} has role other`,
        at: from,
        help: 'write check: tcp, or check: { kind: http, path: PATH } with a path of that service',
        related: [{ at: pool.role.from, note: 'the role' }],
      };
    }
  },
};
