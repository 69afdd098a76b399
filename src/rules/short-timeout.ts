import type { Timeouts } from '../inventory/model.ts';
import type { Time } from '../inventory/values/time.ts';
import type { Rule } from './rule.ts';
import { poolName } from './shared/places.ts';

/** Puppet's http_read_timeout, 10 minutes (Puppet, configuration reference). */
const httpReadTimeout = 600_000;

/** An idle connection is cut before Puppet's agent gives up. */
export const shortTimeout: Rule = {
  code: 'PUP405',
  name: 'short-timeout',
  severity: 'warning',
  summary: 'Connections to compile masters and the CA may be silent for 10 minutes.',
  why: "While a catalog is compiled nothing is sent; Puppet's agent waits http_read_timeout, 10 minutes, for it. HAProxy cuts at the shorter of its client and server timeouts, or at its tunnel timeout in their stead.",
  *check({ pools, haproxy }) {
    for (const pool of haproxy.isValid ? pools : []) {
      const isAsked = pool.role.value === 'compile' || pool.role.value === 'ca';
      if (!isAsked || !pool.isValid) continue;
      const { client, server, tunnel }: Timeouts = { ...haproxy.timeouts, ...pool.timeouts };
      const asked = tunnel === undefined ? { client, server } : { tunnel };
      for (const [name, timeout] of Object.entries(asked)) {
        if (timeout === undefined || timeout.value.ms >= httpReadTimeout) continue;
        yield {
          message: `the ${name} timeout of ${poolName(pool)}, ${words(timeout.value)}, is shorter than Puppet's http_read_timeout, 10m`,
          at: timeout.from,
          help: 'write at least 10m; 15m leaves room',
        };
      }
    }
  },
};

/** A bare number is milliseconds, which few expect. */
function words({ ms, text }: Time): string {
  return /^[0-9]+$/.test(text) ? `${ms} milliseconds` : text;
}
