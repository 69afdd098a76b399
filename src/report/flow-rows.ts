import type { PoolFlows, ServerFlow } from '../diff/flows.ts';
import { serverText } from './preview-words.ts';

/** A server in the drawing, or several that are one row; the parts of what leaves and what comes. */
export interface FlowRow extends ServerFlow {
  readonly label: string;
  /** Whether it stands for several. */
  readonly isFolded: boolean;
  /** What no way of choosing could have kept, of what leaves. */
  readonly lost: number;
  /** What no way of choosing could have spared, of what comes. */
  readonly gained: number;
}

/** More servers than these are not told apart. */
const maxRows = 60;

/** The servers as rows, in their order; of very many those that change most, and the others as one. */
export function flowRows({ servers }: Pick<PoolFlows, 'servers'>): readonly FlowRow[] {
  const rows = servers.map(toRow);
  if (rows.length <= maxRows) return rows;
  const heaviest = [...rows].sort((a, b) => changed(b) - changed(a)).slice(0, maxRows - 1);
  const shown = new Set(heaviest);
  const others = rows.filter((row) => !shown.has(row));
  return [...rows.filter((row) => shown.has(row)), foldedRow(others)];
}

function toRow(flow: ServerFlow): FlowRow {
  return {
    ...flow,
    label: serverText(flow.server),
    isFolded: false,
    lost: Math.max(0, flow.before - flow.after),
    gained: Math.max(0, flow.after - flow.before),
  };
}

function changed({ before, after, kept }: FlowRow): number {
  return before + after - 2 * kept;
}

function foldedRow(rows: readonly FlowRow[]): FlowRow {
  const sum = (part: 'before' | 'after' | 'kept' | 'lost' | 'gained') =>
    rows.reduce((total, row) => total + row[part], 0);
  return {
    server: undefined,
    label: `${rows.length} others`,
    isFolded: true,
    before: sum('before'),
    after: sum('after'),
    kept: sum('kept'),
    lost: sum('lost'),
    gained: sum('gained'),
  };
}
