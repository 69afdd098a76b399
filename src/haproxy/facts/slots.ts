/** What decides a map's size: the weights of every server, and of those that are in the map. */
export interface MapWeights {
  readonly all: readonly number[];
  readonly used: readonly number[];
}

/** The largest number that divides all weights but 0; 1 where there is none (lb_map.c, "wmult"). */
export function commonDivisor(weights: readonly number[]): number {
  let divisor = 0;
  for (const weight of weights) {
    let [large, small] = [weight, divisor];
    while (small > 0) [large, small] = [small, large % small];
    divisor = large;
  }
  return divisor === 0 ? 1 : divisor;
}

/** How many slots the map of `static-rr` and of a map-based hash has; HAProxy 2.2 and later. */
export function mapSlots({ all, used }: MapWeights): number {
  return used.reduce((sum, weight) => sum + weight, 0) / commonDivisor(all);
}

/**
 * The share of clients that move when a server with the smallest unit of weight is added to a
 * map-based hash, from 0 to 1. The old and the new size have no common divisor, so that a client's
 * two slots are independent: it stays where both happen to be of one server.
 */
export function movedByOneMore(weights: MapWeights): number {
  const divisor = commonDivisor(weights.all);
  const slots = mapSlots(weights);
  const staying = weights.used.reduce((sum, weight) => sum + (weight / divisor) ** 2, 0);
  return 1 - staying / (slots * (slots + 1));
}

/**
 * Which backup takes everything where only backups are left and `allbackups` is off: the first; in a map
 * one that weighs at least twice as much takes its place (HAProxy 2.2 and later). Positions from 0.
 */
export function onlyBackup(weights: readonly number[], all: readonly number[]): number {
  const first = weights[0] ?? 0;
  if (first === commonDivisor(all)) return 0;
  const times = weights.map((weight) => Math.floor(weight / first));
  return times.reduce((best, value, index) => (value > (times[best] ?? 0) ? index : best), 0);
}
