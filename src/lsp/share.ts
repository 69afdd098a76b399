import { countHashes, hashValues } from '../haproxy/selection/share.ts';
import type { Inventory, Pool, Server } from '../inventory/model.ts';
import { type RoutedCase, type RoutedPool, routedPools } from '../predict/pools.ts';
import { percent } from '../text/percent.ts';

const routed = new WeakMap<Pool, RoutedPool>();

function routedPool(inventory: Inventory, pool: Pool): RoutedPool | undefined {
  const known = routed.get(pool);
  if (known !== undefined) return known;
  const [made] = routedPools({ ...inventory, pools: [pool] }, undefined);
  if (made !== undefined) routed.set(pool, made);
  return made;
}

/** What agents reach: a sentence on each server, or one on all of them, and what must hold for that. */
export interface Shares {
  /** The share of a server; undefined where `all` says why there is none. */
  readonly of: ((server: Server) => string) | undefined;
  readonly all: string | undefined;
  readonly conditions: readonly string[];
}

/** The shares of a pool that is whole. */
export function sharesOf(inventory: Inventory, pool: Pool): Shares {
  const made = routedPool(inventory, pool);
  const why = whyUnknown(made);
  if (made === undefined || why !== undefined) return { of: undefined, all: why, conditions: [] };
  const of = (server: Server) => {
    const at = pool.servers.indexOf(server);
    return made.cases.map((one) => shareIn(one, at)).join('; ');
  };
  return { of, all: undefined, conditions: made.conditions };
}

function whyUnknown(made: RoutedPool | undefined): string | undefined {
  if (made?.limit !== undefined) return `shares are not known: ${made.limit}`;
  const isFixed = made?.algorithm === 'source' || made?.cases[0].now.rotation.kind !== 'several';
  return isFixed
    ? undefined
    : `balance ${made?.algorithm} gives no server a fixed share of the agents`;
}

function shareIn({ versions, now, home }: RoutedCase, at: number): string {
  const where = versions === undefined ? '' : ` (HAProxy ${versions})`;
  const [share = 0, ready = 0] = [now, home].map(
    (choice) => (countHashes(choice)[at] ?? 0) / hashValues,
  );
  if (share === 0 && ready > 0)
    return `no agents now, ${percent(ready)} of them once it is ready${where}`;
  return share === 0 ? `no agents${where}` : `${percent(share)} of all agents${where}`;
}
