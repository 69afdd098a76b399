import type { Ring } from './ring.ts';

/** The ring cut into stretches of hash values that one server takes. */
export interface Arcs {
  /** The last hash value of each stretch, rising; the last one is 2^32 - 1. */
  readonly ends: Uint32Array;
  readonly servers: Int32Array;
  readonly index: ArcIndex;
}

const allHashes = 2 ** 32;

/**
 * Cuts the ring half-way between points: a hash goes to the nearest point, forwards or backwards, and
 * in the middle to the one before it (chash_get_server_hash, 2.2 and later). Of points with equal keys the
 * first is met from below, the last from above.
 */
export function ringArcs({ keys, servers }: Ring): Arcs {
  const cut = new Cut(2 * keys.length + 1);
  const last = keys.length - 1;
  const [lowest, highest] = [keys[0] ?? 0, keys[last] ?? 0];
  const [lowestServer, highestServer] = [servers[0] ?? 0, servers[last] ?? 0];
  const seam = middleOf(highest, lowest + allHashes);
  if (seam >= allHashes) cut.take(seam - allHashes, highestServer);
  cut.take(lowest, lowestServer);
  for (let at = 1; at <= last; at += 1) {
    const [before, key] = [keys[at - 1] ?? 0, keys[at] ?? 0];
    if (before === key) continue;
    cut.take(middleOf(before, key), servers[at - 1] ?? 0);
    cut.take(key, servers[at] ?? 0);
  }
  cut.take(Math.min(seam, allHashes - 1), highestServer);
  if (seam < allHashes - 1) cut.take(allHashes - 1, lowestServer);
  const ends = cut.ends.slice(0, cut.count);
  return { ends, servers: cut.servers.slice(0, cut.count), index: new ArcIndex(ends) };
}

function middleOf(before: number, after: number): number {
  return before + Math.floor((after - before) / 2);
}

/** Stretches in the making; one that continues the server before it is the same stretch. */
class Cut {
  readonly ends: Uint32Array;
  readonly servers: Int32Array;
  count = 0;

  constructor(capacity: number) {
    this.ends = new Uint32Array(capacity + 1);
    this.servers = new Int32Array(capacity + 1);
  }

  /** Gives what comes after the last stretch, up to and with `end`, to a server. */
  take(end: number, server: number): void {
    const isMore = this.count > 0 && this.servers[this.count - 1] === server;
    if (!isMore) this.count += 1;
    this.ends[this.count - 1] = end;
    this.servers[this.count - 1] = server;
  }
}

/** Finds the stretch of a hash value; made at its first question, for shares are counted without it. */
class ArcIndex {
  readonly #ends: Uint32Array;
  /** The first stretch that reaches into each bucket, about two buckets a stretch. */
  #buckets = new Uint32Array(0);
  #shift = 0;

  constructor(ends: Uint32Array) {
    this.#ends = ends;
  }

  find(hash: number): number {
    if (this.#buckets.length === 0) this.#fill();
    let arc = this.#buckets[hash >>> this.#shift] ?? 0;
    while ((this.#ends[arc] ?? 0) < hash) arc += 1;
    return arc;
  }

  #fill(): void {
    const bits = Math.min(24, 33 - Math.clz32(this.#ends.length));
    this.#shift = 32 - bits;
    this.#buckets = new Uint32Array(2 ** bits);
    let arc = 0;
    for (let bucket = 0; bucket < this.#buckets.length; bucket += 1) {
      const start = bucket * 2 ** this.#shift;
      while ((this.#ends[arc] ?? 0) < start) arc += 1;
      this.#buckets[bucket] = arc;
    }
  }
}

/** The stretch that holds a hash value. */
export function arcOf({ index }: Arcs, hash: number): number {
  return hash === 0 ? 0 : index.find(hash);
}
