import { isUsable, weightOf } from '../haproxy/selection/rotation.ts';
import { prepareSelection, type Selection } from '../haproxy/selection/selection.ts';
import { countHashes, hashValues } from '../haproxy/selection/share.ts';
import { getOrCompute, type ShapeCache, shapeOf } from './cache.ts';
import type { PoolSelection } from './pool-selection.ts';

/** Who takes the clients of a pool. */
export interface Capacity {
  /** Servers in rotation, by name. */
  readonly servers: readonly string[];
  /** The part of all clients that the busiest takes, 0 to 1. */
  readonly busiest: number;
  /** The part that the busiest takes once the one that was busiest fails; undefined where none is left. */
  readonly busiestIfOneFails: number | undefined;
}

/** The servers of a pool in rotation, all that are ready being up, and the load on them. */
export function capacityOf({ read, selection }: PoolSelection, { failures }: ShapeCache): Capacity {
  const positions = inRotation(selection);
  const loads = loadsOf(read.algorithm, selection, positions);
  const [busiest, load] = largest(loads);
  const servers = positions.map((at) => selection.pool.servers[at]?.name ?? '');
  return {
    servers,
    busiest: load,
    // Another table is made for it, which is not asked for on both sides.
    get busiestIfOneFails() {
      const shape = `${read.algorithm} ${shapeOf(selection.pool)}`;
      return getOrCompute(failures, shape, () => failOne(read.algorithm, selection, busiest));
    },
  };
}

function failOne(
  algorithm: string,
  { pool, table }: Selection,
  failing: number | undefined,
): number | undefined {
  if (failing === undefined) return undefined;
  const servers = pool.servers.map((server, at) =>
    at === failing ? { ...server, state: 'down' as const } : server,
  );
  const most = table.kind === 'unmade' ? 0 : undefined;
  const left = prepareSelection({ ...pool, servers }, most);
  const positions = inRotation(left);
  return positions.length === 0 ? undefined : largest(loadsOf(algorithm, left, positions))[1];
}

function inRotation({ rotation }: Selection): readonly number[] {
  if (rotation.kind === 'nobody') return [];
  return rotation.kind === 'one' ? [rotation.server] : rotation.servers;
}

/** What a hash decides is counted, what goes in turns is shared by weight; as is a ring that was not made. */
function loadsOf(
  algorithm: string,
  selection: Selection,
  positions: readonly number[],
): Map<number, number> {
  if (algorithm === 'source' && selection.table.kind !== 'unmade') {
    const counts = countHashes(selection);
    return new Map(positions.map((at) => [at, (counts[at] ?? 0) / hashValues]));
  }
  const weights = positions.map((at): [number, number] => {
    const server = selection.pool.servers[at];
    return [at, server !== undefined && isUsable(server) ? weightOf(server) : 0];
  });
  const total = weights.reduce((sum, [, weight]) => sum + weight, 0);
  return new Map(weights.map(([at, weight]) => [at, weight / total]));
}

function largest(loads: ReadonlyMap<number, number>): [number | undefined, number] {
  let found: [number | undefined, number] = [undefined, 0];
  for (const [at, load] of loads) if (load > found[1]) found = [at, load];
  return found;
}
