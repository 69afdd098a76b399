import type { Version } from '../haproxy/facts/versions.ts';
import type { Pair } from '../haproxy/model/pair.ts';
import type { Service } from '../haproxy/model/services.ts';
import type { Running } from '../haproxy/process/running.ts';
import { poolsOf, type RunningPools } from '../haproxy/process/running-pools.ts';
import type { RuntimeCommand } from '../haproxy/process/runtime-command.ts';
import { ringScheme } from '../haproxy/selection/ring-scheme.ts';
import { adviceFor } from '../predict/advice.ts';
import { type AffinityChange, affinityChange } from '../predict/affinity.ts';
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
import { commandsOf } from './actions/order-commands.ts';
import { caRisks, standbyCas } from './ca-risk.ts';
import { type Action, type ConfigurationChange, strongestAction } from './change.ts';
import { type CommandSocket, commandSocket } from './command-socket.ts';
import { compareSides } from './compare.ts';
import { type Drift, driftsOf } from './drift.ts';
import { listenerRisks } from './listeners.ts';
import { machineRisk } from './machine-risk.ts';
import {
  type MovedListener,
  movedListeners,
  movedRisks,
  withDistinctServers,
} from './moved-listeners.ts';
import { poolRuntime } from './pool-runtime.ts';
import {
  checkRisks,
  compareCapacity,
  type PoolCapacity,
  type Risk,
  rotationRisk,
} from './risks.ts';
import type { Sides } from './server-changes.ts';

/** What is asked beside the two configurations. */
export interface PreviewOptions {
  /** The HAProxy that a side is for where no inventory says it. */
  readonly version: Version;
  /** The clients whose moves are asked for, single addresses; undefined where all are meant. */
  readonly clients: readonly Client[] | undefined;
  /** What there is to say of days that have passed. */
  readonly dates: readonly string[];
  /** What runs; undefined where nobody asked. */
  readonly running: Running | undefined;
}

/** Everything that would change, and what that means. */
export interface Preview {
  readonly before: string;
  readonly after: string;
  readonly version: Version;
  readonly changes: readonly ConfigurationChange[];
  readonly action: Action['kind'];
  /** For a stats socket of level admin, to make the change; none where one of the changes needs a reload. */
  readonly commands: readonly RuntimeCommand[];
  /** Where the commands can be sent; undefined where no stats socket takes them, so that a reload is needed. */
  readonly socket: CommandSocket | undefined;
  readonly risks: readonly Risk[];
  /** What runs, and where it is other than the old configuration says; undefined where nobody asked. */
  readonly running: RunningPreview | undefined;
  /** The pools in which something changes. */
  readonly pools: readonly PoolPreview[];
}

/** What runs beside the old configuration. */
export interface RunningPreview {
  readonly source: Running;
  readonly drifts: readonly Drift[];
}

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

/** Says what changes from one configuration to the other, what it needs, and whom it moves. */
export function previewOf(sides: Sides, options: PreviewOptions): Preview {
  const versions = versionsOf(sides, options);
  const running = options.running && poolsOf(options.running);
  const speaking = options.running?.version ?? versions.after;
  const { changes, sections } = compareSides(sides, speaking, running);
  const strongest = strongestAction(changes);
  const socket = commandSocket(sides.before, options.running);
  const action = strongest === 'runtime' && socket === undefined ? 'reload' : strongest;
  const drifts = running === undefined ? [] : driftsOf(sides, sections, running);
  const touched = new Set(changes.map(({ section }) => section));
  // A reload is made for all pools at once.
  if (action === 'reload') for (const { pool } of drifts) touched.add(pool);
  const switched = caRisks(sides, sections, { running, action });
  const caNames = new Set(switched.map(({ pool }) => pool));
  const compared = comparePools(sides, sections, touched, {
    ...{ versions, running, action },
    clients: options.clients,
  });
  return {
    before: sides.before.name,
    after: sides.after.name,
    version: versions.after,
    changes,
    action,
    commands: strongest === 'runtime' ? commandsOf(changes, standbyCas(sides, sections)) : [],
    socket,
    risks: [
      ...switched,
      // A CA that moves to another machine is said there.
      ...compared.risks.filter(({ kind, pool }) => kind !== 'machine' || !caNames.has(pool)),
      ...listenerRisks(sections, sides.before, sides.after),
      ...checkRisks(changes, sections),
      ...options.dates.map((message): Risk => ({ kind: 'date', pool: undefined, message })),
    ],
    running: options.running && { source: options.running, drifts },
    pools: compared.pools,
  };
}

/** The version that runs is known best, and to the patch where the inventory says only the series. */
function versionsOf({ before, after }: Sides, { running, version }: PreviewOptions): Versions {
  const meant = after.version ?? version;
  const runs = running?.version;
  const isSeries = runs?.major === meant.major && runs.minor === meant.minor;
  return {
    before: runs ?? before.version ?? version,
    after: isSeries && meant.patch === undefined ? runs : meant,
  };
}

interface Circumstances {
  readonly versions: Versions;
  readonly running: RunningPools | undefined;
  readonly action: Action['kind'];
  readonly clients: readonly Client[] | undefined;
}

/** What the change means to the pools that it touches, and to others where clients move all the same. */
function comparePools(
  sides: Sides,
  sections: readonly Pair<Service>[],
  touched: ReadonlySet<string>,
  { versions, running, action, clients }: Circumstances,
): Pick<Preview, 'risks' | 'pools'> {
  const isOtherRing = ringScheme(versions.before) !== ringScheme(versions.after);
  const risks: Risk[] = [];
  const pools: PoolPreview[] = [];
  const cache = emptyCache();
  const { moved, left } = movedListeners(sides, sections);
  for (const { before, after } of sections) {
    if (before === undefined || after === undefined || !hasServers(before, after)) continue;
    if (left.has(before.back)) continue;
    if (!touched.has(after.name) && !isOtherRing) continue;
    const live = poolRuntime(sides, { before, after }, running, action);
    const agents = poolAgents(before, after, versions, cache, live);
    const capacity = compareCapacity(after.name, agents.before, agents.after, cache);
    risks.push(
      ...rotationRisk(capacity, byLabel(agents.machines, after.back.servers), sides.after),
      ...machineRisk(agents, capacity, { before, after }),
    );
    if (!touched.has(after.name) && !isMoving(agents)) continue;
    const affinity = affinityChange({ before, after }, agents);
    pools.push({ ...poolPreview(agents, capacity, clients, cache), affinity });
  }
  for (const listener of moved) {
    const found = compareMoved(sides, sections, listener, { versions, running, clients, cache });
    risks.push(...found.risks);
    pools.push(...found.pools);
  }
  return { risks, pools };
}

/** What it means to clients that they come to another section by the same address. */
function compareMoved(
  sides: Sides,
  sections: readonly Pair<Service>[],
  moved: MovedListener,
  { versions, running, clients, cache }: Omit<Circumstances, 'action'> & { cache: ShapeCache },
): Pick<Preview, 'risks' | 'pools'> {
  const listener = withDistinctServers(moved);
  const { before, after, text, condition } = listener;
  const live = listener === moved ? poolRuntime(sides, listener, running, 'reload') : undefined;
  const agents = poolAgents(before, after, versions, cache, live);
  const capacity = compareCapacity(after.name, agents.before, agents.after, cache);
  const risks = movedRisks(sides, sections, listener, { capacity, machines: agents.machines });
  const affinity = affinityChange(listener, agents);
  const isShown = condition.length === 0 && (isMoving(agents) || affinity !== undefined);
  if (!isShown) return { risks, pools: [] };
  const paths = agents.paths.map((path) => ({ ...path, bind: path.bind ?? text }));
  const shown = poolPreview({ ...agents, paths }, capacity, clients, cache);
  return { risks, pools: [{ ...shown, affinity }] };
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

/** Whether the two configurations mean the same to HAProxy, and to every client. */
export function isSame({ changes, pools }: Preview): boolean {
  return changes.length === 0 && pools.length === 0;
}

/** Whether only a stats socket of level admin is missing that would make a reload unnecessary. */
export function lacksSocket({ action, commands }: Preview): boolean {
  return action === 'reload' && commands.length > 0;
}

/** Whether something runs otherwise than the old configuration says. */
export function hasDrift({ running }: Preview): boolean {
  return running !== undefined && running.drifts.length > 0;
}
