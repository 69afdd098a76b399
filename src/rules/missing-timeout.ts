import { timeoutNames, timeouts } from '../haproxy/facts/timeouts.ts';
import type { Pool, Timeouts } from '../inventory/model.ts';
import type { Rule } from './rule.ts';
import { poolName } from './shared/places.ts';

/** A pool has no timeout of those that HAProxy wants of every proxy. */
export const missingTimeout: Rule = {
  code: 'HAP348',
  name: 'missing-timeout',
  severity: 'warning',
  summary: 'A pool has no connect, client or server timeout.',
  why: 'HAProxy warns of it, and then waits without limit: connections of agents that are gone stay open until the limit of connections is reached.',
  *check({ pools, haproxy }) {
    for (const pool of haproxy.isValid ? pools : []) {
      if (!pool.isValid || pool.name === undefined) continue;
      const set = { ...haproxy.timeouts, ...everyFrontend(pool), ...pool.timeouts };
      const missing = timeoutNames.filter(
        (name) =>
          timeouts[name].isWanted === true &&
          set[name] === undefined &&
          (name !== 'server' || set.tunnel === undefined),
      );
      if (missing.length === 0) continue;
      const write = missing.map((name) => `${name}: ${timeouts[name].inventory}`).join(', ');
      yield {
        message: `${poolName(pool)} has no ${missing.join(', ')} timeout`,
        at: pool.name.from,
        help: `write timeouts: { ${write} } in "haproxy" or in the pool`,
      };
    }
  },
};

/** The client timeout where each frontend of a pool has one. */
function everyFrontend({ frontends }: Pool): Timeouts {
  const own = frontends.map(({ timeouts }) => timeouts.client);
  const [client] = own;
  return client === undefined || own.includes(undefined) ? {} : { client };
}
