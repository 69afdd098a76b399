import type { Server } from '../inventory/model.ts';
import { formatServerAddress } from '../inventory/server-address.ts';
import type { Rule } from './rule.ts';
import { serverName, serverPlace } from './shared/places.ts';

/** Two servers of a pool, under two names, are one address and port. */
export const duplicateServerAddress: Rule = {
  code: 'INV103',
  name: 'duplicate-server-address',
  severity: 'error',
  summary: 'No two servers of a pool have the same address and port.',
  why: 'HAProxy does not mind: the master gets a double share of the agents and is checked twice, while the one that was meant gets none.',
  *check({ pools }) {
    for (const { servers } of pools) {
      const first = new Map<string, Server>();
      for (const server of servers) {
        if (server.address === undefined || !server.isValid) continue;
        const endpoint = formatServerAddress(server.address.value, server.port.value);
        const taken = first.get(endpoint);
        if (taken === undefined) first.set(endpoint, server);
        else if (taken.name?.value !== server.name?.value) {
          yield {
            message: `${endpoint} is already the address of ${serverName(taken)}`,
            at: server.address.from,
            help: `write the address of ${serverName(server)}`,
            related: [{ at: taken.address?.from ?? serverPlace(taken), note: 'first used here' }],
          };
        }
      }
    }
  },
};
