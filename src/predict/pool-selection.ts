import type { Service } from '../haproxy/model/services.ts';
import type { RingScheme, SelectionServer } from '../haproxy/selection/model.ts';
import { type ReadSelection, readSelection, whyNotPredicted } from '../haproxy/selection/read.ts';
import type { Selection } from '../haproxy/selection/selection.ts';
import { type ShapeCache, selectionFor } from './cache.ts';
import type { Labelled } from './machines.ts';

/** A pool made ready to be asked who takes a client. */
export interface PoolSelection {
  readonly read: ReadSelection;
  readonly selection: Selection;
}

/** A ring of more points takes seconds, and half a gigabyte: 2,000 servers of weight 256. */
const maxPoints = 2 ** 23;

/**
 * Makes a section ready, its servers under the labels of their machines. Where it is known how the
 * servers run, that counts and not what is written of them.
 */
export function selectionOf(
  service: Service,
  ring: RingScheme,
  cache: ShapeCache,
  machines: readonly Labelled[],
  running?: readonly SelectionServer[],
): PoolSelection {
  const read = readSelection(service);
  const servers = (running ?? read.pool.servers).map((server, at) => ({
    ...server,
    name: machines[at]?.label ?? server.name,
  }));
  return { read, selection: selectionFor({ ...read.pool, servers, ring }, maxPoints, cache) };
}

/** Why nobody can say where clients come out; undefined where it can be said. */
export function unpredictableReason({ read, selection }: PoolSelection): string | undefined {
  const { table } = selection;
  if (read.limit === undefined && read.algorithm === 'source' && table.kind === 'unmade') {
    const [points, most] = [table.points, maxPoints].map((count) => count.toLocaleString('en'));
    return `its hash ring has ${points} points, more than ${most}; use smaller weights`;
  }
  return whyNotPredicted(read, selection.rotation);
}
