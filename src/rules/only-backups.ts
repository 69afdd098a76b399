import { onlyBackup } from '../haproxy/facts/slots.ts';
import { supportedVersions } from '../haproxy/facts/versions.ts';
import type { Pool, ProxyDefaults, Server } from '../inventory/model.ts';
import type { Finding, Rule } from './rule.ts';
import { atServers, poolName, serverName } from './shared/places.ts';
import { hasMap, isKnown, takesClients, weightsOf } from './shared/rotation.ts';

/** Several backups take over, but HAProxy uses only one. */
export const onlyBackups: Rule = {
  code: 'HAP328',
  name: 'only-backups',
  severity: 'warning',
  summary: 'A pool has several backups, but HAProxy uses only one of them at a time.',
  why: `When only backups are left, HAProxy uses one of them until it fails and leaves the others idle, unless "option allbackups" is set: a whole site fails over to one master. HAProxy uses the first backup; with a map-based hash it uses a later one that weighs at least twice as much (HAProxy ${supportedVersions}).`,
  *check({ pools, defaults }) {
    for (const pool of pools) {
      // One backup at a time is what a CA needs.
      if (!isKnown(pool) || pool.role.value === 'ca' || usesAllBackups(pool, defaults)) continue;
      const usable = pool.servers.filter(takesClients);
      const backups = usable.filter(({ backup }) => backup?.value === true);
      if (backups.length < 2) continue;
      const origins = new Set(backups.slice(0, 3).map(({ backup }) => backup?.from));
      yield {
        ...wordsFor(backups, usable.length > backups.length, pool),
        ...atServers(pool),
        related: [...origins].map((at) => ({ at, note: 'a backup' })),
      };
    }
  },
};

function wordsFor(
  backups: readonly Server[],
  hasActive: boolean,
  pool: Pool,
): Pick<Finding, 'message' | 'help'> {
  const taker = whoTakes(backups, pool);
  const here = poolName(pool);
  const all = 'write options: { allbackups: true } in the pool';
  return hasActive
    ? {
        message: `${taker} when the active servers of ${here} fail: it has ${backups.length} backups`,
        help: all,
      }
    : {
        message: `${taker}: all ${backups.length} servers of ${here} in rotation are backups`,
        help: `remove backup from the servers that should share the agents, or ${all}`,
      };
}

/** Whether the option is set: the last line that speaks of it decides, then what the pool and the defaults say. */
function usesAllBackups({ extra, options }: Pool, defaults: ProxyDefaults): boolean {
  const last = extra.findLast(({ value }) => value.includes('allbackups'));
  if (last !== undefined) return last.value[0] === 'option';
  return (options.get('allbackups') ?? defaults.options.get('allbackups'))?.value === true;
}

function whoTakes(backups: readonly Server[], pool: Pool): string {
  const weights = weightsOf(backups);
  const isEqual = weights.every((weight) => weight === weights[0]);
  if (!isEqual && pool.balance.value.algorithm === 'static-rr')
    return 'HAProxy ignores the weights';
  const taker = backups[hasMap(pool) ? onlyBackup(weights, weightsOf(pool.servers)) : 0];
  return `only ${taker === undefined ? 'one' : serverName(taker)} gets agents`;
}
