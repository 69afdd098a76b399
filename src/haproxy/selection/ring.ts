import { automaticIds } from '../facts/automatic-ids.ts';
import { fullHash } from './hash.ts';
import type { SelectionPool } from './model.ts';
import { weightOf } from './rotation.ts';

/** Points on the ring in ascending order, and the position of the server of each. */
export interface Ring {
  readonly keys: Uint32Array;
  readonly servers: Uint32Array;
}

/** Points on the ring for each unit of weight, and the most that a server has (BE_WEIGHT_SCALE). */
const pointsPerWeight = 16;
const maxPoints = 4096;

/** How many points some servers of a pool have. */
export function pointCount(pool: SelectionPool, servers: readonly number[]): number {
  return servers.reduce((sum, at) => sum + pointsOf(pool, at), 0);
}

function pointsOf({ servers }: SelectionPool, at: number): number {
  const server = servers[at];
  return server === undefined ? 0 : pointsPerWeight * weightOf(server);
}

/**
 * The points of some servers of a pool (chash_init_server_tree, 2.2 and later). A server keeps its points
 * whatever others do; with another weight it gains or loses those with the highest numbers.
 */
export function serverRing(pool: SelectionPool, servers: readonly number[]): Ring {
  const ids = automaticIds(pool.servers.map(({ id }) => id));
  const counts = servers.map((at) => pointsOf(pool, at));
  const total = counts.reduce((sum, count) => sum + count, 0);
  const ring = { keys: new Uint32Array(total), servers: new Uint32Array(total) };
  let place = 0;
  for (const [index, at] of servers.entries()) {
    const id = ids[at] ?? 0;
    const byId = pool.ring === 'id' ? Math.imul(id, maxPoints) : fullHash(id);
    const base = pool.servers[at]?.ringBase ?? byId;
    for (let point = 0; point < (counts[index] ?? 0); point += 1) {
      ring.keys[place] = fullHash((base + point) | 0);
      ring.servers[place] = at;
      place += 1;
    }
  }
  return sortRing(ring);
}

/** Sorts by key and keeps the order of equal ones: three rounds over eleven bits each. */
function sortRing(ring: Ring): Ring {
  let from = ring;
  let to: Ring = { keys: ring.keys.slice(), servers: ring.servers.slice() };
  for (const shift of [0, 11, 22]) {
    spread(from, to, shift);
    [from, to] = [to, from];
  }
  return from;
}

function spread(from: Ring, to: Ring, shift: number): void {
  const starts = new Uint32Array(2049);
  for (const key of from.keys) {
    const digit = (key >>> shift) & 2047;
    starts[digit + 1] = (starts[digit + 1] ?? 0) + 1;
  }
  for (let digit = 1; digit < 2048; digit += 1) {
    starts[digit] = (starts[digit] ?? 0) + (starts[digit - 1] ?? 0);
  }
  for (let at = 0; at < from.keys.length; at += 1) {
    const key = from.keys[at] ?? 0;
    const digit = (key >>> shift) & 2047;
    const place = starts[digit] ?? 0;
    starts[digit] = place + 1;
    to.keys[place] = key;
    to.servers[place] = from.servers[at] ?? 0;
  }
}
