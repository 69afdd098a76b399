import { nameCharacter, quote } from '../source/characters.ts';
import type { Judged, Refusal } from './judged.ts';

/** The most words that HAProxy takes on a line (MAX_LINE_ARGS, 2.2 to 3.4). */
export const maxWords = 64;

/** An argument as HAProxy reads it, and where it stands in its line. */
export interface ReadWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** What must not stand in an argument because HAProxy ends it there, or reads it as something else. */
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

function readWord(line: string, start: number): ReadWord | Refusal {
  const plain = plainWord(line, start);
  if (plain !== undefined) return plain;
  let text = '';
  let quoted = '';
  let at = start;
  while (at < line.length && (quoted !== '' || !/[\s#]/.test(line.charAt(at)))) {
    const piece = readPiece(line, at, quoted);
    if ('message' in piece) return piece;
    text += piece.text;
    quoted = piece.quoted ?? quoted;
    at += piece.length;
  }
  if (quoted !== '') return { message: `a ${quote(quoted)} is opened and not closed` };
  return { text, start, end: at };
}

interface Piece {
  readonly text: string;
  readonly length: number;
  /** The quote that is open after it, where that changes. */
  readonly quoted?: string;
}

function readPiece(line: string, at: number, quoted: string): Piece | Refusal {
  const character = line.charAt(at);
  if (character === quoted) return { text: '', length: 1, quoted: '' };
  if (quoted === '' && /["']/.test(character)) return { text: '', length: 1, quoted: character };
  if (character === '\\' && quoted !== "'") {
    return (
      readEscape(line, at, quoted) ?? {
        message: 'a "\\" has nothing after it, or a "\\x" no character of ASCII',
      }
    );
  }
  if (character === '$' && quoted === '"') {
    const help = 'put the word in single quotes if "$" itself is meant';
    return { message: 'what an environment variable holds cannot be judged', help };
  }
  return { text: character, length: 1 };
}

const safe = /[^\s#"'\\]+/y;

function plainWord(line: string, start: number): ReadWord | undefined {
  safe.lastIndex = start;
  const text = safe.exec(line)?.[0];
  if (text === undefined) return undefined;
  const end = start + text.length;
  return end === line.length || /[\s#]/.test(line.charAt(end)) ? { text, start, end } : undefined;
}

function readEscape(line: string, at: number, quoted: string): Piece | undefined {
  const next = line.charAt(at + 1);
  if (next === '') return undefined;
  if (next === 'x') {
    const digits = /^[0-7][0-9A-Fa-f]/.exec(line.slice(at + 2, at + 4))?.[0];
    if (digits === undefined) return undefined;
    return { text: String.fromCharCode(Number.parseInt(digits, 16)), length: 4 };
  }
  const control = escapes[next];
  if (control !== undefined) return { text: control, length: 2 };
  const meant = quoted === '"' ? /[ #"\\$]/ : /[ #"'\\]/;
  return meant.test(next) ? { text: next, length: 2 } : backslash;
}

const backslash: Piece = { text: '\\', length: 1 };
