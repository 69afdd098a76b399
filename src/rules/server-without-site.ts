import type { Rule } from './rule.ts';
import { poolName, serverName, serverPlace } from './shared/places.ts';

/** A pool treats servers by their site, and one has none. */
export const serverWithoutSite: Rule = {
  code: 'INV132',
  name: 'server-without-site',
  severity: 'warning',
  summary: 'A server has no site in a pool with "other-sites".',
  why: 'A server without a site is active at every site, together with the servers of that site.',
  *check({ whole }) {
    for (const pool of whole?.pools ?? []) {
      const { otherSites, servers } = pool;
      if (otherSites === undefined || otherSites.value === 'active') continue;
      const [first, ...more] = servers.filter(({ site, isValid }) => site === undefined && isValid);
      if (first === undefined) continue;
      const others = `${more.length} other server${more.length === 1 ? '' : 's'}`;
      yield {
        message:
          more.length === 0
            ? `${serverName(first)} of ${poolName(pool)} has no site`
            : `${serverName(first)} and ${others} of ${poolName(pool)} have no site`,
        at: serverPlace(first),
        help: 'write site: NAME for it, or list it in a pool without other-sites',
        related: [{ at: otherSites.from, note: 'this pool depends on sites' }],
      };
    }
  },
};
