import type { Document, YAMLError } from 'yaml';
import { quote } from '../text/characters.ts';
import type { Span } from '../text/positions.ts';
import { findBlanks, findIndentation } from './hints/blanks.ts';
import {
  type Attempt,
  change,
  type Draft,
  firstError,
  lineOf,
  type Place,
  type Slice,
  toDraft,
  toSpan,
  windowAround,
} from './hints/draft.ts';
import { findForeign, findOther, templateAt } from './hints/foreign.ts';
import { quoteHelp } from './hints/hint.ts';
import { findBlocks, findLevels, findStray, neighbour } from './hints/levels.ts';
import { libraryHint } from './hints/library.ts';
import { lineStart } from './hints/line.ts';
import { closeBracket, findOpen, type Open } from './hints/open.ts';
import { findValues } from './hints/value.ts';
import { findWords } from './hints/words.ts';
import type { SourceProblem } from './problem.ts';

const maxLength = 1000;
const maxTries = 60;

/**
 * What is wrong with a text that the library finds errors in. Near the place of an error the hints are tried in
 * order: the one is right after whose repair the library finds no error, or else the one after which its first
 * error comes last. What is wrong further down is found in the text after the repair.
 */
export function explainErrors(
  text: string,
  document: Document.Parsed,
  { hasDirectives, most }: { readonly hasDirectives: boolean; readonly most: number },
): SourceProblem[] {
  const errors = document.errors.filter(
    ({ code, message }) =>
      code !== 'MULTIPLE_DOCS' && !(hasDirectives && message.includes('directives-end')),
  );
  const [first] = errors;
  if (first === undefined) return [];
  const foreign = findForeign(text);
  if (foreign.length > 0) return foreign;
  const other = findOther(text, first.pos[0]) ?? findOther(text, first.pos[1]);
  if (other !== undefined) return [other];
  const state: State = { text, draft: toDraft(text), open: findOpen(text), found: [], most };
  let explained = -1;
  for (const error of errors.toSorted((a, b) => a.pos[0] - b.pos[0])) {
    const [start, end] = error.pos;
    if (error.code === 'TAG_RESOLVE_FAILED') {
      state.found.push({ kind: 'tag', span: { start, end }, tag: text.slice(start, end) });
    } else if (lineOf(state.draft, end) > explained) {
      const last = explainPart(state, error);
      if (last === undefined) break;
      explained = last;
    }
  }
  return state.found;
}

interface State {
  readonly text: string;
  readonly draft: Draft;
  readonly open: readonly Open[];
  readonly found: SourceProblem[];
  readonly most: number;
}

/** Explains the errors around a line; returns the last line that is right then, or nothing where one is not explained. */
function explainPart(state: State, { code, pos: [offset] }: YAMLError): number | undefined {
  const { draft, found, most } = state;
  let line = lineOf(draft, offset);
  for (let place: Place | undefined; found.length < most; ) {
    const numbers = windowAround(draft, openAt(state, line) ?? line);
    const next = firstError(draft, numbers);
    if (next === undefined && found.length > 0) return numbers.at(-1);
    // A hint that is sure need not have made it right.
    const isLast = next === undefined || (place !== undefined && !isLater(next, place));
    const attempt = isLast ? undefined : choose(state, numbers, next);
    if (attempt !== undefined) note(state, attempt);
    else if (found.length === 0) found.push(explainOther(state.text, offset, code));
    if (attempt === undefined || next === undefined) return undefined;
    place = next;
    line = next.line;
  }
  return undefined;
}

/** What no hint explains, in the words of the library. */
function explainOther(text: string, offset: number, code: string): SourceProblem {
  const start = Math.min(offset, text.length);
  const hint = libraryHint(code);
  return { kind: 'syntax', span: { start, end: start + 1 }, hint };
}

/** The line of the bracket or quote that is still open at a line. */
function openAt({ draft, open }: State, line: number): number | undefined {
  const at = open.find(({ end }) => lineOf(draft, end) >= line);
  return at === undefined || lineOf(draft, at.start) > line ? undefined : lineOf(draft, at.start);
}

function note({ draft, found }: State, attempt: Attempt): void {
  const { line, start, end, message, help, title, changes } = attempt;
  const edits = changes.map((one) => ({
    span: toSpan(draft, one.line, one.start, one.end),
    text: one.text,
  }));
  const fix = title === undefined ? {} : { fix: { title, edits } };
  const span = toSpan(draft, line, start, Math.max(end, start + 1));
  found.push({ kind: 'syntax', span, hint: { message, help, ...fix } });
  change(draft, changes);
}

/** The first attempt after which no error is left, or the first after which the next error comes last. */
function choose(state: State, numbers: readonly number[], place: Place): Attempt | undefined {
  let tries = 0;
  for (const attempts of attemptsAt(state, place)) {
    let best: { attempt: Attempt; next: Place } | undefined;
    for (const attempt of attempts) {
      if (attempt.isSure === true) return attempt;
      if (tries >= maxTries) return best?.attempt;
      tries += 1;
      const next = firstError(state.draft, numbers, attempt.changes);
      if (next === undefined) return attempt;
      if (isLater(next, best?.next ?? place)) best = { attempt, next };
    }
    if (best !== undefined) return best.attempt;
  }
  return undefined;
}

function isLater(one: Place, other: Place): boolean {
  return one.line > other.endLine || (one.line === other.line && one.column > other.column);
}

/** What could be wrong at an error: the likeliest first, and apart from that what is only left where nothing fits. */
function attemptsAt({ draft, open }: State, place: Place): Iterable<Attempt>[] {
  const lines = linesAt(draft, place);
  const isNear = ({ start, end }: Open) =>
    lineOf(draft, start) <= place.endLine && lineOf(draft, end) + 1 >= place.line;
  const near = open.filter(isNear).slice(0, 5);
  const openers = near.map(({ start }) => lineOf(draft, start));
  const brackets = near.flatMap((one) =>
    one.is === 'bracket' ? [...closeBracket(draft, one)] : [],
  );
  const likely = function* (): Generator<Attempt> {
    for (const line of lines) yield* findIndentation(draft, line);
    for (const line of lines) yield* findBlocks(draft, line);
    yield* brackets;
    const [bracket] = near.some(({ is }) => is === 'quote') ? [] : brackets;
    if (bracket !== undefined && /BAD_INDENT|MISSING_CHAR/.test(place.code)) {
      yield { ...bracket, isSure: bracket.message.endsWith('closed'), title: undefined };
    }
    for (const line of new Set([...openers, ...lines])) yield* findInLine(draft, line);
    for (const line of lines.toReversed()) yield* findLevels(draft, line);
  };
  const stray = function* (): Generator<Attempt> {
    for (const one of brackets.slice(0, 1)) yield { ...one, isSure: true, title: undefined };
    for (const line of lines.toReversed()) yield* findStray(draft, line);
  };
  return [likely(), stray()];
}

function* findInLine({ lines }: Draft, line: number): Generator<Attempt> {
  const text = lines[line] ?? '';
  if (text.length > maxLength || text.trimStart().startsWith('#')) return;
  for (const { from, to, text: written, ...shown } of findSlices(text)) {
    yield { ...shown, line, changes: [{ line, start: from, end: to, text: written }] };
  }
}

function findSlices(line: string): Slice[] {
  return [...findBlanks(line), ...findWords(line), ...findValues(line)];
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

/** What is wrong with a text that is YAML and surely was meant as something else. */
export function explainText(text: string, start: number, end: number): SourceProblem | undefined {
  const offset = lineStart(text, start);
  const line = /.*/.exec(text.slice(offset, offset + maxLength))?.[0] ?? '';
  const isAt = (slice: Slice) => offset + slice.start < end && offset + slice.start >= start;
  const slice = findSlices(line).find(isAt);
  if (slice === undefined) return undefined;
  const { message, help, title } = slice;
  const edit = { start: offset + slice.from, end: offset + slice.to };
  const fix =
    title === undefined ? {} : { fix: { title, edits: [{ span: edit, text: slice.text }] } };
  const span = { start: offset + slice.start, end: offset + slice.end };
  return { kind: 'syntax', span, hint: { message, help, ...fix } };
}

/** A word in brackets without a colon behind a value, as the comma of a text leaves it; `last` is where that value begins. */
export function explainLoneKey(text: string, last: number, span: Span): SourceProblem {
  const key = text.slice(span.start, span.end);
  const message = `${quote(key)} stands in brackets without a colon and a value`;
  const help = quoteHelp(
    text.slice(last, span.end),
    `write ${key}: and its value; or, if all of it is one text,`,
  );
  return { kind: 'syntax', span, hint: { message, help } };
}

/** The sign of a template in a text or a key that is YAML. */
export function explainTemplate(text: string, start: number): SourceProblem | undefined {
  const sign = /\{[{%]|<%/.exec(text.slice(Math.max(0, start - 1)));
  return sign === null ? undefined : templateAt(text, Math.max(0, start - 1) + sign.index);
}
