import type { Server } from '../inventory/model.ts';
import type { Rule } from './rule.ts';
import { serverName, serverPlace } from './shared/places.ts';

/** Two servers of a pool share an id. */
export const duplicateServerId: Rule = {
  code: 'INV107',
  name: 'duplicate-server-id',
  severity: 'error',
  summary: 'Every server id is unique in its pool.',
  why: 'HAProxy refuses two servers with one id; with hash-type consistent they would share their places on the ring.',
  *check({ pools }) {
    for (const { servers } of pools) {
      const first = new Map<number, Server>();
      for (const server of servers) {
        if (server.id === undefined) continue;
        const taken = first.get(server.id.value);
        if (taken === undefined) first.set(server.id.value, server);
        else if (taken.name?.value !== server.name?.value) {
          yield {
            message: `id ${server.id.value} is already that of ${serverName(taken)}`,
            at: server.id.from,
            help: 'give each server an id that was never used in this pool',
            related: [{ at: taken.id?.from ?? serverPlace(taken), note: 'first used here' }],
          };
        }
      }
    }
  },
};
