import { roles } from '../inventory/roles.ts';
import type { Rule } from './rule.ts';
import { membersOf, poolName } from './shared/places.ts';

/** HAProxy encrypts what clients of Puppet encrypt already. */
export const doubleTls: Rule = {
  code: 'PUP420',
  name: 'double-tls',
  severity: 'error',
  summary: 'HAProxy encrypts connections to Puppet that are already encrypted.',
  why: 'Agents speak TLS with Puppet Server through HAProxy. With "ssl" on a server line HAProxy wraps that TLS in its own: the server finds no HTTP in it, and every agent fails.',
  *check({ pools }) {
    const ofPuppet = pools.filter(({ role, isValid }) => isValid && roles[role.value].isPuppets);
    for (const { pool, server } of membersOf(ofPuppet)) {
      const line = server.extra?.find(({ value }) => value.includes('ssl'));
      if (line === undefined) continue;
      yield {
        message: `"ssl" encrypts the TLS of agents a second time in ${poolName(pool)}`,
        at: line.from,
        help: 'remove "ssl", or write role: other if clients speak plain text',
        related: [{ at: pool.role.from, note: 'the role' }],
      };
    }
  },
};
