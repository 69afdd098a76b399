import { commonDivisor } from '../facts/slots.ts';
import { hashOf } from './hash.ts';
import { draws, type Reached, scatter } from './movement.ts';
import { type Owners, shareNumbers } from './owners.ts';
import { type Selection, serverAt } from './selection.ts';
import { hashValues } from './share.ts';

/** The part of all clients, 0 to 1, that moves from one server to another; undefined is no server. */
export interface HashFlows {
  /** By server, those of the second configuration first. */
  readonly servers: readonly {
    readonly server: string | undefined;
    readonly before: number;
    readonly after: number;
    /** What stays. */
    readonly kept: number;
  }[];
  /** Between different servers; undefined where there are more servers than `maxPaired`. */
  readonly pairs:
    | readonly (readonly [string | undefined, string | undefined, number])[]
    | undefined;
  /** Whether all hash values were counted, and not a million that were drawn. */
  readonly isExact: boolean;
}

/** Up to this number of servers, each move is listed. */
const maxPaired = 16;

/** What is walked step by step; above it addresses are drawn. */
const maxSteps = 2 ** 22;

/** Where the clients of each server go, counted where that takes at most 2^22 steps, else drawn. */
export function hashFlows(before: Reached, after: Reached): HashFlows {
  const shared = shareNumbers(after.selection, before.selection);
  const names = [undefined, ...namesOf(after.selection, before.selection)];
  const tally = new Tally(names);
  const isAlike =
    before.selection.isAvalanched === after.selection.isAvalanched &&
    before.isMapped === after.isMapped;
  const isExact = isAlike && walk(shared.after, shared.before, tally);
  if (!isExact) drawAll(before, after, tally);
  return { ...tally.result(), isExact };
}

function namesOf(...selections: readonly Selection[]): string[] {
  return [...new Set(selections.flatMap(({ pool }) => pool.servers.map(({ name }) => name)))];
}

class Tally {
  readonly #names: readonly (string | undefined)[];
  readonly #before: Float64Array;
  readonly #after: Float64Array;
  readonly #kept: Float64Array;
  readonly #pairs: Float64Array | undefined;
  #total = 0;

  constructor(names: readonly (string | undefined)[]) {
    this.#names = names;
    this.#before = new Float64Array(names.length);
    this.#after = new Float64Array(names.length);
    this.#kept = new Float64Array(names.length);
    this.#pairs = names.length <= maxPaired + 1 ? new Float64Array(names.length ** 2) : undefined;
  }

  add(from: number, to: number, amount: number): void {
    this.#total += amount;
    this.#before[from] = (this.#before[from] ?? 0) + amount;
    this.#after[to] = (this.#after[to] ?? 0) + amount;
    if (from === to) this.#kept[to] = (this.#kept[to] ?? 0) + amount;
    else if (this.#pairs !== undefined) {
      const at = from * this.#names.length + to;
      this.#pairs[at] = (this.#pairs[at] ?? 0) + amount;
    }
  }

  result(): Omit<HashFlows, 'isExact'> {
    const share = (amount = 0) => amount / this.#total;
    const servers = this.#names.map((server, at) => ({
      server,
      before: share(this.#before[at]),
      after: share(this.#after[at]),
      kept: share(this.#kept[at]),
    }));
    const [nobody, ...others] = servers;
    const isAsked = nobody !== undefined && nobody.before + nobody.after > 0;
    return { servers: isAsked ? [...others, nobody] : others, pairs: this.#pairsFound(share) };
  }

  #pairsFound(share: (amount: number) => number): HashFlows['pairs'] {
    const count = this.#names.length;
    return (
      this.#pairs &&
      [...this.#pairs].flatMap((amount, at) =>
        amount === 0
          ? []
          : [
              [
                this.#names[Math.floor(at / count)],
                this.#names[at % count],
                share(amount),
              ] as const,
            ],
      )
    );
  }
}

/** Whether both were walked together over all hash values. */
function walk(before: Owners, after: Owners, tally: Tally): boolean {
  if (before.kind === 'map' && after.kind === 'map') {
    return walkMaps(before.owners, after.owners, tally);
  }
  const [one, other] = [stretchesOf(before), stretchesOf(after)];
  if (one === undefined || other === undefined) return false;
  let [at, against] = [0, 0];
  for (let start = 0; start < hashValues; ) {
    const stop = Math.min(one.end(at), other.end(against), hashValues);
    tally.add(one.owner(at), other.owner(against), stop - start);
    if (one.end(at) <= stop) at += 1;
    if (other.end(against) <= stop) against += 1;
    start = stop;
  }
  return true;
}

/** A ring, or a map of one place, as stretches of hash values; undefined for what has too many. */
function stretchesOf(
  owners: Owners,
): { end(at: number): number; owner(at: number): number } | undefined {
  if (owners.kind === 'ring') {
    return { end: (at) => (owners.ends[at] ?? 0) + 1, owner: (at) => owners.owners[at] ?? 0 };
  }
  if (owners.owners.length > 1) return undefined;
  return { end: () => hashValues, owner: () => owners.owners[0] ?? 0 };
}

/** Two maps meet in the same way again after the common multiple of their lengths. */
function walkMaps(one: Int32Array, other: Int32Array, tally: Tally): boolean {
  const period = (one.length / commonDivisor([one.length, other.length])) * other.length;
  if (period > maxSteps) return false;
  const whole = Math.floor(hashValues / period);
  const rest = hashValues % period;
  let [at, against] = [0, 0];
  for (let step = 0; step < period; step += 1) {
    tally.add(one[at] ?? 0, other[against] ?? 0, step < rest ? whole + 1 : whole);
    at = at + 1 === one.length ? 0 : at + 1;
    against = against + 1 === other.length ? 0 : against + 1;
  }
  return true;
}

function drawAll(before: Reached, after: Reached, tally: Tally): void {
  const numbers = new Map(
    namesOf(after.selection, before.selection).map((name, at) => [name, at + 1]),
  );
  const numbersOf = ({ pool }: Selection) => pool.servers.map(({ name }) => numbers.get(name) ?? 0);
  const [one, other] = [numbersOf(before.selection), numbersOf(after.selection)];
  const serverOf = ({ selection, isMapped }: Reached, key: number) =>
    serverAt(selection.table, hashOf(key, { isMapped, isAvalanched: selection.isAvalanched }));
  for (let draw = 0; draw < draws; draw += 1) {
    const key = scatter(draw);
    tally.add(one[serverOf(before, key)] ?? 0, other[serverOf(after, key)] ?? 0, 1);
  }
}
