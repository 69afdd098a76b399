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
  why: 'HAProxy accepts every connection to the pool and closes it at once. It is a warning where each server is in drain or maint with a reason: then somebody means it.',
  *check({ pools }) {
    for (const pool of pools) {
      if (!isKnown(pool) || pool.servers.some(takesClients)) continue;
      // Whether a person took each server out and said why; a weight of 0 has no reason.
      const isMild = pool.servers.every((server) => isOut(server) && server.reason !== undefined);
      yield {
        message: `no server of ${poolName(pool)} takes clients`,
        ...atServers(pool),
        help: isMild ? 'set one back to state: ready when the work is done' : helpFor(pool),
        related: reasons(pool),
        isMild,
      };
    }
  },
};

function helpFor({ servers }: Pool): string {
  const isWeight = servers.every(({ weight }) => weight?.value === 0);
  const back = isWeight ? 'give one a weight' : 'set one back to state: ready';
  return `${back}; or, if you mean it, write state: maint and a reason for each server`;
}

/** The first few servers that are out, and why; a default that holds for several is told once. */
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
  return `is out: ${state.value}${reason === undefined ? '' : `, ${quote(reason.value)}`}`;
}
