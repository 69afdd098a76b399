import type { PoolPreview } from '../../diff/preview.ts';
import type { PathPreview } from '../../predict/flows.ts';

/** Which servers left or joined the rotation, as the reason why agents had to move. */
export function serversReason({ capacity: { before, after } }: PoolPreview): string {
  const without = (some: readonly string[], others: readonly string[]) => {
    const known = new Set(others);
    return some.filter((name) => !known.has(name));
  };
  const left = without(before.servers, after.servers);
  const joined = without(after.servers, before.servers);
  const parts = [
    ...(left.length === 0 ? [] : [`${namesOrCount(left)} left`]),
    ...(joined.length === 0 ? [] : [`${namesOrCount(joined)} joined`]),
  ];
  return parts.length === 0 ? 'the shares of servers changed' : parts.join(' and ');
}

function namesOrCount(names: readonly string[]): string {
  const [first = ''] = names;
  return names.length === 1 ? first : `${names.length} servers`;
}

/** Why agents moved that their server could have kept. */
export function hashReason({ agents }: PoolPreview, { isMapped }: PathPreview): string {
  const [one, other] = [agents.before, agents.after].map(
    ({ selection }) => selection.pool.hashType,
  );
  if (isMapped.before !== isMapped.after) return 'the bind changes how addresses are hashed';
  if (agents.machines.exchanged.length > 0) return 'servers have exchanged addresses';
  if (one?.method !== other?.method || one?.isAvalanche !== other?.isAvalanche) {
    return 'hash-type changed';
  }
  return one?.method === 'consistent'
    ? 'places on the hash ring changed'
    : 'of hash-type map-based';
}
