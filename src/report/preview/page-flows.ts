import type { PoolCapacity } from '../../diff/risks.ts';
import type { PoolFlows } from '../../predict/flows.ts';
import { percent } from '../../text/percent.ts';
import type { Band, BandKind } from './flow-bands.ts';
import {
  type DrawnRow,
  type FlowDrawing,
  lowest,
  round,
  type Waist,
  waist,
} from './flow-drawing.ts';

/** A drawing of flows with its words. */
export interface PageFlows {
  readonly title: string;
  readonly description: string;
  /** How the shares were found, where they are not counted. */
  readonly note: string | undefined;
  readonly sums: readonly { readonly kind: BandKind; readonly text: string }[];
  readonly height: number;
  /** Where the middle is, in parts of 100. */
  readonly waist: { readonly from: number; readonly width: number };
  readonly waists: readonly Waist[];
  readonly rows: readonly PageRow[];
  readonly bands: readonly PageBand[];
}

interface PageRow {
  /** The name where the page is wide, and where it is narrow. */
  readonly name: string;
  readonly short: string;
  readonly full: string;
  readonly top: number;
  readonly before: PageEnd;
  readonly after: PageEnd;
}

interface PageEnd {
  readonly height: number;
  /** Where its name stands. */
  readonly middle: number;
  readonly text: string;
  readonly isNone: boolean;
}

interface PageBand extends Omit<Band, 'amount'> {
  readonly path: string;
  readonly amount: string;
  readonly title: string;
}

/** What a server has on both sides, as bars of parts of 100. */
export interface PageLoad {
  readonly name: string;
  readonly before: { readonly width: number; readonly text: string };
  readonly after: { readonly width: number; readonly text: string };
  /** Whether it has half as much again as the busiest had. */
  readonly isHeavy: boolean;
}

const words: Readonly<Record<BandKind, string>> = {
  kept: 'stay',
  must: 'must move',
  needless: 'move needlessly',
};

/** What lies above is drawn last. */
const order: readonly BandKind[] = ['kept', 'must', 'needless'];

/** The drawing of a pool with its words. */
export function pageFlows(flows: PoolFlows, drawing: FlowDrawing, pool: string): PageFlows {
  const text = (amount: number) => amountText(flows, amount);
  const sums = order.map((kind) => ({
    kind,
    text: `${text(sumOf(drawing, kind))} ${words[kind]}`,
  }));
  const who = flows.unit === 'agents' ? `${flows.total} agents` : 'all possible clients';
  const end = (amount: number, top: number, height: number): PageEnd => ({
    height: round(Math.max(1, height)),
    middle: round(top + Math.max(lowest, height) / 2),
    text: text(amount),
    isNone: amount === 0,
  });
  return {
    title: `Where ${who} of ${pool} go`,
    description: `${sums.map((sum) => sum.text).join(', ')}; the table below has the numbers`,
    note: flows.isExact === false ? 'shares of a million addresses drawn from all' : undefined,
    sums,
    height: round(drawing.height),
    waist: { from: waist.from, width: waist.to - waist.from },
    waists: drawing.waists.map(({ kind, top, height }) => {
      return { kind, top: round(top), height: round(height) };
    }),
    rows: drawing.rows.map(({ row, top, before, after }) => ({
      name: shorten(row.label, 22),
      short: shorten(row.label, 15),
      full: row.label,
      top: round(top),
      before: end(row.before, top, before),
      after: end(row.after, top, after),
    })),
    bands: drawing.bands
      .toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
      .map((band) => ({
        ...band,
        amount: band.amount.toPrecision(9),
        title: bandTitle(band, drawing.rows, text(band.amount)),
      })),
  };
}

function sumOf({ rows }: FlowDrawing, kind: BandKind): number {
  const part = ({ row: { before, kept, lost } }: DrawnRow) =>
    ({ kept, must: lost, needless: before - kept - lost })[kind];
  return rows.reduce((sum, row) => sum + part(row), 0);
}

function amountText({ unit }: PoolFlows, amount: number): string {
  return unit === 'agents' ? String(Math.round(amount)) : percent(Math.max(0, amount));
}

function bandTitle({ kind, from, to }: Band, rows: readonly DrawnRow[], amount: string): string {
  const name = (at: number) => rows[at]?.row.label ?? '';
  if (kind === 'kept') return `${amount} stay on ${name(from ?? 0)}`;
  const why = `${amount} ${words[kind]}`;
  if (from === undefined) return `${why} to ${name(to ?? 0)}`;
  return to === undefined
    ? `${why} from ${name(from)}`
    : `${why} from ${name(from)} to ${name(to)}`;
}

/** A name whose middle is left out where it is longer than so many characters. */
function shorten(name: string, longest: number): string {
  const characters = [...name];
  if (characters.length <= longest) return name;
  const half = (longest - 1) / 2;
  const [start, end] = [characters.slice(0, Math.ceil(half)), characters.slice(-Math.floor(half))];
  return [...start, '…', ...end].join('');
}

/** The load of each row on both sides, the longest bar being that of the heaviest. */
export function pageLoads(
  flows: PoolFlows,
  { rows }: FlowDrawing,
  { before: { busiest } }: PoolCapacity,
): PageLoad[] {
  const most = rows.reduce(
    (found, { row }) => (row.isFolded ? found : Math.max(found, row.before, row.after)),
    0,
  );
  const bar = (amount: number) => ({
    width: most === 0 ? 0 : round(Math.min(100, (100 * amount) / most)),
    text: amountText(flows, amount),
  });
  return rows.map(({ row: { label, before, after, isFolded } }) => ({
    name: label,
    before: bar(before),
    after: bar(after),
    isHeavy: !isFolded && after >= 1.5 * busiest * flows.total && after > before,
  }));
}
