import type { Client } from '../clients/client.ts';
import { ringScheme } from '../haproxy/choice/ring-scheme.ts';
import type { Service } from '../haproxy/proxies/services.ts';
import { formatVersion, type Version } from '../haproxy/version.ts';
import { type Advice, adviceFor } from './advice.ts';
import {
  type AgentWay,
  type PoolAgents,
  poolAgents,
  type ServerShare,
  sharesOf,
  type Versions,
} from './agents.ts';
import { type Change, commandsOf, type Need, strongestNeed } from './change.ts';
import { compareSides } from './compare.ts';
import {
  checkDangers,
  compareCapacity,
  type Danger,
  type PoolCapacity,
  rotationDanger,
} from './danger.ts';
import { listenerDangers } from './listeners.ts';
import type { Sides } from './server-changes.ts';
import { type Visits, visitPool } from './visits.ts';

/** What is asked beside the two configurations. */
export interface Question {
  /** The HAProxy that a side is for where no inventory says it. */
  readonly version: Version;
  /** The clients whose moves are asked for, single addresses; undefined where all are meant. */
  readonly clients: readonly Client[] | undefined;
  /** What there is to say of days that have passed. */
  readonly dates: readonly string[];
}

/** Everything that would change, and what that means. */
export interface Preview {
  readonly before: string;
  readonly after: string;
  readonly version: string;
  readonly changes: readonly Change[];
  readonly need: Need['kind'];
  /** Lines for the runtime socket that make the change; none where a reload is needed. */
  readonly commands: readonly string[];
  readonly dangers: readonly Danger[];
  /** The pools in which something changes. */
  readonly pools: readonly PoolPreview[];
}

/** A pool in which something changes. */
export interface PoolPreview {
  readonly pool: string;
  readonly capacity: PoolCapacity;
  readonly agents: PoolAgents;
  /** Empty where nobody can say. */
  readonly shares: readonly ServerShare[];
  readonly ways: readonly WayPreview[];
}

/** What the change means to agents that come by one kind of bind. */
export interface WayPreview extends AgentWay {
  readonly advice: readonly Advice[];
  /** What becomes of the clients that were asked for. */
  readonly visits: Visits | undefined;
}

/** Says what changes from one configuration to the other, what it needs, and whom it moves. */
export function previewOf(sides: Sides, question: Question): Preview {
  const versions: Versions = {
    before: sides.before.version ?? question.version,
    after: sides.after.version ?? question.version,
  };
  const { changes, sections } = compareSides(sides, versions.after);
  const isOtherRing = ringScheme(versions.before) !== ringScheme(versions.after);
  const touched = new Set(changes.map(({ section }) => section));
  const asked = sections.filter(({ after }) => touched.has(after?.name ?? '') || isOtherRing);
  const dangers: Danger[] = [];
  const pools: PoolPreview[] = [];
  for (const { before, after } of asked) {
    if (before === undefined || after === undefined || !hasServers(before, after)) continue;
    const agents = poolAgents(before, after, versions);
    const capacity = compareCapacity(after.name, agents.before, agents.after);
    dangers.push(...rotationDanger(capacity, after.back.servers));
    if (!touched.has(after.name) && !isMoving(agents)) continue;
    pools.push(poolPreview(agents, capacity, question.clients));
  }
  dangers.push(...listenerDangers(sections, sides.before, sides.after), ...checkDangers(changes));
  for (const message of question.dates) dangers.push({ kind: 'date', pool: undefined, message });
  const need = strongestNeed(changes);
  return {
    before: sides.before.name,
    after: sides.after.name,
    version: formatVersion(versions.after),
    changes,
    need,
    commands: need === 'runtime' ? commandsOf(changes) : [],
    dangers,
    pools,
  };
}

function hasServers(before: Service, after: Service): boolean {
  return before.back.servers.length + after.back.servers.length > 0;
}

function isMoving({ ways }: PoolAgents): boolean {
  return ways.some(({ movement }) => movement !== undefined && movement.moved > 0);
}

function poolPreview(
  agents: PoolAgents,
  capacity: PoolCapacity,
  clients: readonly Client[] | undefined,
): PoolPreview {
  const isKnown = agents.unknown === undefined;
  return {
    pool: agents.pool,
    capacity,
    agents,
    shares: isKnown ? sharesOf(agents) : [],
    ways: agents.ways.map((way) => ({
      ...way,
      advice: adviceFor(agents, way),
      visits: isKnown && clients !== undefined ? visitPool(agents, way, clients) : undefined,
    })),
  };
}

/** Whether the two configurations mean the same to HAProxy, and to every client. */
export function isSame({ changes, pools }: Preview): boolean {
  return changes.length === 0 && pools.length === 0;
}
