import type { Rule } from './rule.ts';
import { atServers, poolName } from './shared/places.ts';

/** A pool has no server. */
export const emptyPool: Rule = {
  code: 'HAP310',
  name: 'empty-pool',
  severity: 'error',
  summary: 'A pool has no server.',
  why: 'HAProxy accepts an empty pool. It then accepts every connection and closes it at once.',
  *check({ pools }) {
    for (const pool of pools) {
      if (!pool.isComplete || pool.servers.length > 0) continue;
      const help = 'add a server, or remove the pool';
      yield { message: `${poolName(pool)} has no servers`, ...atServers(pool), help };
    }
  },
};
