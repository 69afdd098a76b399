import type { Haproxy, Pool, Timeouts } from '../inventory/model.ts';
import type { Role } from '../inventory/roles.ts';
import type { Time } from '../inventory/values/time.ts';
import type { Finding, Rule } from './rule.ts';
import { isBeside } from './shared/beside.ts';
import { poolName } from './shared/places.ts';

/** How long the connections of a role are silent, and why. */
interface Silence {
  readonly ms: number;
  readonly text: string;
  readonly reason: string;
}

/** Puppet's http_read_timeout (Puppet, configuration reference). */
const catalog: Silence = { ms: 600_000, text: '10m', reason: "Puppet's http_read_timeout 10m" };

const silences: Readonly<Partial<Record<Role, Silence>>> = {
  compile: catalog,
  ca: catalog,
  pcp: { ms: 120_000, text: '2m', reason: 'the PCP ping interval 2m' },
};

/** A silent connection is cut that an agent still uses. */
export const shortTimeout: Rule = {
  code: 'PUP405',
  name: 'short-timeout',
  severity: 'warning',
  summary: 'A timeout closes connections of agents that are silent but in use.',
  why: "While a catalog is compiled nothing is sent, and Puppet's agent waits http_read_timeout, 10 minutes; a PCP connection sends a ping every 2 minutes. HAProxy closes a silent connection after the shorter of its client and server timeouts, or after the tunnel timeout if there is one.",
  *check({ pools, haproxy }) {
    for (const pool of haproxy.isValid ? pools : []) {
      const silence = silences[pool.role.value];
      if (silence !== undefined && pool.isValid) yield* shorterThan(silence, pool, haproxy);
    }
  },
};

function* shorterThan(silence: Silence, pool: Pool, haproxy: Haproxy): Iterable<Finding> {
  const { client, server, tunnel }: Timeouts = { ...haproxy.timeouts, ...pool.timeouts };
  const asked = tunnel === undefined ? { client, server } : { tunnel };
  const isTunnel = pool.role.value === 'pcp' && tunnel === undefined;
  for (const [name, timeout] of Object.entries(asked)) {
    if (timeout === undefined || timeout.value.ms >= silence.ms) continue;
    yield {
      message: `${name} timeout ${words(timeout.value)} of ${poolName(pool)} is shorter than ${silence.reason}`,
      at: timeout.from,
      help: isBeside(timeout.from)
        ? `write timeouts: { ${name}: 15m } in the pool`
        : isTunnel
          ? 'write timeouts: { tunnel: 15m } in the pool'
          : `write at least ${silence.text}, for example 15m`,
    };
  }
}

/** A bare number is milliseconds, which few expect. */
function words({ ms, text }: Time): string {
  return /^[0-9]+$/.test(text) ? `${ms} milliseconds` : text;
}
