/** A part of two lists: lines that both have, or that replace each other. */
export interface Stretch {
  readonly isSame: boolean;
  /** Half-open, in the first list. */
  readonly from: readonly [number, number];
  /** Half-open, in the second list. */
  readonly to: readonly [number, number];
}

/** The most lines that one search may differ in: its cost grows with the square. */
const maxEdits = 400;

/**
 * How one list of lines becomes the other, with few changes. Lines that each list holds once, and in
 * one order, are kept; between them the shortest way is searched (E. W. Myers, "An O(ND) Difference
 * Algorithm", 1986), and where it is long the lines there are replaced as a whole.
 */
export function editScript(before: readonly string[], after: readonly string[]): Stretch[] {
  const matches: [number, number][] = [];
  let [at, other] = [0, 0];
  for (const [one, two] of [...anchors(before, after), [before.length, after.length] as const]) {
    matches.push(...matchBetween(before, after, [at, one], [other, two]));
    if (one < before.length && two < after.length) matches.push([one, two]);
    [at, other] = [one + 1, two + 1];
  }
  return toStretches(matches, before.length, after.length);
}

/** Lines that are once in each list, as many as there are in one order (patience sorting). */
function anchors(before: readonly string[], after: readonly string[]): [number, number][] {
  const [one, other] = [onlyPlaces(before), onlyPlaces(after)];
  const common: [number, number][] = [];
  for (const [line, place] of one) {
    const partner = other.get(line);
    if (place >= 0 && partner !== undefined && partner >= 0) common.push([place, partner]);
  }
  return longestRising(common.sort(([a], [b]) => a - b));
}

/** The place of each line that is there once; -1 for the others. */
function onlyPlaces(lines: readonly string[]): Map<string, number> {
  const places = new Map<string, number>();
  for (const [at, line] of lines.entries()) places.set(line, places.has(line) ? -1 : at);
  return places;
}

function longestRising(pairs: readonly [number, number][]): [number, number][] {
  const ends: number[] = [];
  const previous = new Int32Array(pairs.length).fill(-1);
  for (const [at, [, value]] of pairs.entries()) {
    const low = countLower(ends, (end) => (pairs[end]?.[1] ?? 0) < value);
    previous[at] = low === 0 ? -1 : (ends[low - 1] ?? -1);
    ends[low] = at;
  }
  const chain: [number, number][] = [];
  for (let at = ends.at(-1) ?? -1; at >= 0; at = previous[at] ?? -1) {
    const pair = pairs[at];
    if (pair !== undefined) chain.push(pair);
  }
  return chain.reverse();
}

/** How many of some ends, of which the lower ones come first, are lower. */
function countLower(ends: readonly number[], isLower: (end: number) => boolean): number {
  let [low, high] = [0, ends.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isLower(ends[middle] ?? 0)) low = middle + 1;
    else high = middle;
  }
  return low;
}

type Range = readonly [number, number];

function matchBetween(
  before: readonly string[],
  after: readonly string[],
  [start, end]: Range,
  [otherStart, otherEnd]: Range,
): [number, number][] {
  const matches: [number, number][] = [];
  let [at, other] = [start, otherStart];
  // What both begin and end with needs no search.
  while (at < end && other < otherEnd && before[at] === after[other]) {
    matches.push([at, other]);
    at += 1;
    other += 1;
  }
  const tail: [number, number][] = [];
  let [last, otherLast] = [end, otherEnd];
  while (last > at && otherLast > other && before[last - 1] === after[otherLast - 1]) {
    last -= 1;
    otherLast -= 1;
    tail.push([last, otherLast]);
  }
  const inside = shortest(before.slice(at, last), after.slice(other, otherLast));
  for (const [one, two] of inside) matches.push([one + at, two + other]);
  return [...matches, ...tail.reverse()];
}

/** The matches of the shortest way; none where it is longer than the limit. */
function shortest(one: readonly string[], other: readonly string[]): [number, number][] {
  if (one.length === 0 || other.length === 0) return [];
  const limit = Math.min(maxEdits, one.length + other.length);
  const furthest = new Int32Array(2 * limit + 3);
  const trace: Int32Array[] = [];
  for (let edits = 0; edits <= limit; edits += 1) {
    trace.push(furthest.slice(limit - edits, limit + edits + 3));
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      let x = stepTo(furthest, limit, diagonal, edits).start;
      while (x < one.length && x - diagonal < other.length && one[x] === other[x - diagonal])
        x += 1;
      furthest[diagonal + limit + 1] = x;
      if (x >= one.length && x - diagonal >= other.length) return walkBack(trace, one, other);
    }
  }
  return [];
}

/** Where a diagonal is entered with so many edits, and whether by a line of the second list. */
function stepTo(
  furthest: Int32Array,
  middle: number,
  diagonal: number,
  edits: number,
): { readonly start: number; readonly isDown: boolean } {
  const at = diagonal + middle + 1;
  const [below, above] = [furthest[at - 1] ?? 0, furthest[at + 1] ?? 0];
  const isDown = diagonal === -edits || (diagonal !== edits && below < above);
  return { start: isDown ? above : below + 1, isDown };
}

function walkBack(
  trace: readonly Int32Array[],
  one: readonly string[],
  other: readonly string[],
): [number, number][] {
  const matches: [number, number][] = [];
  let [x, y] = [one.length, other.length];
  for (let edits = trace.length - 1; edits >= 0; edits -= 1) {
    // What was reached with one edit less.
    const { start, isDown } = stepTo(trace[edits] ?? new Int32Array(), edits, x - y, edits);
    while (x > start) {
      x -= 1;
      y -= 1;
      matches.push([x, y]);
    }
    if (isDown) y -= 1;
    else x -= 1;
  }
  return matches.reverse();
}

function toStretches(
  matches: readonly [number, number][],
  length: number,
  otherLength: number,
): Stretch[] {
  const stretches: Stretch[] = [];
  let [at, other] = [0, 0];
  let index = 0;
  const differ = (one: number, two: number) => {
    if (one === at && two === other) return;
    stretches.push({ isSame: false, from: [at, one], to: [other, two] });
  };
  while (index < matches.length) {
    const [one, two] = matches[index] ?? [0, 0];
    differ(one, two);
    let count = 1;
    while (isAt(matches[index + count], one + count, two + count)) count += 1;
    [at, other] = [one + count, two + count];
    stretches.push({ isSame: true, from: [one, at], to: [two, other] });
    index += count;
  }
  differ(length, otherLength);
  return stretches;
}

function isAt(match: readonly [number, number] | undefined, one: number, two: number): boolean {
  return match !== undefined && match[0] === one && match[1] === two;
}
