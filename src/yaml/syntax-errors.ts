import type { Document, YAMLError } from 'yaml';
import { quote } from '../text/characters.ts';
import type { Span } from '../text/positions.ts';
import { attemptsAt, findSlices, type Known, maxLength } from './hints/attempts.ts';
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
import { lineStart } from './hints/line.ts';
import { findOpen } from './hints/open.ts';
import type { SourceProblem } from './problem.ts';

const maxTries = 60;

/** Up to this many errors the best fix is searched; for more, the first fix that makes the lines valid is taken. */
const thorough = 20;

/**
 * What is wrong with a text that the library finds errors in. Near the place of an error the hints are tried in
 * order: the one is right after whose fix the library finds no error, or else the one after which its first
 * error comes last. Errors further down are found in the text after the fix.
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
  const state: State = {
    text,
    draft: toDraft(text),
    open: findOpen(text),
    found: [],
    noted: new Set(),
    most,
  };
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

interface State extends Known {
  readonly text: string;
  readonly found: SourceProblem[];
  readonly most: number;
}

function isHurried({ found }: State): boolean {
  return found.length >= thorough;
}

/** Explains the errors around a line; returns the last line that is right then, or nothing where one is not explained. */
function explainPart(state: State, { code, pos }: YAMLError): number | undefined {
  const { draft, found, most } = state;
  let line = lineOf(draft, pos[0]);
  while (found.length < most) {
    const numbers = windowAround(draft, openAt(state, line) ?? line, isHurried(state) ? 3 : 7);
    const place = firstError(draft, numbers);
    if (place === undefined && found.length > 0) return numbers.at(-1);
    const attempt = place === undefined ? undefined : choose(state, numbers, place);
    const isNoted = attempt !== undefined && note(state, attempt);
    if (found.length === 0) found.push(explainOther(state.text, pos[0], code));
    if (!isNoted || place === undefined || attempt.isLast === true) return undefined;
    line = place.line;
  }
  return undefined;
}

/** What no hint explains. */
function explainOther(text: string, offset: number, code: string): SourceProblem {
  const start = Math.min(offset, text.length);
  const [message, help] = sentences[code] ?? [
    'this is not valid YAML',
    'write KEY: VALUE on each line, and values with special characters in quotes',
  ];
  return { kind: 'syntax', span: { start, end: start + 1 }, hint: { message, help } };
}

const sentences: Readonly<Record<string, readonly [message: string, help: string]>> = {
  BAD_DQ_ESCAPE: [
    'unknown escape sequence in double quotes',
    'write "\\\\" for a backslash, or write the text in single quotes',
  ],
  BLOCK_AS_IMPLICIT_KEY: [
    'a mapping cannot begin here',
    'write the mapping on its own line; or, if it is text, write the value in quotes',
  ],
};

/** The line of the bracket or quote that is still open at a line; those that end further up are done with. */
function openAt({ draft, open }: State, line: number): number | undefined {
  while (open[0] !== undefined && lineOf(draft, open[0].end) + 1 < line) open.shift();
  const at = open.slice(0, 5).find(({ end }) => lineOf(draft, end) >= line);
  return at === undefined || lineOf(draft, at.start) > line ? undefined : lineOf(draft, at.start);
}

/** Adds an error and applies its fix, unless there is an error at that place already. */
function note({ draft, found, noted }: State, attempt: Attempt): boolean {
  const { line, start, end, message, help, title, changes } = attempt;
  const span = toSpan(draft, line, start, Math.max(end, start + 1));
  if (noted.has(span.start)) return false;
  noted.add(span.start);
  const edits = changes.map(({ text, ...at }) => {
    return { span: toSpan(draft, at.line, at.start, at.end), text };
  });
  const fix = title === undefined ? {} : { fix: { title, edits } };
  found.push({ kind: 'syntax', span, hint: { message, help, ...fix } });
  change(draft, changes);
  return true;
}

/** The first attempt after which no error is left, or the first after which the next error comes last. */
function choose(state: State, numbers: readonly number[], place: Place): Attempt | undefined {
  const [likely, stray] = attemptsAt(state, place);
  const how = { place, isHurried: isHurried(state) };
  const tried = (attempts: Iterable<Attempt>) => tryEach(state.draft, numbers, how, attempts);
  return tried(likely) ?? tried(stray);
}

function tryEach(
  draft: Draft,
  numbers: readonly number[],
  { place, isHurried }: { readonly place: Place; readonly isHurried: boolean },
  attempts: Iterable<Attempt>,
): Attempt | undefined {
  let tries = 0;
  let best: Attempt | undefined;
  let last = place;
  for (const attempt of attempts) {
    tries += 1;
    if (attempt.isSure === true) return attempt;
    const next = firstError(draft, numbers, attempt.changes);
    if (next === undefined || (isHurried && next.line > place.endLine)) return attempt;
    if (isLater(next, last)) [best, last] = [attempt, next];
    if (tries > maxTries) break;
  }
  return best;
}

function isLater(one: Place, other: Place): boolean {
  return one.line > other.endLine || (one.line === other.line && one.column > other.column);
}

/** What is wrong with a text that is valid YAML, but not what the author meant. */
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
  const address = /^[0-9]{1,3}(?:[.,][0-9]{1,3}){3}(?![\w.:])/.exec(
    text.slice(last, last + 20),
  )?.[0];
  if (address?.includes(',') === true) {
    const plain = address.replaceAll(',', '.');
    const at = { start: last, end: last + address.length };
    const fix = { title: `write ${plain}`, edits: [{ span: at, text: plain }] };
    const hint = {
      message: `${quote(address)} has commas instead of dots`,
      help: `write ${plain}`,
      fix,
    };
    return { kind: 'syntax', span: at, hint };
  }
  const key = text.slice(span.start, span.end);
  const message = `${quote(key)} in brackets has no colon and no value`;
  const help = quoteHelp(
    text.slice(last, span.end),
    `write ${key}: VALUE; or, if it is all one text, in quotes:`,
  );
  return { kind: 'syntax', span, hint: { message, help } };
}

/** The template tag in a text or a key that is valid YAML. */
export function explainTemplate(text: string, start: number): SourceProblem | undefined {
  const tag = /\{[{%]|<%/.exec(text.slice(Math.max(0, start - 1)));
  return tag === null ? undefined : templateAt(text, Math.max(0, start - 1) + tag.index);
}
