import { Lexer } from 'yaml';
import { type Attempt, type Draft, lineOf } from './draft.ts';
import { neighbour } from './levels.ts';
import { findComment } from './line.ts';

/** A bracket that is not closed, or not by its own sign, and a text in quotes of several lines. */
export type Open =
  | { readonly is: 'quote'; readonly start: number; readonly end: number }
  | {
      readonly is: 'bracket';
      readonly start: number;
      /** Where that shows, and the wrong sign there. */
      readonly end: number;
      readonly sign: string;
      readonly wrong: string | undefined;
      /** What closes all that is open there. */
      readonly closers: string;
    };

const closerOf = (sign: string): string => (sign === '{' ? '}' : ']');
const maxOpen = 1000;

/** Finds what is open over several lines, in the words of the library: comments and texts are not looked into. */
export function findOpen(text: string): readonly Open[] {
  const found: Open[] = [];
  let stack: number[] = [];
  let at = 0;
  const leave = (end: number, wrong?: string) => {
    const start = stack.at(-1);
    if (start === undefined) return;
    const closers = stack
      .map((open) => closerOf(text.charAt(open)))
      .reverse()
      .join('');
    found.push({ is: 'bracket', start, end, sign: text.charAt(start), wrong, closers });
  };
  for (const lexeme of new Lexer().lex(text)) {
    if (found.length > maxOpen) break;
    const first = lexeme.charAt(0);
    if (lexeme === '\u0018') {
      leave(at);
      stack = [];
    }
    if (/[\u0002\u0018\u001f]/.test(first)) continue;
    if (lexeme === '{' || lexeme === '[') stack.push(at);
    else if (lexeme === '}' || lexeme === ']') {
      const open = stack.at(-1);
      if (open !== undefined && closerOf(text.charAt(open)) !== lexeme) {
        leave(at, lexeme);
        if (stack.some((one) => closerOf(text.charAt(one)) === lexeme)) stack.pop();
      }
      stack.pop();
    } else if (/["']/.test(first) && lexeme.includes('\n')) {
      found.push({ is: 'quote', start: at, end: at + lexeme.length });
    }
    at += lexeme.length;
  }
  leave(at);
  return found;
}

/** The ways to close a bracket: behind what stands on its line, or before the sign that closes another. */
export function* closeBracket(
  draft: Draft,
  open: Extract<Open, { is: 'bracket' }>,
): Generator<Attempt> {
  const { lines } = draft;
  const line = lineOf(draft, open.start);
  const start = open.start - (draft.starts[line] ?? 0);
  const endLine = lineOf(draft, open.end);
  const text = lines[line] ?? '';
  const { sign, wrong } = open;
  const closer = closerOf(sign);
  const written = text.slice(0, findComment(text, start, text.length)).trimEnd();
  const inComment = text.slice(written.length).includes(closer);
  const at = { line, start, end: start + 1, message: `this "${sign}" is not closed` };
  if (wrong !== undefined && open.closers.slice(1).includes(wrong)) {
    const column = open.end - (draft.starts[endLine] ?? 0);
    const changes = [{ line: endLine, start: column, end: column, text: closer }];
    const help = `write "${closer}" ${line === endLine ? 'at the end of its line' : 'where it ends, before the next key or item'}`;
    yield { ...at, help, changes, title: line === endLine ? `close the "${sign}"` : undefined };
    return;
  }
  if (wrong !== undefined) {
    const column = open.end - (draft.starts[endLine] ?? 0);
    const change = { line: endLine, start: column, end: column + 1, text: closer };
    const message = `"${wrong}" cannot close "${sign}"`;
    const help = `write "${closer}"`;
    yield {
      line: endLine,
      start: column,
      end: column + 1,
      message,
      help,
      changes: [change],
      title: help.replaceAll('"', ''),
    };
    return;
  }
  const next = neighbour(lines, line, 1);
  const isBelow = next !== undefined && next < endLine;
  const place =
    written.length < text.trimEnd().length ? 'before the comment' : 'at the end of its line';
  const help = inComment
    ? `the "${closer}" stands behind "#", in a comment: write it before, or the text with "#" in quotes`
    : `write "${open.closers}" ${isBelow ? 'where it ends, before the next key or item' : place}`;
  // Several of them, or one in a line that nothing ends, may be what is left of a longer text.
  const isCertain =
    open.closers.length === 1 &&
    !isBelow &&
    !inComment &&
    !/[[{,]$/.test(written) &&
    line + 1 < lines.length;
  const added = isCertain && closer === '}' ? ' }' : open.closers;
  const changes = [{ line, start: written.length, end: written.length, text: added }];
  yield { ...at, help, changes, title: isCertain ? `close the "${sign}"` : undefined };
  yield { ...at, help, changes: [{ line, start, end: start + 1, text: '' }] };
}
