import type { Pool, Server } from '../inventory/model.ts';
import { below } from '../inventory/place.ts';
import { quote } from '../source/characters.ts';
import type { RelatedPlace, Rule } from './rule.ts';

/** All servers of a pool are drained, in maintenance or without weight. */
export const nobodyInRotation: Rule = {
  code: 'HAP311',
  name: 'nobody-in-rotation',
  severity: 'error',
  summary: 'Every pool has a server that takes clients.',
  why: 'HAProxy accepts it: it takes every connection and closes it at once. To close a pool on purpose, leave it out.',
  *check({ pools }) {
    for (const pool of pools) {
      if (!pool.isComplete || pool.servers.length === 0 || pool.servers.some(takesClients))
        continue;
      yield {
        message: `no server of pool ${quote(pool.name?.value ?? '')} takes clients`,
        at: below(pool.place, 'servers'),
        part: 'key',
        help: 'set one back to state: ready, or leave the pool out',
        related: reasons(pool),
      };
    }
  },
};

function takesClients({ state, weight }: Server): boolean {
  return (state === undefined || state.value === 'ready') && weight?.value !== 0;
}

/** The first few servers that are out, and why. */
function reasons({ servers }: Pool): RelatedPlace[] {
  return servers.slice(0, 3).flatMap(({ name, state, weight }) => {
    const isOut = state !== undefined && state.value !== 'ready';
    const at = isOut ? state.from : weight?.from;
    const note = isOut
      ? `"${name?.value}" is out: ${state.value}`
      : `"${name?.value}" has weight 0`;
    return at === undefined ? [] : [{ at, note }];
  });
}
