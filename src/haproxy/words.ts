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

const escapes: Readonly<Record<string, string>> = { r: '\r', n: '\n', t: '\t' };

/**
 * Splits a line into its arguments as HAProxy 2.2 to 3.4 does. A "$" in double quotes is refused,
 * for what it becomes is up to the environment of a process that does not run yet.
 */
export function splitWords(line: string): Judged<ReadWord[]> {
  const words: ReadWord[] = [];
  let at = 0;
  while (at < line.length) {
    if (/[ \t-\r]/.test(line.charAt(at))) {
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
  let opened = start;
  let at = start;
  while (at < line.length && (quoted !== '' || !/[ \t-\r#]/.test(line.charAt(at)))) {
    const piece = readPiece(line, at, quoted);
    if ('message' in piece) return piece;
    text += piece.text;
    if (piece.quoted !== undefined) {
      quoted = piece.quoted;
      opened = at;
    }
    at += piece.length;
  }
  if (quoted !== '') return refuseOpenQuote(line.slice(opened + 1), quoted);
  return { text, start, end: at };
}

function refuseOpenQuote(text: string, quoted: string): Refusal {
  const name = quoted === '"' ? 'a double quote' : 'a single quote';
  const help = `close it, or write \\${quoted} where the character itself is meant`;
  const where = text.trim() === '' ? 'at the end of the line' : `before ${quote(text)}`;
  return { message: `${name} is opened ${where} and not closed`, help };
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
    return readEscape(line, at, quoted) ?? refuseEscape(line.slice(at, at + 4));
  }
  if (character === '$' && quoted === '"') {
    const help = 'write the value itself, or the word in single quotes if "$" is meant';
    const name = /^\$(\{[^}]*\}?|\w*)/.exec(line.slice(at))?.[0] ?? character;
    return { message: `${quote(name)} is filled in from the environment of HAProxy`, help };
  }
  return { text: character, length: 1 };
}

const safe = /[^ \t-\r#"'\\]+/y;

function plainWord(line: string, start: number): ReadWord | undefined {
  safe.lastIndex = start;
  const text = safe.exec(line)?.[0];
  if (text === undefined) return undefined;
  const end = start + text.length;
  return end === line.length || /[ \t-\r#]/.test(line.charAt(end))
    ? { text, start, end }
    : undefined;
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

function refuseEscape(text: string): Refusal {
  if (text === '\\') {
    return { message: `${quote(text)} has nothing after it`, help: 'write \\\\ for one backslash' };
  }
  const help = 'write \\x and two hexadecimal digits from 00 to 7f';
  return { message: `${quote(text)} is no character of ASCII`, help };
}

const backslash: Piece = { text: '\\', length: 1 };
