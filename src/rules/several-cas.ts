import type { Inventory, Pool, Server } from '../inventory/model.ts';
import type { Finding, Rule } from './rule.ts';
import { atServers, poolName, serverName, serverPlace } from './shared/places.ts';
import { inRotation, isKnown } from './shared/rotation.ts';
import { siteViews } from './shared/site-views.ts';

/** Several CAs take requests at a time. */
export const severalCas: Rule = {
  code: 'PUP406',
  name: 'several-cas',
  severity: 'warning',
  summary: 'A CA pool has more than one active server.',
  why: 'Each CA has its own serial numbers and its own revocation list. Two active CAs issue the same number twice, and one still accepts what the other has revoked.',
  *check({ pools, whole }) {
    for (const pool of pools) {
      if (pool.role.value !== 'ca' || !isKnown(pool)) continue;
      const active = inRotation(pool);
      const [first, second] = active;
      if (first === undefined) continue;
      if (second === undefined) {
        yield* atOtherSites(pool, first, whole);
        continue;
      }
      yield {
        message: `${poolName(pool)} has ${active.length} active CA servers; only one may be active`,
        ...atServers(pool),
        help: `write backup: true for all but ${serverName(first)}`,
        related: [{ at: serverPlace(second), note: 'the second active server' }],
      };
    }
  },
};

/** A CA that another site has another one for: each is alone in its file, and both sign. */
function* atOtherSites(pool: Pool, ca: Server, whole: Inventory | undefined): Iterable<Finding> {
  const views = whole === undefined ? [] : siteViews(whole);
  const others = views.flatMap(({ pools }) =>
    pools.filter(({ place }) => place === pool.place).flatMap(inRotation),
  );
  const other = others.find(({ name }) => name?.value !== ca.name?.value);
  if (other === undefined) return;
  yield {
    message: `${poolName(pool)} has a different active CA at each site; only one may be active`,
    ...atServers(pool),
    help: 'write other-sites: active, and backup: true for all CA servers but one',
    related: [{ at: pool.otherSites?.from, note: 'this gives each site its own CA' }],
  };
}
