import type { PoolFlows } from '../../predict/flows.ts';
import type { FlowRow } from './flow-rows.ts';

/** Why clients are where they are afterwards. */
export type BandKind = 'kept' | 'must' | 'needless';

/** Clients that take one way through the drawing; a row by its number, undefined for the middle. */
export interface Band {
  readonly kind: BandKind;
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly amount: number;
}

/** What is left of a share by the way numbers are rounded is nothing. */
const least = 1e-9;

/**
 * The bands of a drawing: what stays, and what moves, from row to row where the pairs are known and few,
 * else from each row to the middle and from there to each row, so that their number grows with the rows.
 */
export function bandsOf(flows: PoolFlows, rows: readonly FlowRow[]): readonly Band[] {
  const kept = rows.map(({ kept: amount }, at): Band => {
    return { kind: 'kept', from: at, to: at, amount };
  });
  const isFolded = rows.length < flows.servers.length;
  const moving = flows.pairs === undefined || isFolded ? bundled(rows) : paired(flows.pairs, rows);
  return [...kept, ...moving].filter(({ amount }) => amount > least);
}

function bundled(rows: readonly FlowRow[]): Band[] {
  const leaving = rows.flatMap(({ before, kept, lost }, from): Band[] => [
    { kind: 'must', from, to: undefined, amount: lost },
    { kind: 'needless', from, to: undefined, amount: before - kept - lost },
  ]);
  const coming = rows.flatMap(({ after, kept, gained }, to): Band[] => [
    { kind: 'must', from: undefined, to, amount: gained },
    { kind: 'needless', from: undefined, to, amount: after - kept - gained },
  ]);
  return [...leaving, ...coming];
}

/**
 * What a row must lose goes first to the rows that must gain; the rest of it is laid on its other pairs.
 * So each row's parts are right, and a pair has one colour where it can.
 */
function paired(pairs: NonNullable<PoolFlows['pairs']>, rows: readonly FlowRow[]): Band[] {
  const places = new Map(rows.map(({ server }, at) => [server, at]));
  const lost = rows.map((row) => row.lost);
  const gained = rows.map((row) => row.gained);
  const known = pairs
    .map(({ from, to, amount }) => {
      return { from: places.get(from) ?? 0, to: places.get(to) ?? 0, amount, must: 0 };
    })
    .sort((a, b) => a.from - b.from || a.to - b.to);
  const lay = (limit: (to: number) => number) => {
    for (const pair of known) {
      const part = Math.min(lost[pair.from] ?? 0, limit(pair.to), pair.amount - pair.must);
      pair.must += part;
      lost[pair.from] = (lost[pair.from] ?? 0) - part;
      gained[pair.to] = (gained[pair.to] ?? 0) - part;
    }
  };
  lay((to) => gained[to] ?? 0);
  lay(() => Number.POSITIVE_INFINITY);
  return known.flatMap(({ from, to, amount, must }): Band[] => [
    { kind: 'must', from, to, amount: must },
    { kind: 'needless', from, to, amount: amount - must },
  ]);
}
