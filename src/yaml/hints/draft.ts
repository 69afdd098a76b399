import { Composer, Parser } from 'yaml';
import { Lines, type Span } from '../../text/positions.ts';

/** A text put in the place of some columns, from 0, of a line, from 0. */
export interface Change {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What could be wrong within a line: the columns that are shown, and what is written in the place of others. */
export interface Slice {
  readonly start: number;
  readonly end: number;
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly message: string;
  readonly help: string;
  /** What the change does, where it is the one right answer. */
  readonly title?: string | undefined;
  /** It is wrong in any case: the change need not make the text valid. */
  readonly isSure?: boolean | undefined;
}

/** What could be wrong in a line, and the changes after which the text would be right. */
export interface Attempt extends Omit<Slice, 'from' | 'to' | 'text'> {
  readonly line: number;
  readonly changes: readonly Change[];
  /** No errors below it are reported. */
  readonly isLast?: boolean;
}

/** A text as lines, on which fixes are tried and made; the places of the text itself stay known. */
export interface Draft {
  readonly lines: string[];
  readonly places: Lines;
  /** What was changed, by line. */
  readonly made: Map<number, Change[]>;
}

/** Where the library finds the first error, in lines and columns from 0. */
export interface Place {
  readonly code: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
}

/** Longer texts are parsed in part: the lines around a mistake, below the keys that lead to them. */
const maxWhole = 150;
const linesBefore = 2;

/** The lines of a text, without their breaks. */
export function toDraft(text: string): Draft {
  return { lines: text.split(/\r?\n/), places: new Lines(text), made: new Map() };
}

/** The line of an offset of the text. */
export function lineOf({ places }: Draft, offset: number): number {
  return places.lineAt(offset) - 1;
}

/** The span in the text of some columns of a line of the draft. */
export function toSpan({ places, made }: Draft, line: number, start: number, end: number): Span {
  const offset = (column: number) =>
    (made.get(line) ?? []).reduceRight((at, { start: from, end: to, text }) => {
      if (at >= from + text.length) return at - text.length + (to - from);
      return Math.min(at, from);
    }, column) + places.span(line + 1).start;
  return { start: offset(start), end: offset(end) };
}

/** Makes changes, at most one in each line. */
export function change({ lines, made }: Draft, changes: readonly Change[]): void {
  for (const one of changes) {
    lines[one.line] = changed(lines[one.line] ?? '', one);
    made.set(one.line, [...(made.get(one.line) ?? []), one]);
  }
}

function changed(line: string, one: Change | undefined): string {
  return one === undefined ? line : line.slice(0, one.start) + one.text + line.slice(one.end);
}

/** The lines that are parsed to try a fix of one of them: some around it, below all that they belong to. */
export function windowAround(
  { lines }: Draft,
  line: number,
  linesBehind: number,
): readonly number[] {
  const isWhole = lines.length <= maxWhole;
  const first = isWhole ? 0 : Math.max(0, line - linesBefore);
  const last = isWhole ? lines.length : Math.min(lines.length, line + linesBehind);
  const numbers: number[] = [];
  for (let at = last - 1; at >= first; at -= 1) numbers.push(at);
  let top = first;
  while (top < last && indentOf(lines, top) === Number.POSITIVE_INFINITY) top += 1;
  let indent = indentOf(lines, top);
  for (let at = first - 1; at >= 0 && (indent > 0 || isItem(lines[top])); at -= 1) {
    const own = indentOf(lines, at);
    if (own > indent || (own === indent && (isItem(lines[at]) || !isItem(lines[top])))) continue;
    numbers.push(at);
    [indent, top] = [own, at];
  }
  return numbers.reverse();
}

function isItem(line = ''): boolean {
  return /^ *-(?: |$)/.test(line);
}

/** The indentation of a line; infinite where it has no content. */
export function indentOf(lines: readonly string[], line: number): number {
  const indent = (lines[line] ?? '').search(/[^ ]/);
  return indent === -1 || lines[line]?.charAt(indent) === '#' ? Number.POSITIVE_INFINITY : indent;
}

/** The first error of some lines after changes. */
export function firstError(
  { lines }: Draft,
  numbers: readonly number[],
  changes: readonly Change[] = [],
): Place | undefined {
  const byLine = new Map(changes.map((one) => [one.line, one]));
  const texts = numbers.map((number) => changed(lines[number] ?? '', byLine.get(number)));
  const text = `${texts.join('\n')}\n`;
  const composer = new Composer({ uniqueKeys: false, prettyErrors: false, logLevel: 'silent' });
  const document = composer.compose(new Parser().parse(text), true, text.length).next().value;
  const errors = document?.errors.filter(({ code }) => !ignored.has(code)) ?? [];
  const start = Math.min(...errors.map(({ pos }) => pos[0]));
  const first = errors.filter(({ pos }) => pos[0] === start);
  if (first[0] === undefined) return undefined;
  const end = Math.max(...first.map(({ pos }) => pos[1]));
  const before = text.slice(0, start).split('\n');
  const index = before.length - 1;
  const endIndex = index + text.slice(start, end - 1).split('\n').length - 1;
  const numberOf = (at: number) => numbers[Math.min(at, numbers.length - 1)] ?? 0;
  const column = before[index]?.length ?? 0;
  return { code: first[0].code, line: numberOf(index), column, endLine: numberOf(endIndex) };
}

/** What is not a syntax error here. */
const ignored: ReadonlySet<string> = new Set(['MULTIPLE_DOCS', 'TAG_RESOLVE_FAILED']);
