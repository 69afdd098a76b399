import { keptPairs } from '../haproxy/model/pair.ts';
import { pairServers } from '../haproxy/model/pair-servers.ts';
import type { ProxyServer } from '../haproxy/model/proxies.ts';
import type { Service } from '../haproxy/model/services.ts';
import { isDown, type RunningServer } from '../haproxy/process/running.ts';
import type { RunningPool } from '../haproxy/process/running-pools.ts';
import type { SelectionServer, ServerState } from '../haproxy/selection/model.ts';
import { selectionServer } from '../haproxy/selection/read.ts';
import { listNames } from '../text/list-names.ts';
import type { ServerLocation } from './machines.ts';

/** What a change needs: nothing, commands on the stats socket, or a reload. */
export type ActionKind = 'nothing' | 'runtime' | 'reload';

/** The servers that take clients now, and after a change, as far as what runs tells. */
export interface RuntimeSelection {
  readonly before: readonly SelectionServer[];
  readonly after: readonly SelectionServer[];
  /** Where those servers are, in the same order. */
  readonly points: {
    readonly before: readonly ServerLocation[];
    readonly after: readonly ServerLocation[];
  };
  /** What is taken for granted. */
  readonly conditions: readonly string[];
}

/** A change of a pool, what runs in it, and how the change is made. */
interface Asked {
  readonly before: Service;
  readonly after: Service;
  readonly running: RunningPool;
  readonly action: ActionKind;
  /** Whether a start takes over the state of a server. */
  readonly isKept: (server: ProxyServer, what: 'state' | 'weight') => boolean;
}

/**
 * The servers before a change as they run, and after it: by commands everything stays that they do not
 * touch; a reload starts with what the file says. A server that is down is taken to stay down.
 */
export function runtimeSelection(asked: Asked): RuntimeSelection {
  const { before, after, running, action } = asked;
  const olds = new Map(before.back.servers.map((server) => [server.name, server]));
  const pairs = keptPairs(pairServers(before, after));
  const partners = new Map(pairs.map((pair) => [pair.before.name, pair.after]));
  const now = [...running.values()].map((row) => {
    const old = olds.get(row.name);
    return { row, old, next: old === undefined ? undefined : partners.get(old.name) };
  });
  const down = new Set<string>();
  const rows = new Map(
    now.flatMap(({ row, old, next }) =>
      next === undefined || old === undefined ? [] : [[next, { row, old }] as const],
    ),
  );
  const later = after.back.servers.map((server): Placed => {
    const own = rows.get(server);
    if (own === undefined) return { server: selectionServer(server), point: server.point };
    const made = action === 'reload' ? started(asked, server, own) : commanded(server, own);
    if (made.state === 'down') down.add(server.name);
    return {
      server: made,
      point: action === 'reload' ? server.point : commandedPoint(server, own),
    };
  });
  const names = new Set(after.back.servers.map(({ name }) => name));
  const strays = now.filter(({ row, old }) => old === undefined && !names.has(row.name));
  const placed = {
    before: now.map(({ row, old }) => placedAsItRuns(row, old)),
    after:
      action === 'reload'
        ? later
        : [
            ...later.filter((_, at) => isThere(after.back.servers[at], olds, running)),
            ...strays.map(({ row }) => placedAsItRuns(row, undefined)),
          ],
  };
  return {
    before: placed.before.map(({ server }) => server),
    after: placed.after.map(({ server }) => server),
    points: {
      before: placed.before.map(({ point }) => point),
      after: placed.after.map(({ point }) => point),
    },
    conditions: conditionsOf(down),
  };
}

/** A server and where it is. */
interface Placed {
  readonly server: SelectionServer;
  readonly point: ServerLocation;
}

function placedAsItRuns(row: RunningServer, old: ProxyServer | undefined): Placed {
  return { server: asItRuns(row, row.name, old), point: runningPoint(row, old) };
}

/** A written host name is not compared with what it resolves to, nor a port of the client with none. */
function runningPoint(
  { address, port }: RunningServer,
  old: ProxyServer | undefined,
): ServerLocation {
  if (address === undefined || (old !== undefined && old.point.host.kind !== 'ip')) {
    return old?.point ?? { host: { kind: 'socket', text: '-' }, port, offset: undefined };
  }
  const host = { kind: 'ip', family: address.includes(':') ? 6 : 4, text: address } as const;
  if (old?.point.port === undefined && old !== undefined) return { ...old.point, host };
  return { host, port, offset: undefined };
}

/** By commands an address changes only where the file has another one. */
function commandedPoint(server: ProxyServer, { row, old }: Own): ServerLocation {
  return server.point.text === old.point.text ? runningPoint(row, old) : server.point;
}

/** A server that was deleted while HAProxy ran comes back by a reload alone. */
function isThere(
  server: ProxyServer | undefined,
  olds: ReadonlyMap<string, ProxyServer>,
  running: RunningPool,
): boolean {
  return server === undefined || !olds.has(server.name) || running.has(server.name);
}

function asItRuns(row: RunningServer, name: string, old: ProxyServer | undefined): SelectionServer {
  return {
    name,
    id: row.id,
    weight: row.initialWeight,
    currentWeight: row.weight,
    isBackup: old?.isBackup ?? false,
    state: stateOf(row),
  };
}

function stateOf(row: RunningServer): ServerState {
  if (row.wanted !== 'ready') return row.wanted;
  if (row.isHeldOut) return 'maint';
  return isDown(row) ? 'down' : 'ready';
}

interface Own {
  readonly row: RunningServer;
  readonly old: ProxyServer;
}

/** After commands: what no command changes stays as it runs. */
function commanded(server: ProxyServer, { row, old }: Own): SelectionServer {
  const isSameState = server.isDisabled === old.isDisabled;
  const state = isSameState ? stateOf(row) : server.isDisabled ? 'maint' : stateWhenReady(row);
  const currentWeight = server.weight === old.weight ? row.weight : server.weight;
  return { ...asItRuns(row, server.name, server), currentWeight, state };
}

function stateWhenReady(row: RunningServer): ServerState {
  return isDown(row) ? 'down' : 'ready';
}

/** After a start with the new file, and with the state file where there is one. */
function started({ isKept }: Asked, server: ProxyServer, { row, old }: Own): SelectionServer {
  const made = selectionServer(server);
  const currentWeight = isKept(server, 'weight') ? row.weight : undefined;
  if (isKept(server, 'state')) return { ...made, currentWeight, state: stateOf(row) };
  const isSamePlace = server.point.text === old.point.text;
  const isStill = isDown(row) && isSamePlace && row.check === 'on' && server.isChecked;
  const state = made.state === 'ready' && isStill ? 'down' : made.state;
  return { ...made, currentWeight, state };
}

const maxNames = 3;

function conditionsOf(down: ReadonlySet<string>): string[] {
  if (down.size === 0) return [];
  const names = [...down];
  return [`${listNames(names, maxNames)} ${names.length === 1 ? 'stays' : 'stay'} down`];
}
