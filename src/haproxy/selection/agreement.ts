import { commonDivisor } from '../facts/slots.ts';
import type { Owners } from './owners.ts';

/** How many of the hash values below `size` two tables give to the same server; exact. */
export function countAgreement(one: Owners, other: Owners, count: number, size: number): number {
  if (one.kind === 'map' && other.kind === 'map') {
    return agreeingMaps(one.owners, other.owners, count, size);
  }
  if (one.kind === 'ring' && other.kind === 'ring') return agreeingRings(one, other, size);
  return one.kind === 'ring'
    ? agreeingRingAndMap(one, other.owners, count, size)
    : agreeingRingAndMap(other as Ring, one.owners, count, size);
}

type Ring = Extract<Owners, { kind: 'ring' }>;

/** The places of each owner in a map, rising. */
function placesOf(owners: Int32Array, count: number): readonly Int32Array[] {
  const ends = new Int32Array(count);
  for (const owner of owners) ends[owner] = (ends[owner] ?? 0) + 1;
  let end = 0;
  const starts = ends.map((held) => {
    end += held;
    return end - held;
  });
  const next = starts.slice();
  const places = new Int32Array(owners.length);
  for (let place = 0; place < owners.length; place += 1) {
    const owner = owners[place] ?? 0;
    const at = next[owner] ?? 0;
    places[at] = place;
    next[owner] = at + 1;
  }
  return Array.from(starts, (start, owner) => places.subarray(start, next[owner]));
}

/**
 * The first map is laid again and again along the hash values, each time against the second one from
 * another place; for every such place it is known how often they agree. The places come round after
 * `length / divisor` times, so that neither the product of the lengths nor 2^32 is ever walked.
 */
function agreeingMaps(one: Int32Array, other: Int32Array, count: number, size: number): number {
  const agreements = agreementsByOffset(one, other, count);
  const whole = Math.floor(size / one.length);
  const period = other.length / commonDivisor([one.length, other.length]);
  let offset = 0;
  let inPeriod = 0;
  let inRest = 0;
  for (let time = 0; time < period; time += 1) {
    if (time === whole % period) inRest = inPeriod;
    inPeriod += agreements[offset] ?? 0;
    offset = (offset + one.length) % other.length;
  }
  let agreeing = Math.floor(whole / period) * inPeriod + inRest;
  for (let hash = whole * one.length; hash < size; hash += 1) {
    if (one[hash % one.length] === other[hash % other.length]) agreeing += 1;
  }
  return agreeing;
}

/** How many places of a map agree with another one that is read from an offset on, for each offset. */
function agreementsByOffset(one: Int32Array, other: Int32Array, count: number): Float64Array {
  const agreements = new Float64Array(other.length);
  const [mine, theirs] = [placesOf(one, count), placesOf(other, count)];
  for (const [owner, places] of mine.entries()) {
    const against = theirs[owner] ?? new Int32Array();
    for (const place of places) addOffsets(agreements, place % other.length, against);
  }
  return agreements;
}

function addOffsets(agreements: Float64Array, place: number, against: Int32Array): void {
  for (const other of against) {
    const offset = other < place ? other - place + agreements.length : other - place;
    agreements[offset] = (agreements[offset] ?? 0) + 1;
  }
}

function agreeingRings(one: Ring, other: Ring, size: number): number {
  let agreeing = 0;
  let [at, against] = [0, 0];
  for (let start = 0; start < size; ) {
    const [end, otherEnd] = [one.ends[at] ?? 0, other.ends[against] ?? 0];
    const stop = Math.min(end + 1, otherEnd + 1, size);
    if (one.owners[at] === other.owners[against]) agreeing += stop - start;
    if (end < stop) at += 1;
    if (otherEnd < stop) against += 1;
    start = stop;
  }
  return agreeing;
}

function agreeingRingAndMap(ring: Ring, map: Int32Array, count: number, size: number): number {
  const places = placesOf(map, count);
  const countBelow = (owner: number, limit: number) => {
    const own = places[owner] ?? new Int32Array();
    const whole = Math.floor(limit / map.length);
    return whole * own.length + countLess(own, limit - whole * map.length);
  };
  let agreeing = 0;
  for (let at = 0, start = 0; start < size; at += 1) {
    const owner = ring.owners[at] ?? 0;
    const stop = Math.min((ring.ends[at] ?? 0) + 1, size);
    agreeing += countBelow(owner, stop) - countBelow(owner, start);
    start = stop;
  }
  return agreeing;
}

/** How many of some rising numbers are below a limit. */
function countLess(numbers: Int32Array, limit: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
