import type { Rule } from './rule.ts';
import { endpointText, serverName } from './shared/places.ts';
import { repeated } from './shared/repeated.ts';

/** Two servers of a pool, under two names, are one address and port. */
export const duplicateServerAddress: Rule = {
  code: 'INV103',
  name: 'duplicate-server-address',
  severity: 'error',
  summary: 'Two servers of a pool have the same address and port.',
  why: 'HAProxy accepts it: this master gets a double share of the agents and is checked twice, and the intended master gets none.',
  *check({ pools }) {
    for (const { servers } of pools) {
      const valid = servers.filter(({ isValid }) => isValid);
      for (const [server, first] of repeated(valid, endpointText)) {
        if (server.address === undefined || first.name?.value === server.name?.value) continue;
        yield {
          message: `${endpointText(server)} is already the address of ${serverName(first)}`,
          at: server.address.from,
          help: `write the address of ${serverName(server)}`,
          related: [{ at: first.address?.from, note: 'first used here' }],
        };
      }
    }
  },
};
