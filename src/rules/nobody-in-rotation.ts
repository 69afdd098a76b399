import type { Pool, Server } from '../inventory/model.ts';
import type { Origin } from '../inventory/place.ts';
import { quote } from '../text/characters.ts';
import type { RelatedPlace, Rule } from './rule.ts';
import { atServers, poolName } from './shared/places.ts';
import { isKnown, isOut, takesClients } from './shared/rotation.ts';

/** All servers of a pool are drained, in maintenance or without weight. */
export const nobodyInRotation: Rule = {
  code: 'HAP311',
  name: 'nobody-in-rotation',
  severity: 'error',
  mildSeverity: 'warning',
  summary: 'All servers of a pool are out of rotation.',
  why: 'HAProxy accepts every connection to the pool and closes it at once. It is only a warning if each server is in drain or maint with a reason, because then it is on purpose.',
  *check({ pools }) {
    for (const pool of pools) {
      if (!isKnown(pool) || pool.servers.some(takesClients)) continue;
      // Whether a person took each server out of rotation with a reason; a weight of 0 has none.
      const isMild = pool.servers.every((server) => isOut(server) && server.reason !== undefined);
      yield {
        message: `no server of ${poolName(pool)} is in rotation`,
        ...atServers(pool),
        help: isMild ? 'write state: ready for one server when the work is done' : helpFor(pool),
        related: reasons(pool),
        isMild,
      };
    }
  },
};

function helpFor({ servers }: Pool): string {
  const isWeight = servers.every(({ weight }) => weight?.value === 0);
  const back = isWeight
    ? 'write a weight above 0 for one server'
    : 'write state: ready for one server';
  return `${back}; if it is on purpose, write state: maint and a reason for each server`;
}

/** The first few servers out of rotation, and why; a default of several servers is shown once. */
function reasons({ servers }: Pool): RelatedPlace[] {
  const told = new Map<Origin | undefined, RelatedPlace>();
  for (const server of servers.slice(0, 3)) {
    const at = isOut(server) ? server.state?.from : server.weight?.from;
    if (!told.has(at)) told.set(at, { at, note: `"${server.name?.value}" ${why(server)}` });
  }
  return [...told.values()];
}

function why({ state, reason }: Server): string {
  if (state === undefined || state.value === 'ready') return 'has weight 0';
  return `is in state ${state.value}${reason === undefined ? '' : `, ${quote(reason.value)}`}`;
}
