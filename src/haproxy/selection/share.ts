import { arcOf } from './arcs.ts';
import type { Selection } from './selection.ts';

/** How many values a hash has. For IPv4 each is one address: HAProxy's mixing is a bijection. */
export const hashValues: number = 2 ** 32;

/**
 * How many of the hash values from `from` up to `to`, without it, each server takes, by position. Exact:
 * counted in whole tables and stretches, not one by one. What nobody takes is missing from the sum.
 */
export function countHashes(
  { pool, table }: Selection,
  from = 0,
  to: number = hashValues,
): Float64Array {
  const counts = new Float64Array(pool.servers.length);
  const add = (server: number, count: number) => {
    counts[server] = (counts[server] ?? 0) + count;
  };
  switch (table.kind) {
    case 'map':
      for (let place = 0; place < table.map.length; place += 1) {
        const server = table.map[place] ?? 0;
        add(server, below(to, place, table.map.length) - below(from, place, table.map.length));
      }
      break;
    case 'ring':
      for (let arc = arcOf(table, from), start = from; start < to; arc += 1) {
        const end = Math.min(to, (table.ends[arc] ?? hashValues) + 1);
        add(table.servers[arc] ?? 0, end - start);
        start = end;
      }
      break;
    case 'one':
      add(table.server, to - from);
      break;
    case 'unmade':
    case 'nobody':
  }
  return counts;
}

/** How many values below a limit leave a remainder. */
function below(limit: number, remainder: number, divisor: number): number {
  return limit <= remainder ? 0 : Math.floor((limit - 1 - remainder) / divisor) + 1;
}
