import type { SelectionPool } from '../haproxy/selection/model.ts';
import { type Movement, movement, type Reached } from '../haproxy/selection/movement.ts';
import { prepareSelection, type Selection } from '../haproxy/selection/selection.ts';
import type { Advice } from './advice.ts';

/** What was reckoned in a preview, by the shape of the pools: a fleet has many that differ in names alone. */
export interface ShapeCache {
  readonly choices: Map<string, Selection>;
  readonly movements: Map<string, Movement>;
  readonly advice: Map<string, readonly Advice[]>;
  /** What the busiest takes once one more fails. */
  readonly failures: Map<string, number | undefined>;
}

/** Nothing is reckoned yet. */
export function emptyCache(): ShapeCache {
  return { choices: new Map(), movements: new Map(), advice: new Map(), failures: new Map() };
}

/** What is known by a key, made where it isn't. */
export function getOrCompute<Value>(
  known: Map<string, Value>,
  key: string,
  make: () => Value,
): Value {
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = make();
  known.set(key, made);
  return made;
}

/** A pool made ready, with the table of one that differs in names alone. */
export function selectionFor(
  pool: SelectionPool,
  maxPoints: number,
  { choices }: ShapeCache,
): Selection {
  return { ...getOrCompute(choices, shapeOf(pool), () => prepareSelection(pool, maxPoints)), pool };
}

/** Who moves from one to the other, as from one pool to another that have their shapes. */
export function movementOf(before: Reached, after: Reached, { movements }: ShapeCache): Movement {
  return getOrCompute(movements, pathShape(before, after), () => movement(before, after));
}

/** The shape of two pools, and how IPv4 clients are seen in both. */
export function pathShape(before: Reached, after: Reached): string {
  return `${before.isMapped} ${after.isMapped} ${shapeOf(before.selection.pool, after.selection.pool)}`;
}

/** All that decides who takes a client; of names only which of them are the same. */
export function shapeOf(...pools: readonly SelectionPool[]): string {
  const numbers = new Map<string, number>();
  const numberOf = (name: string) => getOrCompute(numbers, name, () => numbers.size);
  const shapes = pools.map((pool) => ({
    ...pool,
    servers: pool.servers.map((server) => ({ ...server, name: numberOf(server.name) })),
  }));
  return JSON.stringify(shapes);
}
