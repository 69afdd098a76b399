import { hashOf } from '../haproxy/selection/hash.ts';
import { type Selection, serverAt } from '../haproxy/selection/selection.ts';
import { countHashes } from '../haproxy/selection/share.ts';
import type { Client } from './clients/client.ts';

/** How many addresses of a network each server takes, by position. */
export type Counts = readonly number[];

/**
 * Counts the addresses of networks: in whole stretches where that can be, otherwise one by one, until
 * the budget is used up.
 */
export class Counter {
  #left: number;

  constructor(budget: number) {
    this.#left = budget;
  }

  /** The addresses of a network by server; undefined where they would have to be counted one by one and are too many. */
  count(selection: Selection, { key, openBits }: Client, isMapped: boolean): Counts | undefined {
    const { table, isAvalanched } = selection;
    const bits = Math.min(openBits, 32);
    // Words of IPv6 that are open as a whole make every hash as frequent.
    const times = 2 ** (openBits - bits);
    const size = 2 ** bits;
    const whole = isMapped ? key ^ 0xffff : key;
    const start = Math.floor((whole >>> 0) / size) * size;
    const isStretch =
      !isAvalanched || bits === 32 || table.kind === 'one' || table.kind === 'nobody';
    if (isStretch) {
      return Array.from(countHashes(selection, start, start + size), (count) => count * times);
    }
    this.#left -= size;
    if (this.#left < 0) return undefined;
    const counts = selection.pool.servers.map(() => 0);
    for (let address = start; address < start + size; address += 1) {
      const at = serverAt(table, hashOf(address, { isMapped: false, isAvalanched }));
      counts[at] = (counts[at] ?? 0) + 1;
    }
    return counts;
  }
}
