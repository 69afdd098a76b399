import type { Rule } from './rule.ts';
import { poolName } from './shared/places.ts';

/** Agents that wait for a place at their server are sent away after the connect timeout. */
export const shortQueue: Rule = {
  code: 'HAP352',
  name: 'short-queue',
  severity: 'warning',
  summary: 'Servers have a maxconn, but there is no queue timeout.',
  why: "HAProxy then drops an agent that waits as long as the connect timeout (sQ in its log), with balance source even while another server is idle. Puppet's agents can wait longer.",
  *check({ pools, haproxy }) {
    for (const pool of haproxy.isValid ? pools.filter(({ isValid }) => isValid) : []) {
      const { connect, queue } = { ...haproxy.timeouts, ...pool.timeouts };
      const limited = pool.servers.filter(({ maxconn }) => (maxconn?.value ?? 0) > 0);
      const limit = limited[0]?.maxconn;
      if (queue !== undefined || connect === undefined || limit === undefined) continue;
      const all = limited.length === pool.servers.length;
      yield {
        message: `HAProxy drops agents that wait ${connect.value.text} for ${all ? 'a server' : `${limited.length} of ${pool.servers.length} servers`} of ${poolName(pool)}`,
        at: limit.from,
        help: 'write timeouts: { queue: 10m } in the pool',
        related: [{ at: connect.from, note: 'the connect timeout' }],
      };
    }
  },
};
