import { type Attempt, type Change, type Draft, indentOf } from './draft.ts';

/** No more lines are looked through for what belongs to one. */
export const maxLines: number = 500;

/** A line as an entry of a list or a mapping. */
export interface Entry {
  readonly column: number;
  /** The columns of its dashes. */
  readonly dashes: readonly number[];
  readonly key: string | undefined;
  readonly keyColumn: number;
}

const entryPattern = /^( *)((?:- +)*)(-$|(?:"[^"]*"|'[^']*'|[^\s#"'[{-][^#]*?)(?=\s*:(?:\s|$)))?/;

/** Reads a line as an entry. */
export function readEntry(line = ''): Entry {
  const [all = '', { length: column } = '', dashes = '', last] = entryPattern.exec(line) ?? [];
  const key = last === '-' ? undefined : last;
  const columns = [...all.slice(0, all.length - (key ?? '').length).matchAll(/-/g)];
  const keyColumn = column + dashes.length;
  return { column, dashes: columns.map(({ index }) => index), key, keyColumn };
}

/** A line with the ones around it, as the hints look at them. */
export interface Spot {
  readonly lines: readonly string[];
  readonly line: number;
  readonly text: string;
  readonly indent: number;
  readonly entry: Entry;
  /** The line above, without its comment. */
  readonly above: number;
  readonly before: string;
  readonly parent: Entry;
  readonly below: Entry;
  /** Makes an attempt that shows the line, from its first character on. */
  report(message: string, help: string, changes: readonly Change[], length?: number): Attempt;
}

/** Reads a line of a draft with the ones around it. */
export function readSpot({ lines }: Draft, line: number): Spot {
  const text = lines[line] ?? '';
  const above = neighbour(lines, line, -1) ?? -1;
  const before = (lines[above] ?? '').replace(/(?:^|\s+)#.*$/, '').trimEnd();
  const below = readEntry(lines[neighbour(lines, line, 1) ?? lines.length]);
  const indent = Math.max(0, text.search(/\S/));
  const report: Spot['report'] = (message, help, changes, length = text.length) => {
    return { line, start: indent, end: indent + length, message, help, changes };
  };
  const [entry, parent] = [readEntry(text), readEntry(before)];
  return { lines, line, text, indent, entry, above, before, parent, below, report };
}

/** The next line with content, above or below. */
export function neighbour(
  lines: readonly string[],
  line: number,
  step: 1 | -1,
): number | undefined {
  for (let at = line + step; at >= 0 && at < lines.length; at += step) {
    if (indentOf(lines, at) !== Number.POSITIVE_INFINITY) return at;
  }
  return undefined;
}

/** Moves lines, the first of them to a column. */
export function shift(
  lines: readonly string[],
  from: number,
  to: number,
  column: number,
): Change[] {
  const own = (lines[from] ?? '').search(/\S/);
  return lines.slice(from, to + 1).map((text, at) => {
    const end = Math.max(0, text.search(/\S/));
    return { line: from + at, start: 0, end, text: ' '.repeat(Math.max(0, end + column - own)) };
  });
}

/** The last of the lines from one on that are all like that. */
export function lastOf(
  lines: readonly string[],
  line: number,
  isLike: (line: number) => boolean,
): number {
  let last = line;
  while (last + 1 < lines.length && last - line < maxLines && isLike(last + 1)) last += 1;
  return last;
}
