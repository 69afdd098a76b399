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
  summary: 'One server of a CA pool takes requests, others are backups.',
  why: 'Each CA has serial numbers and a list of what is revoked of its own: two that sign at a time give out the same number twice, and what one revokes the other still takes.',
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
        message: `${active.length} servers of ${poolName(pool)} sign certificates at a time`,
        ...atServers(pool),
        help: `write backup: true for all but ${serverName(first)}`,
        related: [{ at: serverPlace(second), note: 'the second one' }],
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
    message: `sites have different CAs in ${poolName(pool)}: both sign certificates at a time`,
    ...atServers(pool),
    help: 'write other-sites: active, and backup: true for all CAs but one',
    related: [{ at: pool.otherSites?.from, note: 'this makes it so' }],
  };
}
