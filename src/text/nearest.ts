/** More are not compared: a help is not worth seconds. */
const maxCandidates = 2000;

/** The most words to compare: with thousands it takes minutes, and nobody reads the helps. */
const maxWords = 200;

/** Asks for the nearest candidate of one word after the other, and stops after 200 of them. */
export function toNearest(): typeof nearest {
  let left = maxWords;
  return (word, candidates) => {
    left -= 1;
    return left < 0 ? undefined : nearest(word, candidates);
  };
}

/** The candidate that a misspelled word most likely means, or undefined where none is near. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  if (word.length > 64) return undefined;
  const meant = word.toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(Math.min(word.length, 24) / 3)) + 1;
  let bestBeginsAlike = false;
  let left = maxCandidates;
  for (const candidate of candidates) {
    left -= 1;
    if (left < 0) break;
    const other = candidate.toLowerCase();
    if (word.length < 3 && !isLonger(other, meant)) continue;
    const beginsAlike = other.charAt(0) === meant.charAt(0);
    const isBetterWhenEqual = best !== undefined && beginsAlike && !bestBeginsAlike;
    const found = distance(meant, other, isBetterWhenEqual ? bestDistance : bestDistance - 1);
    if (found === undefined || isOpposite(meant, other, found)) continue;
    best = candidate;
    bestDistance = found;
    bestBeginsAlike = beginsAlike;
  }
  return best;
}

const negation = /^(?:not|non|no|un|in|dis|de)[-_ ]?(?=.{3})/;

/** Whether one of two words is nearer to the other without its "no": then it means the opposite. */
function isOpposite(one: string, other: string, found: number): boolean {
  const isNearer = (from: string, to: string) => distance(from, to, found - 1) !== undefined;
  return isNearer(one.replace(negation, ''), other) || isNearer(one, other.replace(negation, ''));
}

/** Near one or two letters is every other word, so that only a letter left out after the first counts. */
function isLonger(other: string, word: string): boolean {
  return other === word || (other.length > word.length && other.charAt(0) === word.charAt(0));
}

/**
 * How many letters must be changed, added, left out or swapped with the next one to make one word of
 * the other, no place twice ("optimal string alignment"); undefined where that is above the limit.
 */
function distance(one: string, other: string, limit: number): number | undefined {
  if (Math.abs(one.length - other.length) > limit) return undefined;
  const [from, to] = withoutCommonEnds(one, other);
  let before = new Uint8Array(to.length + 1);
  let row = before.map((_, column) => column);
  let next = new Uint8Array(to.length + 1);
  for (let line = 1; line <= from.length; line += 1) {
    if (fillRow(next, { from, to, line, row, before }) > limit) return undefined;
    [before, row, next] = [row, next, before];
  }
  const found = row[to.length] ?? 0;
  return found > limit ? undefined : found;
}

interface Rows {
  readonly from: string;
  readonly to: string;
  readonly line: number;
  readonly row: Uint8Array;
  readonly before: Uint8Array;
}

/** Fills in the distances of the first letters of a word to each beginning of the other; the least of them. */
function fillRow(next: Uint8Array, { from, to, line, row, before }: Rows): number {
  const letter = from.charCodeAt(line - 1);
  const previous = from.charCodeAt(line - 2);
  let left = line;
  let least = line;
  next[0] = line;
  for (let column = 1; column <= to.length; column += 1) {
    const target = to.charCodeAt(column - 1);
    const above = row[column] ?? 0;
    let found = (row[column - 1] ?? 0) + (letter === target ? 0 : 1);
    if (previous === target && letter === to.charCodeAt(column - 2)) {
      found = Math.min(found, (before[column - 2] ?? 0) + 1);
    }
    left = Math.min(found, above + 1, left + 1);
    next[column] = left;
    if (left < least) least = left;
  }
  return least;
}

/** What is left of two words without the beginning and the end that they share. */
function withoutCommonEnds(one: string, other: string): [string, string] {
  const shorter = Math.min(one.length, other.length);
  let start = 0;
  while (start < shorter && one[start] === other[start]) start += 1;
  let end = 0;
  while (end < shorter - start && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  return [one.slice(start, one.length - end), other.slice(start, other.length - end)];
}
