import { type Attempt, type Draft, lineOf, type Place, type Slice } from './draft.ts';
import { findBlocks, findLevels, findStray } from './levels.ts';
import { closeBracket, type Open } from './open.ts';
import { findIndentation, findSpaces } from './spaces.ts';
import { neighbour } from './spot.ts';
import { findValues } from './value.ts';
import { findWords } from './words.ts';

/** Longer lines are not looked into. */
export const maxLength: number = 1000;
const maxNear = 5;

/** A text as far as it is explained. */
export interface Known {
  readonly draft: Draft;
  /** What is open over several lines, by its end. */
  readonly open: Open[];
  /** Where what is found begins. */
  readonly noted: Set<number>;
}

/** What could be wrong at an error: the likeliest first, and apart from that what is only left where nothing fits. */
export function attemptsAt(
  { draft, open, noted }: Known,
  place: Place,
): [Iterable<Attempt>, Iterable<Attempt>] {
  const lines = linesAt(draft, place);
  const isNear = ({ start, end }: Open) =>
    !noted.has(start) &&
    lineOf(draft, start) <= place.endLine &&
    lineOf(draft, end) + 1 >= place.line;
  const near = open.slice(0, maxNear).filter(isNear);
  const openers = near.map(({ start }) => lineOf(draft, start));
  const brackets = near.flatMap((one) => (one.closers === '' ? [] : closeBracket(draft, one)));
  const left = brackets.slice(0, 1).map((one) => ({ ...one, isSure: true }));
  const isBracket =
    near.every(({ closers }) => closers !== '') && /BAD_INDENT|MISSING_CHAR/.test(place.code);
  const each = function* (at: readonly number[], find: typeof findLevels): Generator<Attempt> {
    for (const line of at) yield* find(draft, line);
  };
  const likely = function* (): Generator<Attempt> {
    yield* each(lines, findIndentation);
    yield* each(lines, findBlocks);
    yield* brackets;
    if (isBracket) yield* left;
    yield* each([...new Set([...openers, ...lines])], findInLine);
    yield* each(lines.toReversed(), findLevels);
  };
  const stray = function* (): Generator<Attempt> {
    yield* left;
    yield* each(lines.toReversed(), findStray);
  };
  return [likely(), stray()];
}

function* findInLine({ lines }: Draft, line: number): Generator<Attempt> {
  const text = lines[line] ?? '';
  if (text.length > maxLength || /^\s*[#&]/.test(text)) return;
  for (const { from, to, text: written, ...shown } of findSlices(text)) {
    yield { ...shown, line, changes: [{ line, start: from, end: to, text: written }] };
  }
}

/** What could be wrong within a line. */
export function findSlices(line: string): Slice[] {
  return [...findSpaces(line), ...findWords(line), ...findValues(line)];
}

/** The lines where the mistake may be: those of the error, the one before, the one behind, and the very first. */
function linesAt({ lines }: Draft, { line, endLine }: Place): number[] {
  const others = [
    neighbour(lines, line, -1),
    neighbour(lines, -1, 1),
    neighbour(lines, endLine, 1),
  ];
  const found = new Set(others.filter((at) => at !== undefined));
  for (let at = line; at <= Math.min(endLine, line + 10, lines.length - 1); at += 1) found.add(at);
  return [...found].sort((a, b) => a - b);
}
