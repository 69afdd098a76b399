import type { Rule } from './rule.ts';
import { atServers, poolName, serverName, serverPlace } from './shared/places.ts';
import { inRotation, isKnown } from './shared/rotation.ts';

/** Several CAs take requests at a time. */
export const severalCas: Rule = {
  code: 'PUP406',
  name: 'several-cas',
  severity: 'warning',
  summary: 'One server of a CA pool takes requests, others are backups.',
  why: 'Each CA has serial numbers and a list of what is revoked of its own: two that sign at a time give out the same number twice, and what one revokes the other still takes.',
  *check({ pools }) {
    for (const pool of pools) {
      if (pool.role.value !== 'ca' || !isKnown(pool)) continue;
      const active = inRotation(pool);
      const [first, second] = active;
      if (first === undefined || second === undefined) continue;
      yield {
        message: `${active.length} servers of ${poolName(pool)} sign certificates at a time`,
        ...atServers(pool),
        help: `write backup: true for all but ${serverName(first)}`,
        related: [{ at: serverPlace(second), note: 'the second one' }],
      };
    }
  },
};
