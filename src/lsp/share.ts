import { percent } from '../diff/danger.ts';
import { countHashes, hashValues } from '../haproxy/choice/share.ts';
import type { Inventory, Pool, Server } from '../inventory/model.ts';
import { type RoutedCase, type RoutedPool, routedPools } from '../route/pools.ts';
import { plain } from './markup.ts';

const routed = new WeakMap<Pool, RoutedPool>();

function routedPool(inventory: Inventory, pool: Pool): RoutedPool | undefined {
  const known = routed.get(pool);
  if (known !== undefined) return known;
  const [made] = routedPools({ ...inventory, pools: [pool] }, undefined);
  if (made !== undefined) routed.set(pool, made);
  return made;
}

/** The share of all agents that a server gets, in a sentence; the pool must be whole. */
export function describeShare(inventory: Inventory, pool: Pool, server: Server): string {
  const made = routedPool(inventory, pool);
  const at = pool.servers.indexOf(server);
  if (made === undefined || at === -1) return '';
  if (made.prevented !== undefined) return `Its share is not known: ${plain(made.prevented)}.`;
  if (made.cases[0].now.rotation.kind === 'several' && made.algorithm !== 'source') {
    return `\`balance ${made.algorithm}\` gives no server a fixed share of the agents.`;
  }
  const shares = made.cases.map((one) => shareIn(one, at));
  const when = made.conditions.map((condition) => `, as long as ${plain(condition)}`).join('');
  return `${shares.join('; ')}${when}.`;
}

function shareIn({ versions, now, home }: RoutedCase, at: number): string {
  const where = versions === undefined ? '' : ` (HAProxy ${versions})`;
  const [share = 0, ready = 0] = [now, home].map(
    (choice) => (countHashes(choice)[at] ?? 0) / hashValues,
  );
  if (share === 0 && ready > 0)
    return `No agents now, ${percent(ready)} of them once it is ready${where}`;
  return share === 0 ? `No agents${where}` : `${percent(share)} of all agents${where}`;
}
