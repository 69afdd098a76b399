import type { Rule } from './rule.ts';
import { endpointText, membersOf } from './shared/places.ts';
import { reachOf } from './shared/reach.ts';

/** A server is the address and port that its own pool listens on. */
export const serverIsVip: Rule = {
  code: 'INV105',
  name: 'server-is-vip',
  severity: 'error',
  summary: 'A server is the VIP of its own pool.',
  why: 'HAProxy connects to itself, again and again: one agent becomes maxconn connections, and no agent is served.',
  *check(inventory) {
    const reach = reachOf(inventory);
    for (const { pool, server } of membersOf(inventory.pools)) {
      const { address, port, isValid } = server;
      if (address === undefined || !isValid || !pool.isValid) continue;
      const listener = reach(address.value, port.value);
      if (listener?.by !== pool) continue;
      yield {
        message: `server address ${endpointText(server)} is the bind of the pool itself`,
        at: address.from,
        help: 'write the address of the master itself',
        related: [{ at: listener.at, note: 'the pool listens here' }],
      };
    }
  },
};
