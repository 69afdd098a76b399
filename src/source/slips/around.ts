import { readKey } from './key.ts';
import { isGap, type Line, lineStart, readLine, skipBlanks } from './line.ts';

/** The line of the next entry, and its column. */
export interface Next {
  readonly line: Line;
  readonly at: number;
  readonly column: number;
}

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
  return /^#[# ]*(?:(?:- +)+([\w.-]+):(?: .*)?|([\w.-]+):)$/.exec(comment)?.slice(1).find(Boolean);
}
