import type { Fix } from '../../findings/diagnostic.ts';
import type { Pool, Server } from '../../inventory/model.ts';
import type { NodeRef } from '../../inventory/place.ts';
import { addKey, type Edit } from '../../yaml/edit.ts';
import type { Groups } from './groups.ts';
import { isKnown } from './rotation.ts';

interface Proposed {
  readonly places: ReadonlyMap<object, MissingIds>;
  readonly groups: Groups;
}

/** A place that could say ids and does not: an entry of `hosts`, or the servers written out in a pool. */
export interface MissingIds {
  /** The first pool in which they are missing. */
  readonly pool: Pool;
  readonly host: NodeRef | undefined;
  /** Servers of the pool without an id, and the ids that HAProxy gives them now. */
  readonly servers: readonly Server[];
  readonly ids: readonly number[];
  /** The id that makes all ids of an entry what they are now: that of its first host. */
  readonly base: number;
  /** How many hosts an entry stands for. */
  readonly count: number;
  /** Whether no agent moves in any pool when the ids are written here, and where the fix writes them. */
  readonly isExact: boolean;
  /** Of places whose ids depend on each other the first has the fix for all. */
  readonly fix?: Fix;
}

/** The groups in which an id would be another one in some pool, or the same twice. */
export function findInexact({
  pools,
  places,
  groups,
  positions,
}: Proposed & {
  readonly pools: readonly Pool[];
  readonly positions: ReadonlyMap<string, number>;
}): ReadonlySet<object> {
  const inexact = new Set<object>();
  for (const [owner, { isExact }] of places) if (!isExact) inexact.add(groups.find(owner));
  const idOf = ({ id, place, name }: Server): number | undefined => {
    const base = places.get(place)?.base;
    if (id !== undefined || base === undefined) return id?.value;
    return base + (positions.get(name?.value ?? '') ?? 0);
  };
  for (const pool of pools) {
    const proposed = pool.servers.filter(({ place }) => places.has(place));
    if (proposed.length === 0) continue;
    const spoiled = isKnown(pool) ? sharingAnId(pool.servers, idOf) : proposed;
    for (const { place } of spoiled) inexact.add(groups.find(place));
  }
  return inexact;
}

function* sharingAnId(
  servers: readonly Server[],
  idOf: (server: Server) => number | undefined,
): Iterable<Server> {
  const first = new Map<number, Server>();
  for (const server of servers) {
    const id = idOf(server);
    const other = id === undefined ? undefined : first.get(id);
    if (id !== undefined && other === undefined) first.set(id, server);
    if (other === undefined) continue;
    yield server;
    yield other;
  }
}

/** Gives the first place of each group the edits of all its places. */
export function attachFixes({
  places,
  groups,
  inexact,
}: Proposed & { readonly inexact: ReadonlySet<object> }): MissingIds[] {
  const edits = new Map<object, (Edit | undefined)[]>();
  for (const [owner, missing] of places) {
    const group = groups.find(owner);
    const all = edits.get(group) ?? [];
    edits.set(group, all);
    for (const edit of editsOf(missing)) all.push(edit);
  }
  return [...places].map(([owner, missing]): MissingIds => {
    const group = groups.find(owner);
    if (inexact.has(group)) return { ...missing, isExact: false };
    const all = edits.get(group) ?? [];
    edits.delete(group);
    const known = all.filter((edit) => edit !== undefined);
    if (known.length === 0 || known.length < all.length) return missing;
    const title = 'write the ids that HAProxy gives now';
    return { ...missing, fix: { title, edits: known, isCertain: true } };
  });
}

function editsOf(missing: MissingIds): (Edit | undefined)[] {
  const { host, servers, ids } = missing;
  if (host !== undefined) {
    return [addKey(host.document, host.path, 'address', `id: ${wordIds(missing)}`)];
  }
  return servers.map(({ entry }, index) =>
    addKey(entry.document, entry.path, 'address', `id: ${ids[index]}`),
  );
}

/** The ids of an entry of `hosts` as they are written there. */
export function wordIds({ base, count }: MissingIds): string {
  return count === 1 ? String(base) : `"[${base}:${base + count - 1}]"`;
}
