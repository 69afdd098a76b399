import { Lexer } from 'yaml';
import { type Attempt, type Draft, lineOf } from './draft.ts';
import { findComment, lineStart } from './line.ts';
import { neighbour } from './spot.ts';

/** A bracket that is not closed, or a text in quotes of several lines. */
export interface Open {
  readonly start: number;
  /** Where that shows. */
  readonly end: number;
  readonly opener: string;
  /** The bracket at that place, which closes another one. */
  readonly wrong?: string;
  /** What closes all that is open there. */
  readonly closers: string;
}

const closerOf = (opener: string): string => (opener === '{' ? '}' : ']');
const maxOpen = 100_000;

/**
 * Finds what is open over several lines, in the words of the library: comments and texts are not looked into. An item
 * of a list below a bracket that could end there shows that it is not closed.
 */
export function findOpen(text: string): Open[] {
  const found: Open[] = [];
  let stack: number[] = [];
  const closers = () => stack.map((open) => closerOf(text.charAt(open))).reverse();
  const leave = (end: number, wrong: Pick<Open, 'wrong'>) => {
    const start = stack.at(-1);
    if (start === undefined) return;
    found.push({ start, end, opener: text.charAt(start), closers: closers().join(''), ...wrong });
  };
  const close = (at: number, lexeme: string) => {
    const [closer, ...others] = closers();
    if (closer !== lexeme) leave(at, { wrong: lexeme });
    stack.splice(closer !== lexeme && others.includes(lexeme) ? -2 : -1);
  };
  let last = '';
  const read = (at: number, lexeme: string) => {
    const isItem = /(?:^|\n *)-$/.test(lexeme) && isFirst(text, at + lexeme.length - 1, last);
    if (!/^[\s#]/.test(lexeme)) last = lexeme;
    if (lexeme === '{' || lexeme === '[') stack.push(at);
    else if (lexeme === '}' || lexeme === ']') close(at, lexeme);
    else if (lexeme === '\u0018' || isItem) {
      leave(at + Math.max(0, lexeme.length - 1), {});
      stack = [];
    } else if (/^["'][\s\S]*\n/.test(lexeme)) {
      found.push({ start: at, end: at + lexeme.length, opener: lexeme.charAt(0), closers: '' });
    }
  };
  for (const { at, lexeme } of lexemes(text)) if (found.length < maxOpen) read(at, lexeme);
  leave(text.length, {});
  return found;
}

/** Whether only white space is before a place on its line, and the line above does not continue there. */
function isFirst(text: string, at: number, last: string): boolean {
  return text.slice(lineStart(text, at), at).trim() === '' && !/^[[{,]/.test(last);
}

/** The words of the library, and where they begin; `\u0018` where it gives up a bracket. */
export function* lexemes(text: string): Generator<{ at: number; lexeme: string }> {
  let at = 0;
  for (const lexeme of new Lexer().lex(text)) {
    if (lexeme === '\u0018') yield { at, lexeme };
    if (/^[\u0002\u0018\u001f]/.test(lexeme)) continue;
    yield { at, lexeme };
    at += lexeme.length;
  }
}

/** The ways to close a bracket: at the end of its line, or before the bracket that closes another. */
export function closeBracket(draft: Draft, open: Open): Attempt[] {
  const { opener, wrong, closers } = open;
  const line = lineOf(draft, open.end);
  const end = open.end - draft.places.span(line + 1).start;
  const closer = closerOf(opener);
  if (wrong === undefined) return closeLine(draft, open, line);
  if (closers.slice(1).includes(wrong)) {
    const changes = [{ line, start: end, end, text: closer }];
    return closeLine(draft, { ...open, closers: closer }, line).map((one) => ({ ...one, changes }));
  }
  const at = { line, start: end, end: end + 1 };
  const words = { help: `write "${closer}"`, title: `write ${closer}` };
  const message = `"${wrong}" cannot close "${opener}"`;
  return [{ ...at, ...words, message, changes: [{ ...at, text: closer }] }];
}

function closeLine(
  draft: Draft,
  { start: offset, opener, closers }: Open,
  endLine: number,
): Attempt[] {
  const { lines, places } = draft;
  const line = lineOf(draft, offset);
  const start = offset - places.span(line + 1).start;
  const text = lines[line] ?? '';
  const closer = closerOf(opener);
  const written = text.slice(0, findComment(text, start)).trimEnd();
  const inComment = text.slice(written.length).includes(closer);
  const isLater = (neighbour(lines, line, 1) ?? endLine) < endLine;
  const isBefore = written.length < text.trimEnd().length;
  const place = isBefore ? 'before the comment' : 'at the end of its line';
  const where = isLater ? 'where it ends, before the next key or item' : place;
  const help = inComment
    ? `write "${closer}" before "#", which begins a comment; or write the text with "#" in quotes`
    : `write "${closers}" ${written.endsWith(')') ? 'instead of ")"' : where}`;
  // Several of them, or one in a line that nothing ends, may be what is left of a longer text.
  const isWhole = !isLater && !inComment && !/[[{,)]$/.test(written) && line + 1 < lines.length;
  const isCertain = closers.length === 1 && isWhole;
  const added = isCertain && closer === '}' ? ' }' : closers;
  const title = isCertain ? `close the "${opener}"` : undefined;
  const at = { line, start, end: start + 1, message: `this "${opener}" is not closed`, help };
  const behind = { line, start: written.length, end: written.length, text: added };
  const instead = { line, start, end: start + 1, text: '' };
  return [
    { ...at, title, changes: [behind] },
    { ...at, changes: [instead] },
  ];
}
