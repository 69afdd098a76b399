import { Heap } from './heap.ts';

/**
 * The table of a map-based hash: place `hash % length` holds the position of the server. In each round
 * every server's score grows by its weight, the first of those that have the most whole tables gets
 * the place, and its score shrinks by a table (recalc_server_map, 2.2 and later). Here only servers whose
 * score passes a whole table in a round are looked at, so that the cost grows with the places and not
 * with servers times places.
 */
export function serverMap(servers: readonly number[], weights: readonly number[]): Int32Array {
  const grows = servers.map((server) => weights[server] ?? 0);
  const length = grows.reduce((sum, weight) => sum + weight, 0);
  const map = new Int32Array(length);
  const passing = passings(grows, length);
  const ranks = new Ranks(servers.length, length);
  for (let round = 0; round < length; round += 1) {
    const end = passing.starts[round + 1] ?? 0;
    for (let event = passing.starts[round] ?? 0; event < end; event += 1) {
      ranks.change(passing.servers[event] ?? 0, 1);
    }
    const best = ranks.best();
    map[round] = servers[best] ?? 0;
    ranks.change(best, -1);
  }
  return map;
}

/** Who has the most whole tables in its score, the first of them; a score below zero has none. */
class Ranks {
  readonly #ranks: Int32Array;
  readonly #queue: Heap;

  constructor(count: number, length: number) {
    this.#ranks = new Int32Array(count);
    this.#queue = new Heap(count + 2 * length);
    for (let server = 0; server < count; server += 1) this.change(server, 1);
  }

  change(server: number, by: 1 | -1): void {
    const rank = (this.#ranks[server] ?? 0) + by;
    this.#ranks[server] = rank;
    if (rank > 0) this.#queue.push(server - rank * this.#ranks.length);
  }

  /** The scores of a round add up to a table, so that one server always has one. */
  best(): number {
    const count = this.#ranks.length;
    for (;;) {
      const key = this.#queue.pop();
      const server = ((key % count) + count) % count;
      if (this.#ranks[server] === (server - key) / count) return server;
    }
  }
}

interface Passings {
  /** For each round where its servers begin, and the end. */
  readonly starts: Int32Array;
  readonly servers: Int32Array;
}

/** In which round the growth of which server passes its first, second ... whole table. */
function passings(grows: readonly number[], length: number): Passings {
  const roundOf = (weight: number, times: number) => Math.ceil((times * length) / weight) - 1;
  const starts = new Int32Array(length + 2);
  for (const weight of grows) {
    for (let times = 1; times <= weight; times += 1) {
      const at = roundOf(weight, times) + 2;
      starts[at] = (starts[at] ?? 0) + 1;
    }
  }
  for (let round = 1; round < starts.length; round += 1) {
    starts[round] = (starts[round] ?? 0) + (starts[round - 1] ?? 0);
  }
  const servers = new Int32Array(length);
  for (const [server, weight] of grows.entries()) {
    for (let times = 1; times <= weight; times += 1) {
      const at = roundOf(weight, times) + 1;
      const place = starts[at] ?? 0;
      servers[place] = server;
      starts[at] = place + 1;
    }
  }
  return { starts, servers };
}
