import { readMilliseconds } from '../haproxy/model/number.ts';
import { keptPairs, type Pair } from '../haproxy/model/pair.ts';
import { pairServers } from '../haproxy/model/pair-servers.ts';
import type { Service } from '../haproxy/model/services.ts';
import { takesClients } from '../haproxy/selection/read.ts';
import { roles } from '../inventory/roles.ts';
import type { Action } from './change.ts';
import type { Sides } from './server-changes.ts';
import type { Side } from './side.ts';

/** Connections of a pool, open for days, that a change leaves where they are. */
export interface OpenConnections {
  readonly pool: string;
  /** In the process from before the reload, or on servers that leave rotation while it runs. */
  readonly stay: 'old-worker' | 'server';
  /** The servers that leave rotation, by the names that the running HAProxy has. */
  readonly servers: readonly string[];
  /** Milliseconds after which HAProxy ends the old process; undefined where it never does. */
  readonly hardStop: number | undefined;
}

/** The connections of PCP pools that outlive a change: by a reload all of them, by commands those of servers that leave. */
export function openConnections(
  sides: Sides,
  sections: readonly Pair<Service>[],
  action: Action['kind'],
): OpenConnections[] {
  if (action === 'nothing') return [];
  const hardStop = hardStopOf(sides.before);
  return keptPairs(sections).flatMap(({ before, after }): OpenConnections[] => {
    if (!isPcp(sides.before, before) && !isPcp(sides.after, after)) return [];
    const servers = leavingServers(before, after);
    const base = { pool: after.name, servers, hardStop };
    if (action === 'reload') return [{ ...base, stay: 'old-worker' }];
    return servers.length === 0 ? [] : [{ ...base, stay: 'server' }];
  });
}

/** An orchestrator keeps one connection to each agent; a haproxy.cfg tells it by the port alone. */
function isPcp(side: Side, { name, back: { servers } }: Service): boolean {
  return side.isPcpPool(name) || servers.some(({ point }) => point.port === roles.pcp.port);
}

function leavingServers(before: Service, after: Service): string[] {
  return pairServers(before, after).flatMap((pair) => {
    if (pair.before === undefined || !takesClients(pair.before)) return [];
    return pair.after !== undefined && takesClients(pair.after) ? [] : [pair.before.name];
  });
}

/** The process that goes has read it from the old configuration. */
function hardStopOf({ proxies }: Side): number | undefined {
  const line = proxies.global.findLast(({ words: [first] }) => first?.text === 'hard-stop-after');
  return readMilliseconds(line?.words[1]?.text ?? '');
}
