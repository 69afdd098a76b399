import type { PoolFlows, ServerFlow } from '../../predict/flows.ts';
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

/** As many of more are shown by themselves; a hair for each would show nothing. */
const toldApart = 19;

/** The servers as rows, in their order; of very many those that change most, and the others as one. */
export function flowRows({ servers }: Pick<PoolFlows, 'servers'>): readonly FlowRow[] {
  const rows = servers.map(toRow);
  if (rows.length <= maxRows) return rows;
  const heaviest = rows
    .toSorted((a, b) => net(b) - net(a) || moving(b) - moving(a))
    .slice(0, toldApart);
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

function net({ lost, gained }: FlowRow): number {
  return lost + gained;
}

function moving({ before, after, kept }: FlowRow): number {
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
