import { below } from '../inventory/place.ts';
import { quote } from '../source/characters.ts';
import { wordIds } from './keep-ids.ts';
import { type MissingIds, missingIds } from './missing-ids.ts';
import { poolName, serverName, serverPlace } from './places.ts';
import type { Finding, Rule } from './rule.ts';

/** Servers of a ring have no id of their own. */
export const consistentWithoutIds: Rule = {
  code: 'HAP322',
  name: 'consistent-without-ids',
  severity: 'warning',
  summary: 'With hash-type consistent every server has an id.',
  why: "A server's id is its place on the ring, and without one HAProxy takes its position in the pool. Removing the first of eight servers then moves 98 % of the agents, one in the middle 48 %, and a new one above three others 92 %; with ids it is 13 %, 13 % and 25 %, and the order does not count.",
  *check(inventory) {
    for (const missing of missingIds(inventory)) {
      const { fix } = missing;
      const found = missing.host === undefined ? ofPool(missing) : ofHost(missing);
      yield fix === undefined ? found : { ...found, fix };
    }
  },
};

function ofHost(missing: MissingIds): Finding {
  const { host, isExact, pool } = missing;
  const at = host ?? pool.place;
  return {
    message: `${quote(String(at.path.at(-1)))} has no id, and ${poolName(pool)} places servers by id`,
    at,
    part: 'key',
    help: isExact
      ? `write id: ${wordIds(missing)}, as HAProxy counts now, so that no agent moves`
      : 'give it an id that it keeps, and that no other host has; some agents move once',
    related: [{ at: pool.hashType.from, note: 'this places servers by id' }],
  };
}

function ofPool({ pool, servers, ids, isExact }: MissingIds): Finding {
  const those = servers.slice(0, 3);
  const shown = those.map((server, index) => `id: ${ids[index]} for ${serverName(server)}`);
  const more = servers.length > those.length ? ' and so on' : '';
  return {
    message: `${servers.length} of ${pool.servers.length} servers of ${poolName(pool)} ${servers.length === 1 ? 'has' : 'have'} no id`,
    at: below(pool.place, 'servers'),
    part: 'key',
    help: isExact
      ? `write ${shown.join(', ')}${more}, as HAProxy counts now, so that no agent moves`
      : 'give each an id that it keeps, and that no other server of the pool has; some agents move once',
    related: those.map((server) => ({ at: serverPlace(server), note: 'no id' })),
  };
}
