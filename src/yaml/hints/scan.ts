import type { SourceProblem } from '../problem.ts';
import type { SyntaxHint } from './hint.ts';

/**
 * What a level still takes: `open` a value or a nested level, `plain` more lines of a text, `bare`
 * the same where nobody knows yet whether the text was meant as a key, `hollow` the text of an
 * empty block scalar, `void` nothing after `{}` or `[]`, `closed` nothing after another value.
 */
export type State = 'open' | 'plain' | 'bare' | 'hollow' | 'void' | 'closed';

/** A mapping or a list of lines, or the document that holds them. */
export interface Level {
  readonly kind: 'document' | 'map' | 'list';
  /** The column, from 0, of its entries; -1 of the document. */
  indent: number;
  /** A column at which an entry stood that was meant to stand at `indent`. */
  alias: number | undefined;
  /** Where its first entry stands. */
  readonly at: number;
  state: State;
  /** The last key, and where its value or the text that may be a key begins. */
  key: string;
  valueAt: number;
  /** The indentation of the text below `|` or `>`, where that is the last value. */
  textIndent: number | undefined;
  readonly keys: Set<string>;
  /** The number of its items, of a list. */
  count: number;
}

/** A key or a "-" at a column, from 0. */
export interface Entry {
  readonly kind: 'map' | 'list';
  readonly at: number;
  readonly column: number;
  readonly key: string;
}

/** An entry of the line before, the levels that it left, and how many stayed. */
export interface Before {
  readonly entry: Entry;
  readonly left: readonly Level[];
  readonly depth: number;
  /** The key before the entry has no value. */
  readonly isEmpty: boolean;
}

/** A text that is read line by line as its author meant it, and what did not fit. */
export interface Scan {
  readonly text: string;
  readonly found: SourceProblem[];
  /** So many are noted at most. */
  readonly most: number;
  /** From the document down to the level of the line before. */
  readonly levels: Level[];
  before: Before | undefined;
  /** How many lines with content were read, and how many when the last slip was found. */
  step: number;
  lastHint: number;
  /** Nothing below can be judged. */
  isOver: boolean;
}

/** A scan of a text from its beginning. */
export function beginScan(text: string, most: number): Scan {
  const document = newLevel('document', -1, 0);
  return {
    text,
    found: [],
    most,
    levels: [document],
    before: undefined,
    step: 0,
    lastHint: Number.NEGATIVE_INFINITY,
    isOver: false,
  };
}

/** A level without entries. */
export function newLevel(kind: Level['kind'], indent: number, at: number): Level {
  return {
    kind,
    indent,
    alias: undefined,
    at,
    state: 'open',
    key: '',
    valueAt: at,
    textIndent: undefined,
    keys: new Set(),
    count: 0,
  };
}

/** The level of the last line. */
export function topLevel({ levels }: Scan): Level {
  const top = levels[levels.length - 1];
  if (top === undefined) throw new RangeError('a scan has no level');
  return top;
}

/** Begins a level for an entry below the last. */
export function push(scan: Scan, { kind, at }: Entry, indent: number): Level {
  topLevel(scan).state = 'closed';
  const level = newLevel(kind, indent, at);
  scan.levels.push(level);
  return level;
}

/** Notes a slip between two offsets. */
export function report(scan: Scan, start: number, end: number, hint: SyntaxHint): void {
  note(scan, { kind: 'syntax', span: { start, end: Math.max(end, start + 1) }, hint });
}

/** Notes a problem, unless there are enough. */
export function note(scan: Scan, problem: SourceProblem): void {
  if (!isFull(scan)) scan.found.push(problem);
}

/** Whether a scan has found all that it tells. */
export function isFull({ found, most }: Scan): boolean {
  return found.length >= most;
}

/** Notes that the text is a template: nothing else can be said of it. */
export function reportTemplate(scan: Scan, start: number): void {
  const sign = scan.text.slice(start, start + 2);
  report(scan, start, start + 2, { is: 'template', sign });
  scan.isOver = true;
}
