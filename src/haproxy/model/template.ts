import { readNumber } from './number.ts';

/** The first and the last number of the servers of a server-template: a count, or a range. */
export interface TemplateRange {
  readonly first: number;
  readonly last: number;
}

/** Reads the number or range of a server-template line. */
export function readTemplateRange(text: string): TemplateRange {
  const [first = '', last] = text.split('-');
  return { first: last === undefined ? 1 : readNumber(first), last: readNumber(last ?? first) };
}

/** Whether a server-template line makes a server of this name: its prefix and a number of its range. */
export function hasTemplateServer(
  [, prefix = '', range = '']: readonly string[],
  name: string,
): boolean {
  const number = name.slice(prefix.length);
  if (!name.startsWith(prefix) || !/^(0|[1-9][0-9]*)$/.test(number)) return false;
  const { first, last } = readTemplateRange(range);
  return Number(number) >= first && Number(number) <= last;
}
