import type { Rule } from './rule.ts';
import { serverName } from './shared/places.ts';
import { repeated } from './shared/repeated.ts';

/** Two servers of a pool share an id. */
export const duplicateServerId: Rule = {
  code: 'INV107',
  name: 'duplicate-server-id',
  severity: 'error',
  summary: 'Two servers of a pool have the same id.',
  why: 'HAProxy refuses two servers with one id; with hash-type consistent they would share their places on the ring.',
  *check({ pools }) {
    for (const { servers } of pools) {
      for (const [{ id, name }, first] of repeated(servers, (server) => server.id?.value)) {
        if (id === undefined || first.name?.value === name?.value) continue;
        yield {
          message: `id ${id.value} is already used by ${serverName(first)}`,
          at: id.from,
          help: 'write an id that was never used in this pool',
          related: [{ at: first.id?.from, note: 'first used here' }],
        };
      }
    }
  },
};
