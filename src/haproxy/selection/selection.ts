import { type Arcs, arcOf, ringArcs } from './arcs.ts';
import { hashOf } from './hash.ts';
import type { SelectionPool } from './model.ts';
import { pointCount, serverRing } from './ring.ts';
import { mapWeights, type Rotation, rotationOf } from './rotation.ts';
import { serverMap } from './server-map.ts';

/** What takes a hash value to the position of a server. */
export type Table =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'one'; readonly server: number }
  /** A ring that has more points than were allowed, and was not made. */
  | { readonly kind: 'unmade'; readonly points: number }
  | { readonly kind: 'map'; readonly map: Int32Array }
  | ({ readonly kind: 'ring' } & Arcs);

/** A pool made ready for questions. */
export interface Selection {
  readonly pool: SelectionPool;
  readonly rotation: Rotation;
  readonly isAvalanched: boolean;
  readonly table: Table;
}

/** The result of `serverAt` where no server is in rotation. */
export const nobody = -1;

/** Makes a pool ready: the cost grows with its servers' weights, some 40 bytes for each point of a ring. */
export function prepareSelection(
  pool: SelectionPool,
  maxPoints: number = Number.POSITIVE_INFINITY,
): Selection {
  const rotation = rotationOf(pool);
  const { isAvalanche } = pool.hashType;
  return { pool, rotation, isAvalanched: isAvalanche, table: tableOf(pool, rotation, maxPoints) };
}

function tableOf(pool: SelectionPool, rotation: Rotation, maxPoints: number): Table {
  if (rotation.kind === 'nobody') return { kind: 'nobody' };
  if (rotation.kind === 'one') return { kind: 'one', server: rotation.server };
  const { servers } = rotation;
  if (pool.hashType.method === 'consistent') {
    const points = pointCount(pool, servers);
    if (points > maxPoints) return { kind: 'unmade', points };
    return { kind: 'ring', ...ringArcs(serverRing(pool, servers)) };
  }
  return { kind: 'map', map: serverMap(servers, mapWeights(pool)) };
}

/** The position of the server for a hash value; `nobody` where there is none. */
export function serverAt(table: Table, hash: number): number {
  switch (table.kind) {
    case 'map':
      return table.map[remainder(hash >>> 0, table.map.length)] ?? nobody;
    case 'ring':
      return table.servers[arcOf(table, hash >>> 0)] ?? nobody;
    case 'one':
      return table.server;
    case 'unmade':
    case 'nobody':
      return nobody;
  }
}

/** Exact for whole numbers below 2^32, and in less than half the time of `%` on such as do not fit in 31 bits. */
function remainder(value: number, divisor: number): number {
  return value - Math.floor(value / divisor) * divisor;
}

/** The positions of the servers that take clients, given by the keys that `hashOf` takes. */
export function serversOf(
  { table, isAvalanched: isMixed }: Selection,
  keys: Uint32Array,
  isMapped: boolean,
): Int32Array {
  const servers = new Int32Array(keys.length);
  const mixing = { isMapped, isAvalanched: isMixed };
  for (let at = 0; at < keys.length; at += 1) {
    servers[at] = serverAt(table, hashOf(keys[at] ?? 0, mixing));
  }
  return servers;
}
