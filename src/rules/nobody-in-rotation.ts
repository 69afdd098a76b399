import type { Pool } from '../inventory/model.ts';
import { below, type Origin } from '../inventory/place.ts';
import type { RelatedPlace, Rule } from './rule.ts';
import { poolName } from './views/places.ts';
import { isKnown, takesClients } from './views/rotation.ts';

/** All servers of a pool are drained, in maintenance or without weight. */
export const nobodyInRotation: Rule = {
  code: 'HAP311',
  name: 'nobody-in-rotation',
  severity: 'error',
  summary: 'Every pool has a server that takes clients.',
  why: 'HAProxy accepts it: it takes every connection and closes it at once. To close a pool on purpose, leave it out.',
  *check({ pools }) {
    for (const pool of pools) {
      if (!isKnown(pool) || pool.servers.some(takesClients)) continue;
      yield {
        message: `no server of ${poolName(pool)} takes clients`,
        at: below(pool.place, 'servers'),
        part: 'key',
        help: helpFor(pool),
        related: reasons(pool),
      };
    }
  },
};

function helpFor({ servers }: Pool): string {
  const isWeight = servers.every(({ weight }) => weight?.value === 0);
  const back = isWeight ? 'give one a weight' : 'set one back to state: ready';
  return `${back}, or leave the pool out`;
}

/** The first few servers that are out, and why. */
function reasons({ servers }: Pool): RelatedPlace[] {
  const told = new Set<Origin>();
  return servers.slice(0, 3).flatMap(({ name, state, weight }) => {
    const isOut = state !== undefined && state.value !== 'ready';
    const at = isOut ? state.from : weight?.from;
    const note = isOut
      ? `"${name?.value}" is out: ${state.value}`
      : `"${name?.value}" has weight 0`;
    if (at === undefined || told.has(at)) return [];
    told.add(at);
    return [{ at, note }];
  });
}
