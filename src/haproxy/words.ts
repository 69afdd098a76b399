import { nameCharacter, quote } from '../source/characters.ts';
import type { Judged } from './judged.ts';

/** The most words that HAProxy takes on a line (MAX_LINE_ARGS, 2.2 to 3.4). */
export const maxWords = 64;

/** An argument as HAProxy reads it, and where it stands in its line. */
export interface ReadWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** What must not stand in an argument because HAProxy ends it there, or reads it as something else. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that are meant
const unwritable = /[\u0000-\u0009\u000b-\u001f\u007f]/;

/**
 * Writes a text so that HAProxy reads it back as one argument (configuration manual 2.2, "Quoting
 * and escaping"): as it is where that is safe, else in single quotes, inside which nothing has a
 * meaning, a line feed as "\\n". Throws a RangeError on what HAProxy can't read back: an empty text or
 * another control character.
 */
export function writeWord(text: string): string {
  if (/^[A-Za-z0-9._:/@+=%,*()[\]{}|<>!?^~;&-]+$/.test(text)) return text;
  if (text === '') throw new RangeError('HAProxy reads no empty argument');
  const bad = unwritable.exec(text)?.[0];
  if (bad !== undefined) throw new RangeError(`HAProxy reads no ${nameCharacter(bad)}`);
  return `'${text.replaceAll("'", "'\\''").replaceAll('\n', "'\\n'")}'`;
}

const escapes: Readonly<Record<string, string>> = { r: '\r', n: '\n', t: '\t' };

/**
 * Splits a line into its arguments as HAProxy 2.2 to 3.4 does. A "$" in double quotes is refused,
 * for what it becomes is up to the environment of a process that does not run yet.
 */
export function splitWords(line: string): Judged<ReadWord[]> {
  const words: ReadWord[] = [];
  let at = 0;
  while (at < line.length) {
    if (/[\s]/.test(line.charAt(at))) {
      at += 1;
      continue;
    }
    if (line.charAt(at) === '#') break;
    const word = readWord(line, at);
    if ('message' in word) return word;
    words.push(word);
    at = word.end;
  }
  return { value: words };
}

function readWord(line: string, start: number): ReadWord | { message: string; help?: string } {
  const plain = plainWord(line, start);
  if (plain !== undefined) return plain;
  let text = '';
  let quoted = '';
  let at = start;
  for (; at < line.length; at += 1) {
    const character = line.charAt(at);
    if (quoted === '' && /[\s#]/.test(character)) break;
    if (character === quoted) quoted = '';
    else if (quoted === '' && /["']/.test(character)) quoted = character;
    else if (character === '\\' && quoted !== "'") {
      const escape = readEscape(line, at, quoted);
      if (escape === undefined) return { message: `the line ends in a "\\" or a broken "\\x"` };
      text += escape.text;
      at += escape.length - 1;
    } else if (character === '$' && quoted === '"') {
      const help = `put the word in single quotes if ${quote('$')} is meant`;
      return { message: 'an environment variable can not be judged here', help };
    } else text += character;
  }
  if (quoted !== '') return { message: `a ${quote(quoted)} is opened and not closed` };
  return { text, start, end: at };
}

const safe = /[^\s#"'\\]+/y;

function plainWord(line: string, start: number): ReadWord | undefined {
  safe.lastIndex = start;
  const text = safe.exec(line)?.[0];
  if (text === undefined) return undefined;
  const end = start + text.length;
  return end === line.length || /[\s#]/.test(line.charAt(end)) ? { text, start, end } : undefined;
}

function readEscape(
  line: string,
  at: number,
  quoted: string,
): { text: string; length: number } | undefined {
  const next = line.charAt(at + 1);
  if (next === '') return undefined;
  if (quoted === '"') {
    return /["\\$]/.test(next) ? { text: next, length: 2 } : { text: '\\', length: 1 };
  }
  if (next === 'x') {
    const digits = /^[0-9A-Fa-f]{2}/.exec(line.slice(at + 2))?.[0];
    if (digits === undefined) return undefined;
    return { text: String.fromCharCode(Number.parseInt(digits, 16)), length: 4 };
  }
  const control = escapes[next];
  if (control !== undefined) return { text: control, length: 2 };
  return /[\s#"'\\]/.test(next) ? { text: next, length: 2 } : { text: '\\', length: 1 };
}
