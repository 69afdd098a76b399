import { onlyBackup } from '../haproxy/facts/slots.ts';
import { supportedVersions } from '../haproxy/facts/versions.ts';
import type { Pool, ProxyDefaults, Server } from '../inventory/model.ts';
import type { Finding, Rule } from './rule.ts';
import { atServers, poolName, serverName } from './shared/places.ts';
import { hasMap, isKnown, takesClients, weightsOf } from './shared/rotation.ts';

/** Several backups take over, of which HAProxy uses one. */
export const onlyBackups: Rule = {
  code: 'HAP328',
  name: 'only-backups',
  severity: 'warning',
  summary: 'A pool has several backups, of which HAProxy uses one at a time.',
  why: `Where only backups are left HAProxy uses one of them until it fails, and leaves the others idle, unless "option allbackups" is set: a whole site fails over onto one master. It is the first; with a map-based hash a later one that weighs at least twice as much takes its place (HAProxy ${supportedVersions}).`,
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
  const here = `${poolName(pool)} has ${backups.length} backups`;
  const all = 'write options: { allbackups: true } in the pool';
  return hasActive
    ? { message: `${taker} when the active servers fail: ${here}`, help: all }
    : {
        message: `${taker}: ${here} and nothing else in rotation`,
        help: `remove backup from those that should share the agents, or ${all}`,
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
  if (!isEqual && pool.balance.value.algorithm === 'static-rr') return 'the weights do not hold';
  const taker = backups[hasMap(pool) ? onlyBackup(weights, weightsOf(pool.servers)) : 0];
  return `only ${taker === undefined ? 'one' : serverName(taker)} takes agents`;
}
