import { hashFlows } from '../haproxy/selection/flows.ts';
import type { Advice } from './advice.ts';
import type { PathAgents, PoolAgents } from './agents.ts';
import type { ClientMoves } from './client-moves.ts';

/** Where the clients of a pool go: those that were asked for, or parts of all, 0 to 1. */
export interface PoolFlows {
  readonly unit: 'agents' | 'share';
  /** Whether the shares are counted; undefined of agents, which always are. */
  readonly isExact: boolean | undefined;
  readonly total: number;
  readonly servers: readonly ServerFlow[];
  /** From which server to which; undefined where there are too many to follow. */
  readonly pairs: readonly PairFlow[] | undefined;
}

/** What a server has on both sides; without a name it is nobody. */
export interface ServerFlow {
  readonly server: string | undefined;
  readonly before: number;
  readonly after: number;
  /** What stays. */
  readonly kept: number;
}

/** Clients that leave one server for another. */
export interface PairFlow {
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly amount: number;
}

/** What the change means to agents that come by one kind of bind. */
export interface PathPreview extends PathAgents {
  readonly advice: readonly Advice[];
  /** What becomes of the clients that were asked for. */
  readonly clientMoves: ClientMoves | undefined;
}

/** More pairs than these are not followed one by one. */
const maxPairs = 48;

/** Where the clients of a pool go on one way to it; undefined where nobody can say. */
export function flowsOf(
  { before, after, unknown }: PoolAgents,
  { isMapped, clientMoves }: PathPreview,
): PoolFlows | undefined {
  if (unknown !== undefined) return undefined;
  if (clientMoves !== undefined) return clientFlows(clientMoves);
  const { servers, pairs, isExact } = hashFlows(
    { selection: before.selection, isMapped: isMapped.before },
    { selection: after.selection, isMapped: isMapped.after },
  );
  return {
    unit: 'share',
    isExact,
    total: 1,
    servers,
    pairs: followed(pairs?.map(([from, to, amount]) => ({ from, to, amount }))),
  };
}

function clientFlows({ total, moves, counts }: ClientMoves): PoolFlows {
  const gone = new Map<string | undefined, number>();
  const pairs = new Map<string | undefined, Map<string | undefined, number>>();
  for (const { from, to } of moves) {
    gone.set(from, (gone.get(from) ?? 0) + 1);
    const targets = pairs.get(from) ?? new Map<string | undefined, number>();
    pairs.set(from, targets.set(to, (targets.get(to) ?? 0) + 1));
  }
  const found = [...pairs].flatMap(([from, targets]) =>
    [...targets].map(([to, amount]) => ({ from, to, amount })),
  );
  return {
    unit: 'agents',
    isExact: undefined,
    total,
    servers: [...counts].map(([server, held]) => ({
      server,
      ...held,
      kept: held.before - (gone.get(server) ?? 0),
    })),
    pairs: followed(found),
  };
}

function followed(pairs: readonly PairFlow[] | undefined): readonly PairFlow[] | undefined {
  return pairs !== undefined && pairs.length <= maxPairs ? pairs : undefined;
}
