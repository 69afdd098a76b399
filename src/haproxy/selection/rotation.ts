import { commonDivisor } from '../facts/slots.ts';
import type { SelectionPool, SelectionServer } from './model.ts';

/** Who takes clients: positions in the servers of a pool. */
export type Rotation =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'one'; readonly server: number; readonly isBackup: boolean }
  | { readonly kind: 'several'; readonly servers: readonly number[]; readonly areBackups: boolean };

/** The weight that counts now. */
export function weightOf({ weight, currentWeight }: SelectionServer): number {
  return currentWeight ?? weight;
}

/** Whether a server can take clients at all. */
export function isUsable(server: SelectionServer): boolean {
  return server.state === 'ready' && weightOf(server) > 0;
}

/**
 * Who takes clients (configuration manual 4.2 "option allbackups", 5.2 "backup"): the usable servers
 * that are no backups; where there are none, the first usable backup, or all with `option allbackups`.
 */
export function rotationOf(pool: SelectionPool): Rotation {
  const usable = [...pool.servers.keys()].filter((at) => isUsableAt(pool, at));
  const active = usable.filter((at) => pool.servers[at]?.isBackup !== true);
  const backups = usable.filter((at) => pool.servers[at]?.isBackup === true);
  const areBackups = active.length === 0;
  const servers = areBackups ? backups : active;
  const [first] = servers;
  if (first === undefined) return { kind: 'nobody' };
  if (servers.length === 1) return { kind: 'one', server: first, isBackup: areBackups };
  if (!areBackups || pool.usesAllBackups) return { kind: 'several', servers, areBackups };
  return { kind: 'one', server: soleBackup(pool, servers, first), isBackup: true };
}

function isUsableAt({ servers }: SelectionPool, at: number): boolean {
  const server = servers[at];
  return server !== undefined && isUsable(server);
}

/**
 * The backup that takes everything. With a map it is not always the first: the map is as long as the
 * first one's weight and only its first place is used, which goes to a backup that weighs a multiple of
 * the first one (map_set_server_status_down and recalc_server_map, 2.2 and later).
 */
function soleBackup(pool: SelectionPool, backups: readonly number[], first: number): number {
  if (pool.hashType.method === 'consistent') return first;
  const weights = mapWeights(pool);
  const size = weights[first] ?? 1;
  if (size === 1) return first;
  const rankOf = (at: number) => Math.floor(((weights[at] ?? 0) + size) / size);
  return backups.reduce((best, at) => (rankOf(at) > rankOf(best) ? at : best));
}

/** The weights of a map: over the divisor of all written weights, those of unusable servers too. */
export function mapWeights({ servers }: SelectionPool): number[] {
  const divisor = commonDivisor(servers.map(({ weight }) => weight));
  return servers.map((server) => Math.ceil(weightOf(server) / divisor));
}
