import { readKey } from './key.ts';
import { findComment, isGap, type Line, lineStart, readLine, skipBlanks, trimEnd } from './line.ts';

/** The line of the next entry, and its column. */
export interface Next {
  readonly line: Line;
  readonly at: number;
  readonly column: number;
}

const maxLines = 1000;

/** The next line that is neither empty nor a comment. */
export function nextEntry(text: string, at: number): Next | undefined {
  let line = readLine(text, lineStart(text, at));
  for (let from = line.next; from < text.length; from = line.next) {
    line = readLine(text, from);
    if (line.body < line.end && text.charAt(line.body) !== '#') {
      return { line, at: line.body, column: line.indent };
    }
  }
  return undefined;
}

/** The next line that is neither empty nor a comment and stands at most at a column. */
export function nextAtMost(text: string, at: number, column: number): Next | undefined {
  let next = nextEntry(text, at);
  for (let lines = 0; next !== undefined && next.column > column; lines += 1) {
    next = lines < maxLines ? nextEntry(text, next.at) : undefined;
  }
  return next;
}

/** The key of a line that begins with one. */
export function keyOf(text: string, { line, at }: Next): string | undefined {
  const key = readKey(text, at, line.end);
  return key === undefined ? undefined : text.slice(key.start, key.end);
}

/** The key that follows a "-". */
export function itemKey(text: string, at: number): string | undefined {
  const line = readLine(text, lineStart(text, at));
  const start = isGap(text, at + 1) ? skipBlanks(text, at + 1, line.end) : at + 1;
  const key = readKey(text, start, line.end);
  return key === undefined ? undefined : text.slice(key.start, key.end);
}

/** The key that ends the comment right above a line, or begins an item there: `# - name: a`. */
export function commentedKey(text: string, at: number): string | undefined {
  const start = lineStart(text, at);
  if (start === 0) return undefined;
  const above = readLine(text, lineStart(text, start - 1));
  if (text.charAt(above.body) !== '#' || above.end - above.body > 200) return undefined;
  const comment = text.slice(above.body, above.end).trimEnd();
  return /^#[# ]*(?:(?:- +)+([\w.-]+):(?: .*)?|([\w.-]+):(?: *[|>][-+]?)?)$/
    .exec(comment)
    ?.slice(1)
    .find(Boolean);
}

/** Whether a line, from an offset on, ends in a colon: its key has no value there. */
export function endsWithColon(text: string, at: number): boolean {
  const line = readLine(text, lineStart(text, at));
  return text.charAt(trimEnd(text, at, findComment(text, at, line.end)) - 1) === ':';
}
