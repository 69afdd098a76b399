/** The candidate that a misspelled word most likely means, or undefined where none is near. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  if (word.length > 64) return undefined;
  const meant = word.toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(Math.min(word.length, 24) / 3)) + 1;
  let bestBeginsAlike = false;
  for (const candidate of candidates) {
    const other = candidate.toLowerCase();
    if (word.length < 3 && !isLonger(other, meant)) continue;
    const beginsAlike = other.charAt(0) === meant.charAt(0);
    const isBetterWhenEqual = best !== undefined && beginsAlike && !bestBeginsAlike;
    const found = distance(meant, other, isBetterWhenEqual ? bestDistance : bestDistance - 1);
    if (found === undefined) continue;
    best = candidate;
    bestDistance = found;
    bestBeginsAlike = beginsAlike;
  }
  return best;
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
  let before: number[] = [];
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let line = 1; line <= from.length; line += 1) {
    const next = [line];
    for (let column = 1; column <= to.length; column += 1) {
      const isSame = from[line - 1] === to[column - 1];
      const isSwapped = from[line - 1] === to[column - 2] && from[line - 2] === to[column - 1];
      const changed = at(row, column - 1) + (isSame ? 0 : 1);
      const swapped = isSwapped ? at(before, column - 2) + 1 : changed;
      next.push(Math.min(at(row, column) + 1, at(next, column - 1) + 1, changed, swapped));
    }
    if (Math.min(...next) > limit) return undefined;
    before = row;
    row = next;
  }
  const found = at(row, to.length);
  return found > limit ? undefined : found;
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
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
