import { quote } from '../../text/characters.ts';
import { isError, type ParseError, type Result } from '../../text/result.ts';

/** An argument as HAProxy reads it, and its place. */
export interface ReadWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** The names of the environment variables in it, which are in the text as they are written. */
  readonly variables?: readonly string[];
}

/** The arguments of a line, and where a comment begins, which is the end of the line without one. */
interface LineWords {
  readonly words: readonly ReadWord[];
  readonly end: number;
}

/** How a line is read. */
interface Reading {
  /** Whether variables, a lone "\\" at the end and bytes beyond ASCII are refused. */
  readonly isStrict: boolean;
  /** What is added to the offsets of words. */
  readonly start?: number;
}

/** Reads the arguments of a line as HAProxy's parse_line does (2.4 and later). */
export function readWords(line: string, { isStrict, start = 0 }: Reading): Result<LineWords> {
  const words: ReadWord[] = [];
  let at = 0;
  for (;;) {
    while (space.test(line.charAt(at))) at += 1;
    if (at === line.length || line.charAt(at) === '#') return { value: { words, end: at } };
    safe.lastIndex = at;
    const text = safe.exec(line)?.[0] ?? '';
    const end = at + text.length;
    if (end === line.length || (end > at && ending.test(line.charAt(end)))) {
      words.push({ text, start: start + at, end: start + end });
      at = end;
      continue;
    }
    const read = new WordReader(line, at, isStrict).read();
    if (isError(read)) return read;
    const { word } = read.value;
    words.push({ ...word, start: start + word.start, end: start + word.end });
    at = word.end;
  }
}

const space = /[ \t-\r]/;
const ending = /[ \t-\r#]/;

/** How a non-ASCII byte that was written as an escape is kept in a text. */
const firstByte = 0xdc00;

/** Reads a word that has quotes or escapes. */
class WordReader {
  readonly #line: string;
  readonly #isStrict: boolean;
  readonly #start: number;
  readonly #variables: string[] = [];
  #at: number;
  #text = '';
  #quoted = '';
  #opened = 0;

  constructor(line: string, start: number, isStrict: boolean) {
    this.#line = line;
    this.#isStrict = isStrict;
    this.#start = start;
    this.#at = start;
  }

  read(): Result<{ readonly word: ReadWord }> {
    const line = this.#line;
    while (this.#at < line.length && (this.#quoted !== '' || !ending.test(line.charAt(this.#at)))) {
      const error = this.#readPiece();
      if (error !== undefined) return error;
    }
    if (this.#quoted !== '') return explainOpenQuote(line.slice(this.#opened + 1), this.#quoted);
    // HAProxy reads a word up to a NUL.
    const [text = ''] = this.#isStrict ? [this.#text] : this.#text.split('\0', 1);
    const word = { text, start: this.#start, end: this.#at };
    const variables = this.#variables;
    return { value: { word: variables.length === 0 ? word : { ...word, variables } } };
  }

  #readPiece(): ParseError | undefined {
    const character = this.#line.charAt(this.#at);
    if (character === this.#quoted) this.#quote('');
    else if (this.#quoted === '' && /["']/.test(character)) this.#quote(character);
    else if (character === '\\' && this.#quoted !== "'") return this.#readEscape();
    else if (character === '$' && this.#quoted === '"') return this.#readVariable();
    else this.#take(character, 1);
    return undefined;
  }

  #quote(quoted: string): void {
    this.#quoted = quoted;
    if (quoted !== '') this.#opened = this.#at;
    this.#at += 1;
  }

  #take(text: string, length: number): void {
    this.#text += text;
    this.#at += length;
  }

  #readEscape(): ParseError | undefined {
    const read = readEscape(this.#line, this.#at, this.#quoted, this.#isStrict);
    if (read === undefined) return explainEscape(this.#line.slice(this.#at, this.#at + 4));
    this.#take(read.text, read.length);
    return undefined;
  }

  #readVariable(): ParseError | undefined {
    const rest = this.#line.slice(this.#at);
    if (this.#isStrict) return explainVariable(rest);
    const read = readVariable(rest);
    if (isError(read)) return read;
    const { name, written } = read.value;
    this.#variables.push(name);
    this.#take(written, written.length);
    return undefined;
  }
}

/** Variables of HAProxy itself, which depend on the line that is read. */
const pseudo: ReadonlySet<string> = new Set(['.LINE', '.FILE', '.SECTION']);

/** Reads `$NAME`, `${NAME}`, `${NAME-default}` or `${NAME[*]}` (configuration manual 2.3). */
function readVariable(rest: string): Result<{ readonly name: string; readonly written: string }> {
  const [, brace = '', name] = /^\$(\{?)(\.?[A-Za-z_][A-Za-z0-9_]*|\.)/.exec(rest) ?? [];
  if (name === undefined || (name.startsWith('.') && !pseudo.has(name))) {
    const shown = quote(/^\$\{?\.?\w*/.exec(rest)?.[0] ?? '$');
    const help = 'write \\$ if the character is meant';
    return { message: `${shown} is not a variable name`, help };
  }
  const written = brace === '' ? `$${name}` : /^\$\{[^[}-]*(\[\*\])?(-[^}]*)?\}/.exec(rest)?.[0];
  if (written !== undefined) return { value: { name, written } };
  return {
    message: `${quote(`\${${name}`)} is not closed by "}"`,
    help: 'write "}" after the name',
  };
}

function explainVariable(rest: string): ParseError {
  const help = 'write the value itself; or, if "$" is meant, write the word in single quotes';
  const name = /^\$(\{[^}]*\}?|\w*)/.exec(rest)?.[0] ?? '$';
  return { message: `${quote(name)} is an environment variable; its value is unknown here`, help };
}

const safe = /[^ \t-\r#"'\\]+/y;

function explainOpenQuote(text: string, quoted: string): ParseError {
  const name = quoted === '"' ? 'double quote' : 'single quote';
  const help = `write the closing quote; or, if the character is meant, write \\${quoted}`;
  const where = text.trim() === '' ? 'at the end of the line' : `before ${quote(text)}`;
  return { message: `the ${name} ${where} is not closed`, help };
}

interface Escape {
  readonly text: string;
  readonly length: number;
}

const escapes: Readonly<Record<string, string>> = { r: '\r', n: '\n', t: '\t' };
const backslash: Escape = { text: '\\', length: 1 };

function readEscape(
  line: string,
  at: number,
  quoted: string,
  isStrict: boolean,
): Escape | undefined {
  const next = line.charAt(at + 1);
  if (next === '') return isStrict ? undefined : backslash;
  if (next === 'x') {
    const digits = /^[0-9A-Fa-f]{2}$/.exec(line.slice(at + 2, at + 4))?.[0];
    if (digits === undefined) return undefined;
    const code = Number.parseInt(digits, 16);
    if (code >= 0x80 && isStrict) return undefined;
    return { text: String.fromCharCode(code < 0x80 ? code : firstByte + code), length: 4 };
  }
  const control = escapes[next];
  if (control !== undefined) return { text: control, length: 2 };
  const meant = quoted === '"' ? /[ #"\\$]/ : /[ #"'\\]/;
  return meant.test(next) ? { text: next, length: 2 } : backslash;
}

function explainEscape(text: string): ParseError {
  if (text === '\\') {
    return { message: `${quote(text)} has nothing after it`, help: 'write \\\\ for one backslash' };
  }
  const help = 'write \\x and two hexadecimal digits from 00 to 7f';
  return { message: `${quote(text)} is not an ASCII character`, help };
}
