import { quote } from '../../text/characters.ts';
import type { Result } from '../../text/result.ts';
import { maxRange } from '../limits.ts';

/** A text with a range of numbers in it, as in `compile[01:12]`. */
export interface Range {
  readonly before: string;
  readonly after: string;
  readonly first: number;
  readonly count: number;
  /** Digits that numbers are filled up to with zeros. */
  readonly width: number;
}

const pattern = /\[([0-9]{1,9}):([0-9]{1,9})\]/g;

/** Reads the range in a text, undefined where there is none. */
export function parseRange(text: string): Result<Range | undefined> {
  const [match, second] = [...text.matchAll(pattern)];
  if (match === undefined) return { value: undefined };
  if (second !== undefined)
    return {
      message: `${quote(text)} contains more than one range`,
      help: 'write one entry for each range',
    };
  const [whole, from = '', to = ''] = match;
  const first = Number(from);
  const count = Number(to) - first + 1;
  if (count < 1) {
    const help = `write [${to}:${from}]`;
    return { message: `the range ${whole} is reversed`, help };
  }
  if (count > maxRange) {
    return {
      message: `the range ${whole} has ${count} hosts`,
      help: 'use ranges of at most 10,000',
    };
  }
  const width = from.startsWith('0') && from.length > 1 ? from.length : 0;
  const before = text.slice(0, match.index);
  const after = text.slice(match.index + whole.length);
  return { value: { before, after, first, count, width } };
}

/** The texts of a range. */
export function expandRange({ before, after, first, count, width }: Range): string[] {
  return Array.from({ length: count }, (_, index) => {
    const number = String(first + index).padStart(width, '0');
    return `${before}${number}${after}`;
  });
}
