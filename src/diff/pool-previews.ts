import type { Pair } from '../haproxy/model/pair.ts';
import type { Service } from '../haproxy/model/services.ts';
import type { RunningPools } from '../haproxy/process/running-pools.ts';
import { ringScheme } from '../haproxy/selection/ring-scheme.ts';
import { adviceFor } from '../predict/advice.ts';
import {
  type AffinityChange,
  affinityChange,
  isTableEmptied,
  type Restart,
} from '../predict/affinity.ts';
import {
  type PoolAgents,
  poolAgents,
  type ServerShare,
  sharesOf,
  type Versions,
} from '../predict/agents.ts';
import { emptyCache, type ShapeCache } from '../predict/cache.ts';
import { moveClients } from '../predict/client-moves.ts';
import type { Client } from '../predict/clients/client.ts';
import type { PathPreview } from '../predict/flows.ts';
import { byLabel } from '../predict/machines.ts';
import { backupRisk } from './backup-risk.ts';
import type { Action } from './change.ts';
import { machineRisk } from './machine-risk.ts';
import {
  type MovedListener,
  movedListeners,
  movedRisks,
  withDistinctServers,
} from './moved-listeners.ts';
import { compareCapacity, type PoolCapacity, type Risk, rotationRisk } from './risks.ts';
import type { Sides } from './server-changes.ts';
import { poolRuntime } from './state-file.ts';

/** A pool in which something changes. */
export interface PoolPreview {
  readonly pool: string;
  readonly capacity: PoolCapacity;
  readonly agents: PoolAgents;
  /** What becomes of the fixed masters of all agents; undefined where they keep them, or who moves is known. */
  readonly affinity: AffinityChange | undefined;
  /** Empty where nobody can say. */
  readonly shares: readonly ServerShare[];
  readonly paths: readonly PathPreview[];
}

/** What a change means to pools, and what it takes from their clients. */
export interface ComparedPools {
  readonly risks: readonly Risk[];
  readonly pools: readonly PoolPreview[];
}

interface Circumstances {
  readonly versions: Versions;
  readonly running: RunningPools | undefined;
  readonly action: Action['kind'];
  readonly clients: readonly Client[] | undefined;
}

/** What the change means to the pools that it touches, and to others where clients move all the same. */
export function comparePools(
  sides: Sides,
  sections: readonly Pair<Service>[],
  touched: ReadonlySet<string>,
  { versions, running, action, clients }: Circumstances,
): ComparedPools {
  const isOtherRing = ringScheme(versions.before) !== ringScheme(versions.after);
  const risks: Risk[] = [];
  const pools: PoolPreview[] = [];
  const cache = emptyCache();
  const restart = restartOf(sides, action);
  const { moved, left } = movedListeners(sides, sections);
  for (const { before, after } of sections) {
    if (before === undefined || after === undefined || !hasServers(before, after)) continue;
    if (left.has(before.back)) continue;
    const isTouched = touched.has(after.name);
    const isEmptied = isTableEmptied({ before, after }, restart);
    if (!isTouched && !isEmptied && !isOtherRing) continue;
    const live = poolRuntime(sides, { before, after }, running, action);
    const agents = poolAgents(before, after, versions, cache, live);
    const capacity = compareCapacity(after.name, agents.before, agents.after, cache);
    const servers = byLabel(agents.machines, after.back.servers);
    risks.push(
      ...rotationRisk(capacity, servers, sides.after),
      ...backupRisk(agents, capacity, servers, sides.after),
      ...machineRisk(agents, capacity, { before, after }, restart),
    );
    const affinity = affinityChange({ before, after }, agents, restart);
    if (!isTouched && affinity === undefined && !isMoving(agents)) continue;
    pools.push({
      ...poolPreview(sayEmptied(agents, affinity), capacity, clients, cache),
      affinity,
    });
  }
  for (const listener of moved) {
    const found = compareMoved(sides, sections, listener, { versions, running, clients, cache });
    risks.push(...found.risks);
    pools.push(...found.pools);
  }
  return { risks, pools };
}

function restartOf({ before, after }: Sides, action: Action['kind']): Restart {
  return { before: before.proxies, after: after.proxies, isReloaded: action === 'reload' };
}

/** What it means to clients that they come to another section by the same address. */
function compareMoved(
  sides: Sides,
  sections: readonly Pair<Service>[],
  moved: MovedListener,
  { versions, running, clients, cache }: Omit<Circumstances, 'action'> & { cache: ShapeCache },
): ComparedPools {
  const listener = withDistinctServers(moved);
  const { before, after, text, condition } = listener;
  const live = listener === moved ? poolRuntime(sides, listener, running, 'reload') : undefined;
  const agents = poolAgents(before, after, versions, cache, live);
  const capacity = compareCapacity(after.name, agents.before, agents.after, cache);
  const risks = movedRisks(sides, sections, listener, { capacity, machines: agents.machines });
  const affinity = affinityChange(listener, agents, restartOf(sides, 'reload'));
  const isShown = condition.length === 0 && (isMoving(agents) || affinity !== undefined);
  if (!isShown) return { risks, pools: [] };
  const paths = agents.paths.map((path) => ({ ...path, bind: path.bind ?? text }));
  const shown = poolPreview({ ...agents, paths }, capacity, clients, cache);
  return { risks, pools: [{ ...shown, affinity }] };
}

/** Nobody can say where clients come out of a table that is empty, and not that it keeps them. */
function sayEmptied(agents: PoolAgents, affinity: AffinityChange | undefined): PoolAgents {
  if (affinity?.kind !== 'emptied') return agents;
  return { ...agents, unknown: 'the reload empties the stick table' };
}

function hasServers(before: Service, after: Service): boolean {
  return before.back.servers.length + after.back.servers.length > 0;
}

function isMoving({ paths }: PoolAgents): boolean {
  return paths.some(({ movement }) => movement !== undefined && movement.moved > 0);
}

function poolPreview(
  agents: PoolAgents,
  capacity: PoolCapacity,
  clients: readonly Client[] | undefined,
  cache: ShapeCache,
): Omit<PoolPreview, 'affinity'> {
  const isKnown = agents.unknown === undefined;
  return {
    pool: agents.pool,
    capacity,
    agents,
    shares: isKnown ? sharesOf(agents) : [],
    paths: agents.paths.map((path) => ({
      ...path,
      advice: adviceFor(agents, path, cache),
      clientMoves:
        isKnown && clients !== undefined ? moveClients(agents, path, clients) : undefined,
    })),
  };
}
