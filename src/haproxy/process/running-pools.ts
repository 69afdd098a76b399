import type { Running, RunningServer } from './running.ts';

/** The servers of a pool that runs, by name, in HAProxy's order. */
export type RunningPool = ReadonlyMap<string, RunningServer>;

/** What runs, by the names of the pools. */
export type RunningPools = ReadonlyMap<string, RunningPool>;

/** Sorts what runs by pools. */
export function poolsOf({ servers }: Pick<Running, 'servers'>): RunningPools {
  const pools = new Map<string, Map<string, RunningServer>>();
  for (const server of servers) {
    const known = pools.get(server.pool);
    if (known === undefined) pools.set(server.pool, new Map([[server.name, server]]));
    else known.set(server.name, server);
  }
  return pools;
}
