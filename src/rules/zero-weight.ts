import type { Rule } from './rule.ts';
import { membersOf, serverName } from './shared/places.ts';
import { hasMap, isKnown, takesClients } from './shared/rotation.ts';

/** A server is taken out by its weight. */
export const zeroWeight: Rule = {
  code: 'HAP327',
  name: 'zero-weight',
  severity: 'warning',
  summary: 'A server is out of rotation because of weight 0.',
  why: 'HAProxy never selects a server of weight 0 and does not report it, and later nobody knows whether it is on purpose. With a map-based hash or static-rr a running HAProxy accepts only 0 % and 100 % of the written weight, and both are 0; a state can be changed with any algorithm.',
  *check({ pools }) {
    const silent = pools.filter((pool) => !isKnown(pool) || pool.servers.some(takesClients));
    for (const { pool, server } of membersOf(silent)) {
      if (!server.isValid || server.weight?.value !== 0) continue;
      const lifted = hasMap(pool) ? '; no runtime command can raise this weight' : '';
      yield {
        message: `${serverName(server)} has weight 0 and gets no agents`,
        at: server.weight.from,
        help: `write state: drain and a reason instead of weight: 0${lifted}`,
      };
    }
  },
};
