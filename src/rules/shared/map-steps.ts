import { commonDivisor, mapSlots } from '../../haproxy/facts/slots.ts';
import type { Pool } from '../../inventory/model.ts';
import type { Finding } from '../rule.ts';
import { atServers, poolName } from './places.ts';
import { hasMap, inRotation, isKnown, mapWeights } from './rotation.ts';

/** Steps in a second, as HAProxy 2.6 makes them on a server of today. */
const stepsPerSecond = 2e8;

/** More are silence for a second, and at the double HAProxy's watchdog ends it. */
export const mostSteps = 2e8;

/** How many steps HAProxy takes to make a pool's map anew; 0 where it has none. */
export function mapSteps(pool: Pool): number {
  if (!hasMap(pool) || !isKnown(pool)) return 0;
  return inRotation(pool).length * mapSlots(mapWeights(pool));
}

/** What is wrong with a map of so many steps. */
export function longMap(pool: Pool, steps: number): Finding {
  const weights = mapWeights(pool);
  const { length } = weights.used;
  const slots = mapSlots(weights);
  return {
    message: `each state change in ${poolName(pool)} stops HAProxy for about ${wordTime(steps)} (${length} servers, ${slots} slots)`,
    ...atServers(pool),
    help: helpFor(pool, slots > length),
  };
}

function wordTime(steps: number): string {
  const seconds = steps / stepsPerSecond;
  return seconds < 1 ? `${Math.round(seconds * 100) * 10} ms` : `${seconds.toFixed(1)} s`;
}

/** Roundrobin takes at most 4095 servers (configuration manual 4.2, "balance"). */
function helpFor(pool: Pool, isWeighted: boolean): string {
  const isSource = pool.balance.value.algorithm === 'source';
  const other = isSource
    ? 'write hash-type: consistent, which keeps no map'
    : `write balance: ${pool.servers.length > 4095 ? 'leastconn' : 'roundrobin'}, which keeps no map`;
  if (!isWeighted) return other;
  const { all } = mapWeights(pool);
  const divisor = commonDivisor(all);
  const weights =
    divisor === 1 ? 'with a common divisor' : `with a common divisor above ${divisor}`;
  return `${other}; or write equal weights, or weights ${weights}, such as 100 and 200`;
}
