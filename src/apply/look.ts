import { driftFieldsOf } from '../diff/drift-fields.ts';
import type { Side } from '../diff/side.ts';
import { runningValue, serverValue, type Value } from '../diff/value.ts';
import type { ProxySection } from '../haproxy/model/proxies.ts';
import { isDown, type RunningServer } from '../haproxy/process/running.ts';
import { poolsOf, type RunningPool } from '../haproxy/process/running-pools.ts';
import { type StatServer, takesNewClients } from '../haproxy/process/show-stat.ts';
import { takesClients } from '../haproxy/selection/read.ts';
import { isOf, type RecordedState } from './states.ts';
import type { Drain, PoolStatus, ServerDifference } from './status.ts';

/** What runs, and what is known of it. */
export interface Looked {
  readonly running: readonly RunningServer[];
  readonly stats: readonly StatServer[];
  /** The proxies of files that other people own. */
  readonly others: ReadonlySet<string>;
}

/** Servers that run in another way than the inventory says: by what was set, or because their check failed. */
export function serverDifferences({ proxies }: Side, looked: Looked): ServerDifference[] {
  const pools = poolsOf({ servers: looked.running });
  const changed = new Map(looked.stats.map((row) => [`${row.pool}/${row.server}`, row.changed]));
  const since = (pool: string, server: string) => changed.get(`${pool}/${server}`);
  const own = new Set(proxies.proxies.map(({ name }) => name));
  return [
    ...proxies.proxies.flatMap((proxy) => {
      const running = pools.get(proxy.name);
      if (running !== undefined) return poolDifferences(proxy, running, since);
      return proxy.servers.length === 0
        ? []
        : [wholePool(proxy.name, sectionValue(proxy.servers.length), undefined)];
    }),
    ...[...pools].flatMap(([pool, servers]) =>
      own.has(pool) || looked.others.has(pool)
        ? []
        : [wholePool(pool, undefined, sectionValue(servers.size))],
    ),
  ];
}

function sectionValue(servers: number): Value {
  return { kind: 'section', listens: [], servers };
}

function wholePool(
  pool: string,
  inventory: Value | undefined,
  runtime: Value | undefined,
): ServerDifference {
  return { ...{ pool, server: undefined, what: 'section' }, inventory, runtime, since: undefined };
}

type Since = (pool: string, server: string) => number | undefined;

function poolDifferences(
  { name: pool, servers }: ProxySection,
  running: RunningPool,
  since: Since,
): ServerDifference[] {
  const names = new Set(servers.map(({ name }) => name));
  const none = undefined;
  return [
    ...servers.flatMap((server): ServerDifference[] => {
      const row = running.get(server.name);
      const of = { pool, server: server.name };
      if (row === undefined) {
        const inventory = serverValue(server);
        return [{ ...of, what: 'server', inventory, runtime: none, since: none }];
      }
      const fields = driftFieldsOf(server, row).filter(({ isSame }) => !isSame);
      const set = fields.map(({ what, built, running: runtime }): ServerDifference => {
        const at = what === 'state' ? since(pool, server.name) : none;
        return { ...of, what, inventory: built, runtime, since: at };
      });
      if (!isDown(row) || row.wanted !== 'ready' || !takesClients(server)) return set;
      const at = since(pool, server.name);
      return [...set, { ...of, what: 'health', inventory: 'UP', runtime: 'DOWN', since: at }];
    }),
    ...[...running.values()]
      .filter(({ name }) => !names.has(name))
      .map((row): ServerDifference => {
        const of = { pool, server: row.name };
        return { ...of, what: 'server', inventory: none, runtime: runningValue(row), since: none };
      }),
  ];
}

/** The pools of an inventory, by the servers that take new clients now. */
export function poolStatuses({ proxies }: Side, stats: readonly StatServer[]): PoolStatus[] {
  return proxies.proxies.flatMap(({ name, servers }) => {
    if (servers.length === 0) return [];
    const rows = stats.filter(({ pool }) => pool === name);
    const inRotation = rows.filter(takesNewClients).length;
    return [
      { pool: name, servers: servers.length, inRotation, isWanted: servers.some(takesClients) },
    ];
  });
}

/**
 * Servers that are meant to be out of rotation: by hand, as it was recorded, or by the inventory, in which a day counts
 * until its end.
 */
export function drainsOf(
  side: Side,
  states: readonly RecordedState[],
  now: { readonly at: Date; readonly today: string },
): Drain[] {
  const byHand = states.map(({ proxy: pool, server, state, by, since, ...why }): Drain => {
    const isOver = why.until !== undefined && Date.parse(why.until) < now.at.getTime();
    const { reason, until, ticket } = why;
    return { pool, server, state, by, since, reason, until, ticket, isOver };
  });
  const planned = side.proxies.proxies.flatMap(({ name: pool, servers }) =>
    servers.flatMap((server): Drain[] => {
      const state = side.wantedState(pool, server);
      const isByHand = states.some(isOf({ proxy: pool, server: server.name }));
      if (state === 'ready' || isByHand) return [];
      const { reason, until } = side.whyOut(pool, server) ?? {};
      const isOver = until !== undefined && until < now.today;
      const nobody = { by: undefined, since: undefined, ticket: undefined };
      return [{ pool, server: server.name, state, ...nobody, reason, until, isOver }];
    }),
  );
  return [...byHand, ...planned];
}
