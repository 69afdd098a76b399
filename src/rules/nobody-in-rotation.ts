import type { Pool, Server } from '../inventory/model.ts';
import { below, type Origin } from '../inventory/place.ts';
import { quote } from '../text/characters.ts';
import type { RelatedPlace, Rule } from './rule.ts';
import { poolName } from './shared/places.ts';
import { isKnown, takesClients } from './shared/rotation.ts';

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
      yield {
        message: `no server of ${poolName(pool)} takes clients`,
        at: below(pool.place, 'servers'),
        part: 'key',
        help: helpFor(pool),
        related: reasons(pool),
        isMild: pool.servers.every(isOutWithReason),
      };
    }
  },
};

function helpFor({ servers }: Pool): string {
  if (servers.every(isOutWithReason)) return 'set one back to state: ready when the work is done';
  const isWeight = servers.every(({ weight }) => weight?.value === 0);
  const back = isWeight ? 'give one a weight' : 'set one back to state: ready';
  return `${back}; or, if you mean it, write state: maint and a reason for each server`;
}

/** Whether a person took a server out and said why; a weight of 0 has no reason. */
function isOutWithReason({ state, reason }: Server): boolean {
  return state !== undefined && state.value !== 'ready' && reason !== undefined;
}

/** The first few servers that are out, and why. */
function reasons({ servers }: Pool): RelatedPlace[] {
  const told = new Set<Origin>();
  return servers.slice(0, 3).flatMap(({ name, state, weight, reason }) => {
    const isOut = state !== undefined && state.value !== 'ready';
    const at = isOut ? state.from : weight?.from;
    const why = reason === undefined ? '' : `, ${quote(reason.value)}`;
    const note = isOut
      ? `"${name?.value}" is out: ${state.value}${why}`
      : `"${name?.value}" has weight 0`;
    if (at === undefined || told.has(at)) return [];
    told.add(at);
    return [{ at, note }];
  });
}
