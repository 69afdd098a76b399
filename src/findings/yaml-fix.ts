import type { Span } from '../text/positions.ts';
import type { Edit } from '../yaml/edit.ts';
import { lineStart, readLine } from '../yaml/hints/line.ts';
import type { SourceProblem } from '../yaml/problem.ts';
import { inQuotes } from '../yaml/quote.ts';
import type { Fix } from './diagnostic.ts';

/** The fix of a problem of bytes or YAML that leaves one answer; undefined where a person must choose. */
export function fixProblem(text: string, problem: SourceProblem): Fix | undefined {
  const { span } = problem;
  switch (problem.kind) {
    case 'syntax':
      return problem.hint.fix && { ...problem.hint.fix, isCertain: true };
    case 'forbidden-character':
      return problem.isEscaped ? undefined : removeCharacter(text, problem.character);
    case 'several-documents':
      return problem.isEmpty ? removeSeparators(text, span) : undefined;
    case 'directive':
      return /^%YAML[ \t]/.test(problem.text) ? removeLine(text, span) : undefined;
    case 'alias':
      return problem.text.startsWith('*:')
        ? quoted(span, problem.text.replace(/["']$/, ''))
        : undefined;
    case 'key-not-text':
      return /^[\w.+-]+$/.test(problem.text) ? quoted(span, problem.text) : undefined;
    default:
      return undefined;
  }
}

function quoted(span: Span, text: string): Fix {
  const written = inQuotes(text);
  return { title: `write ${written}`, edits: [{ span, text: written }], isCertain: true };
}

/** A line with a comment is left to a person. */
function removeLine(text: string, { start }: Span): Fix | undefined {
  const line = readLine(text, lineStart(text, start));
  if (text.slice(line.start, line.end).includes('#')) return undefined;
  const span = { start: line.start, end: line.next };
  return { title: 'delete the line', edits: [{ span, text: '' }], isCertain: true };
}

/** The line that begins an empty document, and all behind it where they begin nothing else. */
function removeSeparators(text: string, { start, end }: Span): Fix | undefined {
  const edits: Edit[] = [];
  for (let at = lineStart(text, start); at < text.length; ) {
    const line = readLine(text, at);
    const words = text.slice(line.start, line.end).trimEnd();
    at = line.next;
    if (words === '---' || words === '...') {
      edits.push({ span: { start: line.start, end: line.next }, text: '' });
    } else if (!/^\s*(#|$)/.test(words)) return removeLine(text, { start, end });
  }
  if (edits.length < 2) return removeLine(text, { start, end });
  return { title: 'delete the lines', edits, isCertain: true };
}

/** Takes out what has no width wherever it stands; of other characters nobody knows what they should be. */
function removeCharacter(text: string, character: string): Fix | undefined {
  if (!/\p{Cf}/u.test(character)) return undefined;
  const edits = [];
  for (let at = text.indexOf(character); at !== -1; at = text.indexOf(character, at + 1)) {
    edits.push({ span: { start: at, end: at + character.length }, text: '' });
  }
  return { title: 'delete the character', edits, isCertain: true };
}
