import type { Pool } from '../inventory/model.ts';
import { below, type NodeRef } from '../inventory/place.ts';
import { quote } from '../text/characters.ts';
import type { Finding, Rule } from './rule.ts';
import type { MissingIds } from './shared/keep-ids.ts';
import { wordIds } from './shared/keep-ids.ts';
import { missingIds } from './shared/missing-ids.ts';
import { poolName, serverName, serverPlace } from './shared/places.ts';

/** Servers of a ring have no id of their own. */
export const consistentWithoutIds: Rule = {
  code: 'HAP322',
  name: 'consistent-without-ids',
  severity: 'info',
  summary: 'With hash-type consistent every server has an id.',
  why: "A server's id is its place on the ring, and without one HAProxy takes its position in the pool. Removing the first of eight servers then moves 98 % of the agents, one in the middle 48 %, and a new one above three others 92 %; with ids it is 13 %, 13 % and 25 %, and the order does not count.",
  *check(inventory) {
    const byPool = new Map<Pool, MissingIds[]>();
    for (const missing of missingIds(inventory)) {
      const others = byPool.get(missing.pool);
      if (others === undefined) byPool.set(missing.pool, [missing]);
      else others.push(missing);
    }
    for (const [pool, missing] of byPool) yield finding(pool, missing);
  },
};

/** Of one pool either all ids can be written so that nobody moves, or none. */
function finding(pool: Pool, missing: readonly MissingIds[]): Finding {
  const count = missing.reduce((sum, { servers }) => sum + servers.length, 0);
  const places = missing.flatMap(placesOf);
  const shown = places.slice(0, 3);
  const ids = shown.map(({ id, name }) => `id: ${id} for ${name}`).join(', ');
  const more = places.length > shown.length ? ' and so on' : '';
  const fix = missing.find((one) => one.fix !== undefined)?.fix;
  return {
    message: `${count} of ${pool.servers.length} servers of ${poolName(pool)} ${count === 1 ? 'has' : 'have'} no id`,
    at: below(pool.place, 'servers'),
    part: 'key',
    help: missing.every(({ isExact }) => isExact)
      ? `write ${ids}${more}, as HAProxy counts them now, and no agent moves`
      : 'give each an id that it keeps, and that no other server of its pools has; some agents move once',
    related: shown.map(({ at, part }) => ({ at, part, note: 'no id' })),
    ...(fix === undefined ? {} : { fix }),
  };
}

interface IdPlace {
  readonly at: NodeRef;
  readonly part: 'key' | 'value';
  readonly name: string;
  readonly id: string;
}

function placesOf(missing: MissingIds): IdPlace[] {
  const { host, servers, ids } = missing;
  if (host !== undefined) {
    const name = quote(String(host.path.at(-1)));
    return [{ at: host, part: 'key', name, id: wordIds(missing) }];
  }
  return servers.map((server, index): IdPlace => {
    const [at, id] = [serverPlace(server), String(ids[index])];
    return { at, part: 'value', name: serverName(server), id };
  });
}
