import { writeWord } from '../haproxy/syntax/words.ts';
import { hasControl } from '../text/characters.ts';

/** A value as one argument of HAProxy's language; throws on what can't be one. */
export function haproxyWord(value: unknown): string {
  return writeWord(String(value));
}

/** A value as the text of a comment; throws on a line break or another control character. */
export function commentText(value: unknown): string {
  const text = String(value);
  if (hasControl(text)) throw new RangeError('a comment cannot hold control characters');
  return text;
}

/** A value as a line that is written as it is; throws on what would end it or the file. */
export function verbatimLine(value: unknown): string {
  const text = String(value);
  if (/[\0\r\n]/.test(text)) throw new RangeError('a line cannot hold a line break or NUL');
  return text;
}
