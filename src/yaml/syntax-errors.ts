import type { Document, YAMLError } from 'yaml';
import { findHints } from './hints/find.ts';
import { lineStart, readLine } from './hints/line.ts';
import type { SourceProblem } from './problem.ts';

/** After one of these the library guesses, and what it says next is seldom another mistake. */
const recoverable: ReadonlySet<string> = new Set([
  'BAD_DQ_ESCAPE',
  'BAD_SCALAR_START',
  'KEY_OVER_1024_CHARS',
  'TAG_RESOLVE_FAILED',
]);

/**
 * What is wrong with a text that the library finds errors in. Reading the text again as it was meant
 * says more and at better places; the library's own first error is told where that knows nothing.
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
  const hints = findHints(text, most);
  const template = hints.find((found) => found.kind === 'syntax' && found.hint.is === 'template');
  if (template !== undefined) return [template];
  const begin = hints[0]?.span.start;
  if (begin === undefined) return ownErrors(text, errors);
  return isBefore(text, errors, begin) ? [toProblem(text, first), ...hints] : hints;
}

/** Whether the library's first error ends before the line of an offset, with content between them. */
function isBefore(text: string, errors: readonly YAMLError[], begin: number): boolean {
  const start = errors[0]?.pos[0] ?? 0;
  if ('[{'.includes(text.charAt(start))) return false;
  const ends = errors.filter(({ pos }) => pos[0] === start).map(({ pos }) => pos[1]);
  const end = Math.max(...ends);
  const stop = lineStart(text, begin);
  for (let at = lineStart(text, end); end < stop && at < stop; ) {
    const line = readLine(text, at);
    if (line.body < line.end && text.charAt(line.body) !== '#') return true;
    at = line.next;
  }
  return false;
}

function ownErrors(text: string, errors: readonly YAMLError[]): SourceProblem[] {
  const problems: SourceProblem[] = [];
  for (const error of errors.slice(0, 20)) {
    problems.push(toProblem(text, error));
    if (!recoverable.has(error.code)) break;
  }
  return problems;
}

function toProblem(text: string, { code, pos }: YAMLError): SourceProblem {
  const [start] = pos;
  const span = { start, end: Math.max(start + 1, Math.min(pos[1], text.length)) };
  if (code === 'TAG_RESOLVE_FAILED') {
    return { kind: 'tag', span, tag: text.slice(span.start, span.end) };
  }
  return { kind: 'syntax', span, hint: { is: 'other', code } };
}
