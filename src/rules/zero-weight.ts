import type { Rule } from './rule.ts';
import { membersOf, serverName } from './shared/places.ts';
import { hasMap, isKnown, takesClients } from './shared/rotation.ts';

/** A server is taken out by its weight. */
export const zeroWeight: Rule = {
  code: 'HAP327',
  name: 'zero-weight',
  severity: 'warning',
  summary: 'A server that takes no agents says so by its state.',
  why: 'HAProxy never chooses a server of weight 0 and says nothing of it, and nobody sees later whether it was meant. With a map-based hash or static-rr a running HAProxy takes no weight but 0 % and 100 % of what is written, and both are 0; a state is lifted with any algorithm.',
  *check({ pools }) {
    const silent = pools.filter((pool) => !isKnown(pool) || pool.servers.some(takesClients));
    for (const { pool, server } of membersOf(silent)) {
      if (!server.isValid || server.weight?.value !== 0) continue;
      const lifted = hasMap(pool) ? '; here no runtime command lifts a weight of 0' : '';
      yield {
        message: `${serverName(server)} has weight 0, and takes no agents`,
        at: server.weight.from,
        help: `write state: drain and a reason instead${lifted}`,
      };
    }
  },
};
