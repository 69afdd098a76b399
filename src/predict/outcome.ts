import { hashOf } from '../haproxy/selection/hash.ts';
import type { ServerState } from '../haproxy/selection/model.ts';
import { whyNotPredicted } from '../haproxy/selection/read.ts';
import { type Selection, serverAt } from '../haproxy/selection/selection.ts';
import type { RoutedPool } from './pools.ts';

/** Where a client comes out, and why in one clause. */
export type RouteOutcome =
  | {
      readonly kind: 'server';
      readonly server: string;
      /** The position of the server in its pool. */
      readonly at: number;
      readonly reason: string;
    }
  | { readonly kind: 'nobody'; readonly reason: string }
  | { readonly kind: 'unknown'; readonly reason: string };

/** Where the client of a key comes out of a choice. */
export function outcomeOf(
  pool: RoutedPool,
  selection: Selection,
  key: number,
  isMapped: boolean,
): RouteOutcome {
  const unknown = whyNotPredicted(pool, selection.rotation);
  if (unknown !== undefined) return { kind: 'unknown', reason: unknown };
  const { rotation, table, isAvalanched } = selection;
  if (rotation.kind === 'nobody') return { kind: 'nobody', reason: 'no server is in rotation' };
  const hash = hashOf(key, { isMapped, isAvalanched });
  const at = serverAt(table, hash);
  const reason = reasonOf(selection, hash, isMapped);
  return { kind: 'server', server: pool.servers[at] ?? '', at, reason };
}

function reasonOf(
  { rotation, table, isAvalanched }: Selection,
  hash: number,
  isMapped: boolean,
): string {
  if (rotation.kind === 'one') {
    return rotation.isBackup
      ? 'backup: no active server is in rotation'
      : 'only server in rotation';
  }
  if (table.kind !== 'map') return 'nearest point on the ring';
  const size = table.map.length;
  const what = isMapped ? 'mapped address' : 'address';
  return `${isAvalanched ? `mixed ${what}` : what} modulo ${size} is ${hash % size}`;
}

const words: Readonly<Record<ServerState, string>> = {
  ready: 'takes no clients',
  drain: 'is drained',
  maint: 'is in maintenance',
  down: 'is down',
};

/** How the server stands that a client would have if every server were ready; undefined where it has it. */
export function whyNotHome(
  pool: RoutedPool,
  selection: Selection,
  home: Selection,
  key: number,
  isMapped: boolean,
): string | undefined {
  if (home === selection) return undefined;
  const at = serverAt(home.table, hashOf(key, { isMapped, isAvalanched: home.isAvalanched }));
  const state = selection.pool.servers[at]?.state ?? 'ready';
  return state === 'ready' ? undefined : `${pool.servers[at]} ${words[state]}`;
}
