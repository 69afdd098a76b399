import { automaticIds } from '../../haproxy/facts/automatic-ids.ts';
import type { Host, Inventory, Pool, Server } from '../../inventory/model.ts';
import type { NodeRef } from '../../inventory/place.ts';
import { Groups } from './groups.ts';
import { attachFixes, findInexact, type MissingIds } from './keep-ids.ts';
import { isWrittenOut } from './places.ts';
import { hasRing, isKnown } from './rotation.ts';

/** Finds where servers of a ring have no id, and the ids that would move nobody; linear. */
export function missingIds({ pools, hosts }: Inventory): readonly MissingIds[] {
  const entries = indexHosts(hosts);
  const places = new Map<object, Collected>();
  const groups = new Groups();
  for (const server of withoutIds(pools)) {
    const owner = server.host ?? server.pool;
    groups.join(server.pool, owner);
    const known = places.get(owner);
    if (known === undefined) places.set(owner, begin(server, entries));
    else extend(known, server, entries);
  }
  if (places.size === 0) return [];
  const inexact = findInexact({ pools, places, groups, positions: entries.positions });
  return attachFixes({ places, groups, inexact });
}

interface WithoutId extends Pick<MissingIds, 'pool' | 'host'> {
  readonly server: Server;
  readonly id: number;
}

function* withoutIds(pools: readonly Pool[]): Iterable<WithoutId> {
  for (const pool of pools) {
    if (!hasRing(pool) || pool.servers.length < 2 || !isKnown(pool)) continue;
    const ids = automaticIds(pool.servers.map(({ id }) => id?.value));
    for (const [index, id] of ids.entries()) {
      const server = pool.servers[index];
      if (server === undefined || server.id !== undefined) continue;
      yield { pool, host: isWrittenOut(server.place) ? undefined : server.place, server, id };
    }
  }
}

interface Entries {
  /** The position of each host in its entry, from 0. */
  readonly positions: ReadonlyMap<string, number>;
  readonly counts: ReadonlyMap<NodeRef, number>;
}

function indexHosts(hosts: readonly Host[]): Entries {
  const positions = new Map<string, number>();
  const counts = new Map<NodeRef, number>();
  for (const { name, place } of hosts) {
    const position = counts.get(place) ?? 0;
    counts.set(place, position + 1);
    if (!positions.has(name.value)) positions.set(name.value, position);
  }
  return { positions, counts };
}

interface Collected extends MissingIds {
  readonly servers: Server[];
  readonly ids: number[];
  isExact: boolean;
}

function begin({ pool, host, server, id }: WithoutId, entries: Entries): Collected {
  const base = baseOf(server, id, entries);
  const count = host === undefined ? 1 : (entries.counts.get(host) ?? 0);
  const isExact = host === undefined || (count > 0 && base > 0 && base + count <= 1_048_576);
  return { pool, host, servers: [server], ids: [id], base, count, isExact };
}

function extend(known: Collected, { pool, host, server, id }: WithoutId, entries: Entries): void {
  if (host !== undefined && baseOf(server, id, entries) !== known.base) known.isExact = false;
  if (known.pool !== pool) return;
  known.servers.push(server);
  known.ids.push(id);
}

function baseOf({ name }: Server, id: number, { positions }: Entries): number {
  return id - (positions.get(name?.value ?? '') ?? 0);
}
