import type { PoolFlows } from '../../predict/flows.ts';
import { type Band, type BandKind, bandsOf } from './flow-bands.ts';
import { type FlowRow, flowRows } from './flow-rows.ts';

/** A drawing of who goes where: rows of servers, alike on both sides, and bands between them. */
export interface FlowDrawing {
  /** In pixels; the width is up to the page, and counts 100. */
  readonly height: number;
  readonly rows: readonly DrawnRow[];
  readonly bands: readonly DrawnBand[];
  /** Where bands meet that are not followed from server to server. */
  readonly waists: readonly Waist[];
}

/** A bar in the middle, from which bands part again. */
export interface Waist {
  readonly kind: BandKind;
  readonly top: number;
  readonly height: number;
}

/** A row of the drawing, in pixels. */
export interface DrawnRow {
  readonly row: FlowRow;
  readonly top: number;
  readonly before: number;
  readonly after: number;
}

/** A band, and its outline in a plane of 100 by the height. */
export interface DrawnBand extends Band {
  readonly path: string;
}

/** A row has room for a name, however few clients it has. */
export const lowest = 20;
const gap = 6;

/** Lays out where the clients of a pool go. */
export function drawFlows(flows: PoolFlows): FlowDrawing {
  const rows = flowRows(flows);
  const scale =
    flows.total === 0 ? 0 : Math.min(640, Math.max(200, rows.length * 14)) / flows.total;
  let top = 0;
  const drawn = rows.map((row): DrawnRow => {
    const [before, after] = [row.before * scale, row.after * scale];
    const height = Math.max(lowest, before, after);
    const at = top;
    top += height + gap;
    return { row, top: at, before, after };
  });
  const height = Math.max(0, top - gap);
  const bands = bandsOf(flows, rows);
  const waists = waistsOf(bands, height, scale);
  return { height, rows: drawn, bands: new Pen(drawn, waists, scale).draw(bands), waists };
}

function waistsOf(bands: readonly Band[], height: number, scale: number): Waist[] {
  const heightOf = (kind: BandKind) =>
    bands
      .filter((band) => band.kind === kind && band.to === undefined)
      .reduce((sum, { amount }) => sum + amount * scale, 0);
  const [must, needless] = [heightOf('must'), heightOf('needless')];
  const top = Math.max(0, (height - must - needless) / 2);
  const waists: Waist[] = [
    { kind: 'must', top, height: must },
    { kind: 'needless', top: top + must, height: needless },
  ];
  return waists.filter((waist) => waist.height > 0);
}

/** Where the middle begins and ends, of 100. */
export const waist = { from: 48, to: 52 } as const;

/** Draws bands one below the other, at each end of theirs. */
class Pen {
  readonly #scale: number;
  readonly #left: number[];
  readonly #right: number[];
  readonly #waists: readonly Waist[];

  constructor(rows: readonly DrawnRow[], waists: readonly Waist[], scale: number) {
    this.#scale = scale;
    this.#left = rows.map(({ top }) => top);
    this.#right = rows.map(({ top }) => top);
    this.#waists = waists;
  }

  draw(bands: readonly Band[]): DrawnBand[] {
    const topOf = (kind: BandKind) => this.#waists.find((one) => one.kind === kind)?.top ?? 0;
    const tops = { kept: 0, must: topOf('must'), needless: topOf('needless') };
    const [into, out] = [{ ...tops }, { ...tops }];
    return bands.map((band) => {
      const size = band.amount * this.#scale;
      const start =
        band.from === undefined ? take(out, band.kind, size) : take(this.#left, band.from, size);
      const end =
        band.to === undefined ? take(into, band.kind, size) : take(this.#right, band.to, size);
      const from = band.from === undefined ? waist.to : 0;
      const to = band.to === undefined ? waist.from : 100;
      return { ...band, path: outline({ from, to, start, end, size }) };
    });
  }
}

/** The next free place of an end, which is then taken. */
function take<Key extends PropertyKey>(places: Record<Key, number>, at: Key, size: number): number {
  const place = places[at];
  places[at] = place + size;
  return place;
}

interface Ends {
  readonly from: number;
  readonly to: number;
  readonly start: number;
  readonly end: number;
  readonly size: number;
}

function outline({ from, to, start, end, size }: Ends): string {
  const half = (from + to) / 2;
  const [a, b, c, d] = [start, end, end + size, start + size].map(round);
  return `M${from} ${a}C${half} ${a} ${half} ${b} ${to} ${b}V${c}C${half} ${c} ${half} ${d} ${from} ${d}Z`;
}

/** A length to a hundredth of a pixel. */
export function round(length: number): number {
  return Math.round(length * 100) / 100;
}
