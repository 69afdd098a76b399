import { readHashType } from '../haproxy/model/hash-type.ts';
import type { SelectionPool, SelectionServer } from '../haproxy/selection/model.ts';
import { expectedMoved } from '../haproxy/selection/movement.ts';
import { prepareSelection, type Selection } from '../haproxy/selection/selection.ts';
import type { PathAgents, PoolAgents } from './agents.ts';
import { getOrCompute, pathShape, type ShapeCache } from './cache.ts';

/** Another way to make a change, and the share of all possible clients that would move then, 0 to 1. */
export interface Advice {
  readonly kind: 'append' | 'ids' | 'consistent';
  readonly moved: number;
  /** Of "consistent": the share that moves once, when the pool is changed to it. */
  readonly once?: number;
}

/** What is worth saying: one client of a hundred. */
const worth = 0.01;

/** A ring of more servers than these, of weight 100, takes seconds to make. */
const maxRinged = 1000;

const consistent = readHashType(['consistent']);

/** What would avoid moves that only the hash causes; each share is computed, and listed only where it is smaller. */
export function adviceFor(
  { before, after, machines, unknown }: PoolAgents,
  path: PathAgents,
  cache: ShapeCache,
): readonly Advice[] {
  const found = path.movement;
  if (unknown !== undefined || found === undefined || found.byHash < worth) return [];
  // No order and no id spares what the names of other machines cost.
  if (machines.exchanged.length > 0) return [];
  const isSource = [before, after].every(({ read }) => read.algorithm === 'source');
  if (!isSource) return [];
  const { isMapped } = path;
  const shape = pathShape(
    { selection: before.selection, isMapped: isMapped.before },
    { selection: after.selection, isMapped: isMapped.after },
  );
  return getOrCompute(cache.advice, shape, () =>
    computeAdvice(before.selection, after.selection, isMapped, found.moved),
  );
}

function computeAdvice(
  one: Selection,
  other: Selection,
  isMapped: PathAgents['isMapped'],
  now: number,
): Advice[] {
  const moved = (from: Selection, to: Selection) =>
    expectedMoved(
      { selection: from, isMapped: isMapped.before },
      { selection: to, isMapped: isMapped.after },
    );
  const kept = keepOrder(one.pool, other.pool);
  const advice: Advice[] = [];
  const keptMoves = moved(one, prepareSelection(kept));
  if (keptMoves < now - worth) {
    const isRing = one.pool.hashType.method === 'consistent';
    advice.push({ kind: isRing ? 'ids' : 'append', moved: keptMoves });
  }
  // A change to a ring is that advice, and one away from it was decided.
  if ([one, other].some(({ pool }) => pool.hashType.method === 'consistent')) return advice;
  if (kept.servers.length > maxRinged) return advice;
  const [first, second] = [
    prepareSelection(toConsistent(one.pool)),
    prepareSelection(toConsistent(kept)),
  ];
  const ringMoves = moved(first, second);
  if (ringMoves < Math.min(now, keptMoves) - worth) {
    advice.push({ kind: 'consistent', moved: ringMoves, once: moved(one, first) });
  }
  return advice;
}

/** The servers after the change: in the old order with their old ids, new ones behind with new ids. */
function keepOrder(before: SelectionPool, after: SelectionPool): SelectionPool {
  const places = new Map(before.servers.map(({ name }, at) => [name, at]));
  const placeOf = ({ name }: SelectionServer) => places.get(name) ?? Number.POSITIVE_INFINITY;
  const isOld = ({ name }: SelectionServer) => places.has(name);
  const old = after.servers.filter(isOld).sort((a, b) => placeOf(a) - placeOf(b));
  let last = before.servers.reduce((most, { id }) => Math.max(most, id ?? 0), 0);
  const servers = [
    ...old.map((server) => ({ ...server, id: before.servers[placeOf(server)]?.id })),
    ...after.servers
      .filter((server) => !isOld(server))
      .map((server) => {
        last += 1;
        return { ...server, id: last };
      }),
  ];
  return { ...after, servers };
}

/** The pool with a ring, and with weights of about 100, which spread clients evenly. */
function toConsistent(pool: SelectionPool): SelectionPool {
  const most = pool.servers.reduce((weight, server) => Math.max(weight, server.weight), 1);
  const scaled = (weight: number) =>
    weight === 0 ? 0 : Math.max(1, Math.round((100 * weight) / most));
  const servers = pool.servers.map(({ ringBase: _, ...server }) => ({
    ...server,
    weight: scaled(server.weight),
  }));
  return { ...pool, hashType: consistent, servers };
}
