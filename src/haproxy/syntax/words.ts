import { nameCharacter } from '../../text/characters.ts';
import { isError, type Result } from '../../text/result.ts';
import { type ReadWord, readWords } from './read-words.ts';

/** The most words that HAProxy takes on a line (MAX_LINE_ARGS, 2.2 and later). */
export const maxWords = 64;

/** What is not allowed in an argument because HAProxy ends it there, or reads it as something else. */
const unwritable = /[\u0000-\u0009\u000b-\u001f\u007f\ud800-\udfff]/u;

/**
 * Writes a text so that HAProxy reads it back as one argument (configuration manual 2.2, "Quoting
 * and escaping"): as it is where that is safe, else in single quotes, inside which nothing has a
 * meaning, a line feed as "\\n". Throws a RangeError on what HAProxy can't read back: an empty text,
 * another control character or half of a surrogate pair.
 */
export function writeWord(text: string): string {
  if (/^[A-Za-z0-9._:/@+=%,*()[\]{}|<>!?^~;&-]+$/.test(text)) return text;
  if (text === '') throw new RangeError('HAProxy reads no empty argument');
  const bad = unwritable.exec(text)?.[0];
  if (bad !== undefined) throw new RangeError(`HAProxy reads no ${nameCharacter(bad)}`);
  return `'${text.replaceAll("'", "'\\''").replaceAll('\n', "'\\n'")}'`;
}

/**
 * Splits a line into its arguments as HAProxy 2.2 and later does. A "$" in double quotes is refused,
 * for what it becomes is up to the environment of a process that does not run yet.
 */
export function splitWords(line: string): Result<readonly ReadWord[]> {
  const read = readWords(line, { isStrict: true });
  return isError(read) ? read : { value: read.value.words };
}
