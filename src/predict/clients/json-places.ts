import { type JSONVisitor, visit } from 'jsonc-parser';
import { quote } from '../../text/characters.ts';
import type { ParseError } from '../../text/result.ts';

/** What is wrong with a text as JSON (RFC 8259): the offset, and the words. */
export function findJsonError(text: string): [at: number, error: ParseError] {
  const end = text.trimEnd().length;
  let at = end;
  visitJson(text, {
    onError: (_code, offset) => {
      at = Math.min(at, offset);
    },
  });
  if (at === end) {
    return [end, { message: 'the JSON ends too early', help: 'give the whole of it' }];
  }
  const found = /^["'\w]*|^./.exec(text.slice(at, at + 40))?.[0] || text.charAt(at);
  return [at, { message: `${quote(found)} cannot stand here in JSON` }];
}

/** The offsets of the values at some paths of a text that is JSON; of a key that is there twice the last. */
export function locateJson(
  text: string,
  paths: readonly (readonly (string | number)[])[],
): number[] {
  const offsets = new Map(paths.map((path) => [JSON.stringify(path), 0]));
  const see = (offset: number, path: readonly (string | number)[]) => {
    const key = JSON.stringify(path);
    if (offsets.has(key)) offsets.set(key, offset);
  };
  visitJson(text, {
    onObjectBegin: (offset, _length, _line, _column, path) => see(offset, path()),
    onArrayBegin: (offset, _length, _line, _column, path) => see(offset, path()),
    onLiteralValue: (_value, offset, _length, _line, _column, path) => see(offset, path()),
  });
  return paths.map((path) => offsets.get(JSON.stringify(path)) ?? 0);
}

/** Visits as far as brackets are not nested beyond what a stack holds. */
function visitJson(text: string, visitor: JSONVisitor): void {
  try {
    visit(text, visitor, { disallowComments: true });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
}
