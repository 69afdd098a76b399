import { onlyBackup } from '../haproxy/facts/slots.ts';
import { supportedVersions } from '../haproxy/facts/versions.ts';
import type { Pool, Server } from '../inventory/model.ts';
import type { Rule } from './rule.ts';
import { atServers, poolName, serverName } from './shared/places.ts';
import { hasMap, isKnown, takesClients, weightsOf } from './shared/rotation.ts';

/** Several backups are left, of which HAProxy uses one. */
export const onlyBackups: Rule = {
  code: 'HAP328',
  name: 'only-backups',
  severity: 'warning',
  summary: 'Several servers that take agents are not all backups.',
  why: `Where only backups are left HAProxy uses one of them until it fails, and leaves the others idle, unless "option allbackups" is set. It is the first; with a map-based hash a later one that weighs at least twice as much takes its place (HAProxy ${supportedVersions}).`,
  *check({ pools }) {
    for (const pool of pools) {
      if (!isKnown(pool) || usesAllBackups(pool)) continue;
      const backups = pool.servers.filter(takesClients);
      if (backups.length < 2 || backups.some(({ backup }) => backup?.value !== true)) continue;
      const origins = new Set(backups.slice(0, 3).map(({ backup }) => backup?.from));
      yield {
        message: `${whoTakes(backups, pool)}: ${poolName(pool)} has ${backups.length} backups and nothing else in rotation`,
        ...atServers(pool),
        help: 'leave backup out of those that should share the agents, or write extra: [option allbackups]',
        related: [...origins].map((at) => ({ at, note: 'a backup' })),
      };
    }
  },
};

/** Whether the last line that speaks of it sets the option. */
function usesAllBackups({ extra }: Pool): boolean {
  const last = extra.findLast(({ value }) => value.includes('allbackups'));
  return last?.value[0] === 'option';
}

function whoTakes(backups: readonly Server[], pool: Pool): string {
  const weights = weightsOf(backups);
  const isEqual = weights.every((weight) => weight === weights[0]);
  if (!isEqual && pool.balance.value.algorithm === 'static-rr') return 'the weights do not hold';
  const taker = backups[hasMap(pool) ? onlyBackup(weights, weightsOf(pool.servers)) : 0];
  return `only ${taker === undefined ? 'one' : serverName(taker)} takes agents`;
}
