import { formatVersion, type Version } from '../haproxy/facts/versions.ts';
import type { Service } from '../haproxy/model/services.ts';
import type { ClientListener } from '../haproxy/selection/listener.ts';
import type { Movement } from '../haproxy/selection/movement.ts';
import { ringScheme } from '../haproxy/selection/ring-scheme.ts';
import type { Selection } from '../haproxy/selection/selection.ts';
import { countHashes, hashValues } from '../haproxy/selection/share.ts';
import { movementOf, type ShapeCache } from './cache.ts';
import { type Machines, machinesOf, type NamedPoint } from './machines.ts';
import { type PoolSelection, selectionOf, unpredictableReason } from './pool-selection.ts';
import type { RuntimeSelection } from './runtime-selection.ts';

/** A pool on both sides, as its agents reach it. */
export interface PoolAgents {
  readonly pool: string;
  readonly before: PoolSelection;
  readonly after: PoolSelection;
  /** What the servers of both sides are called in the choosers. */
  readonly machines: Machines;
  /** Why nobody can say who moves; undefined where it can be said. */
  readonly unknown: string | undefined;
  /** What must hold for the answers to be right. */
  readonly conditions: readonly string[];
  /** One for each kind of bind; two where IPv4 clients are seen in two ways. */
  readonly paths: readonly PathAgents[];
}

/** A way to reach a pool, and whom the change moves on it. */
export interface PathAgents {
  /** The bind, where there are several ways; both where IPv4 clients are seen otherwise on it. */
  readonly bind: string | undefined;
  readonly isMapped: { readonly before: boolean; readonly after: boolean };
  /** Of all possible clients; undefined where nobody can say. */
  readonly movement: Movement | undefined;
}

/** The share of all possible clients that a server has, 0 to 1. */
export interface ServerShare {
  readonly server: string;
  readonly before: number;
  readonly after: number;
}

/** The versions of HAProxy before and after a change. */
export interface Versions {
  readonly before: Version;
  readonly after: Version;
}

/** Makes a pool ready for questions about its agents; how its servers run counts where that is known. */
export function poolAgents(
  before: Service,
  after: Service,
  versions: Versions,
  cache: ShapeCache,
  running?: RuntimeSelection,
): PoolAgents {
  const machines = machinesOf(
    running === undefined ? before.back.servers : runningPoints(running, 'before'),
    running === undefined ? after.back.servers : runningPoints(running, 'after'),
  );
  const one = selectionOf(
    before,
    ringScheme(versions.before) ?? 'id',
    cache,
    machines.before,
    running?.before,
  );
  const other = selectionOf(
    after,
    ringScheme(versions.after) ?? 'id',
    cache,
    machines.after,
    running?.after,
  );
  const unknown = unpredictableReason(one) ?? unpredictableReason(other);
  const conditions = new Set([
    ...one.read.conditions,
    ...other.read.conditions,
    ...(running?.conditions ?? []),
    ...[one, other].flatMap(({ selection }, at) =>
      ringCondition(selection, at === 0 ? versions.before : versions.after),
    ),
  ]);
  const paths = pathsOf(one.read.listeners, other.read.listeners);
  return {
    pool: after.name,
    before: one,
    after: other,
    machines,
    unknown,
    conditions: unknown === undefined ? [...conditions] : [],
    paths: paths.map((path) => ({
      ...path,
      movement: unknown === undefined ? pathMovement(one, other, path, cache) : undefined,
    })),
  };
}

function runningPoints(running: RuntimeSelection, side: 'before' | 'after'): NamedPoint[] {
  const points = running.points[side];
  return running[side].flatMap(({ name }, at): NamedPoint[] => {
    const point = points[at];
    return point === undefined ? [] : [{ name, point }];
  });
}

/** The ring is up to a patch of HAProxy that is not known. */
function ringCondition({ table }: Selection, version: Version): string[] {
  if (table.kind !== 'ring' || ringScheme(version) !== undefined) return [];
  return [
    `HAProxy ${formatVersion(version)} is a recent patch release (write the exact version in haproxy.running)`,
  ];
}

function pathMovement(
  { selection: before }: PoolSelection,
  { selection: after }: PoolSelection,
  { isMapped }: Omit<PathAgents, 'movement'>,
  cache: ShapeCache,
): Movement {
  return movementOf(
    { selection: before, isMapped: isMapped.before },
    { selection: after, isMapped: isMapped.after },
    cache,
  );
}

/** How IPv4 clients are seen on both sides, by each bind and the one that was in its place. */
function pathsOf(
  before: readonly ClientListener[],
  after: readonly ClientListener[],
): Omit<PathAgents, 'movement'>[] {
  const [one, other] = [before.filter(takesIpv4), after.filter(takesIpv4)];
  const left = new Set(one);
  const paths = new Map<string, Omit<PathAgents, 'movement'>>();
  const add = (was: ClientListener | undefined, is: ClientListener | undefined) => {
    const isMapped = { before: seesMapped(was), after: seesMapped(is) };
    const key = `${isMapped.before} ${isMapped.after}`;
    if (!paths.has(key)) paths.set(key, { bind: bindText(was, is), isMapped });
  };
  const [ofOne, ofOther] = [counterparts(one), counterparts(other)];
  for (const is of other) {
    const was = ofOne(is);
    if (was !== undefined) left.delete(was);
    add(was, is);
  }
  for (const was of left) add(was, ofOther(was));
  if (paths.size === 0) add(undefined, undefined);
  const found = [...paths.values()];
  return found.length === 1 ? found.map((path) => ({ ...path, bind: undefined })) : found;
}

function takesIpv4({ ipv4 }: ClientListener): boolean {
  return ipv4 !== undefined;
}

function seesMapped(listener: ClientListener | undefined): boolean {
  return listener?.ipv4 === 'mapped';
}

/** Finds the listener that clients of one on the other side come to: the same, one at its port, one of its kind. */
function counterparts(
  listeners: readonly ClientListener[],
): (one: ClientListener) => ClientListener | undefined {
  const keysOf = ({ text, ipv4 }: ClientListener) => [
    `${ipv4} at ${text}`,
    text.slice(text.lastIndexOf(':')),
    `${ipv4}`,
  ];
  const known = new Map<string, ClientListener>();
  for (const listener of listeners.toReversed()) {
    for (const key of keysOf(listener)) known.set(key, listener);
  }
  return (one) => {
    const found = keysOf(one).find((key) => known.has(key));
    return found === undefined ? listeners[0] : known.get(found);
  };
}

/** Clients of a bind that is written in another way come by both. */
function bindText(
  was: ClientListener | undefined,
  is: ClientListener | undefined,
): string | undefined {
  if (was === undefined || is === undefined || was.ipv4 === is.ipv4) return (is ?? was)?.text;
  return `${was.text} -> ${is.text}`;
}

/** The shares of all servers of both sides, in the order of the second one. */
export function sharesOf({ before, after }: PoolAgents): ServerShare[] {
  const [one, other] = [shares(before.selection), shares(after.selection)];
  const names = new Set([...other.keys(), ...one.keys()]);
  return [...names].map((server) => ({
    server,
    before: one.get(server) ?? 0,
    after: other.get(server) ?? 0,
  }));
}

/** The part of all clients that each server takes, 0 to 1. */
function shares(selection: Selection): Map<string, number> {
  const counts = countHashes(selection);
  return new Map(
    selection.pool.servers.map(({ name }, at) => [name, (counts[at] ?? 0) / hashValues]),
  );
}
