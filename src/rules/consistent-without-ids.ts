import type { Fix } from '../findings/diagnostic.ts';
import { automaticIds } from '../haproxy/facts/automatic-ids.ts';
import type { Host, Pool, Server } from '../inventory/model.ts';
import type { NodeRef } from '../inventory/place.ts';
import { quote } from '../text/characters.ts';
import { groupBy } from '../text/group-by.ts';
import { addKey } from '../yaml/edit.ts';
import type { Finding, Rule } from './rule.ts';
import { atServers, isWrittenOut, type Member, poolName, serverName } from './shared/places.ts';
import { repeated } from './shared/repeated.ts';
import { hasRing, isKnown } from './shared/rotation.ts';

/** Servers of a ring have no id of their own. */
export const consistentWithoutIds: Rule = {
  code: 'HAP322',
  name: 'consistent-without-ids',
  severity: 'info',
  summary: 'A server has no id in a pool with hash-type consistent.',
  why: 'The id of a server decides its place on the ring; without an id HAProxy uses its position in the pool. Removing the first of eight servers then moves 98 % of the agents, one in the middle 48 %, and a new one above three others 92 %; with ids it is 13 %, 13 % and 25 %, in any order.',
  *check({ pools, hosts }) {
    const entries = findEntries(pools, hosts);
    for (const [pool, own] of groupBy(entries.values(), (entry) => entry.pool)) {
      yield finding(pool, own);
    }
  },
};

/** An entry of `hosts`, or a server written out in a pool, that says no id. */
interface WithoutId {
  readonly server: Server;
  /** The first pool in which it is missing, and for how many of its servers. */
  readonly pool: Pool;
  inPool: number;
  /** The id that HAProxy gives its first host now, and how many hosts it stands for. */
  readonly base: number;
  readonly count: number;
  /** Whether no agent moves in any pool when these ids are written. */
  isExact: boolean;
}

function findEntries(
  pools: readonly Pool[],
  hosts: readonly Host[],
): ReadonlyMap<NodeRef, WithoutId> {
  const entries = new Map<NodeRef, WithoutId>();
  const ranges = groupBy(hosts, ({ place }) => place);
  const positions = new Map<string | undefined, number>(
    [...ranges.values()].flatMap((range) => range.map(({ name }, index) => [name.value, index])),
  );
  const positionOf = ({ name }: Server) => positions.get(name?.value) ?? 0;
  const members = [...withoutIds(pools)];
  for (const { pool, server, id } of members) {
    const base = id - positionOf(server);
    const count = ranges.get(server.place)?.length ?? 1;
    const isExact = base > 0 && base + count <= 1_048_576;
    const entry = entries.get(server.place) ?? { server, pool, inPool: 0, base, count, isExact };
    entries.set(server.place, entry);
    if (entry.base !== base) entry.isExact = false;
    if (entry.pool === pool) entry.inPool += 1;
  }
  const idOf = (server: Server): number | undefined => {
    const base = entries.get(server.place)?.base;
    return server.id?.value ?? (base === undefined ? undefined : base + positionOf(server));
  };
  // An invalid server of a pool may have one of these ids.
  const taken = pools.flatMap((pool) =>
    isKnown(pool) ? [...repeated(pool.servers, idOf)].flat() : pool.servers,
  );
  for (const { place } of taken) {
    const entry = entries.get(place);
    if (entry !== undefined) entry.isExact = false;
  }
  const rings = [...groupBy(members, ({ pool }) => pool).values()];
  spread(rings.map((ring) => ring.flatMap(({ server }) => entries.get(server.place) ?? [])));
  return entries;
}

/** Where one of a ring stays without an id, HAProxy would give it another one beside ids that are written: none is exact. */
function spread(rings: readonly (readonly WithoutId[])[]): void {
  for (let isDone = false; !isDone; ) {
    isDone = true;
    for (const ring of rings) {
      const exact = ring.filter((entry) => entry.isExact);
      if (exact.length === ring.length) continue;
      for (const entry of exact) entry.isExact = false;
      if (exact.length > 0) isDone = false;
    }
  }
}

/** The servers of rings that say no id, each with the one that HAProxy gives it now. */
function* withoutIds(pools: readonly Pool[]): Iterable<Member & { readonly id: number }> {
  for (const pool of pools) {
    if (!hasRing(pool) || pool.servers.length < 2 || !isKnown(pool)) continue;
    const ids = automaticIds(pool.servers.map(({ id }) => id?.value));
    for (const [index, server] of pool.servers.entries()) {
      if (server.id === undefined) yield { pool, server, id: ids[index] ?? 0 };
    }
  }
}

function finding(pool: Pool, entries: readonly WithoutId[]): Finding {
  const count = entries.reduce((sum, { inPool }) => sum + inPool, 0);
  const shown = entries.slice(0, 3);
  const ids = shown.map((entry) => `id: ${idsOf(entry)} for ${nameOf(entry)}`).join(', ');
  const more = entries.length > shown.length ? ' and so on' : '';
  const isExact = entries.every((entry) => entry.isExact);
  return {
    message: `${count} of ${pool.servers.length} servers of ${poolName(pool)} ${count === 1 ? 'has' : 'have'} no id`,
    ...atServers(pool),
    help: isExact
      ? `write ${ids}${more}; HAProxy uses these ids now, so no agent moves`
      : 'write a permanent id for each server, unique in all its pools; some agents move once',
    related: shown.map(({ server }) => ({
      at: server.place,
      part: isWrittenOut(server.place) ? 'value' : 'key',
      note: 'no id',
    })),
    fix: isExact ? fixOf(entries) : undefined,
  };
}

function fixOf(entries: readonly WithoutId[]): Fix | undefined {
  const edits = entries.flatMap((entry) => {
    const { place, entry: written } = entry.server;
    const { document, path } = isWrittenOut(place) ? written : place;
    return addKey(document, path, 'address', `id: ${idsOf(entry)}`) ?? [];
  });
  if (edits.length < entries.length) return undefined;
  return { title: 'write the ids that HAProxy uses now', edits, isCertain: true };
}

/** The ids of an entry as they are written there. */
function idsOf({ base, count }: WithoutId): string {
  return count === 1 ? String(base) : `"[${base}:${base + count - 1}]"`;
}

function nameOf({ server }: WithoutId): string {
  const { place } = server;
  return isWrittenOut(place) ? serverName(server) : quote(String(place.path.at(-1)));
}
