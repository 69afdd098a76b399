import { quote } from '../../text/characters.ts';
import { isError, type ParseError, type Result } from '../../text/result.ts';
import { readVariable, type Variables } from './variable.ts';
import type { ReadVariable, ReadWord } from './word.ts';

/** The arguments of a line, and where a comment begins, which is the end of the line without one. */
export interface LineWords {
  readonly words: readonly ReadWord[];
  readonly end: number;
}

const blank = /[ \t-\r]/;

/**
 * Reads the arguments of a line as HAProxy's parse_line does (2.4 and later). With refused variables the
 * reading is strict: a lone "\\" at the end and bytes beyond ASCII are refused too.
 */
export function readWords(line: string, variables: Variables): Result<LineWords> {
  return new WordReader(line, variables).read();
}

/** How a byte beyond ASCII that was written as an escape stands in a text. */
const firstByte = 0xdc00;

class WordReader {
  readonly #line: string;
  readonly #variables: Variables;
  readonly #words: ReadWord[] = [];
  #found: ReadVariable[] = [];
  #at = 0;
  #start = 0;
  #text = '';
  #quoted = '';
  #opened = 0;

  constructor(line: string, variables: Variables) {
    this.#line = line;
    this.#variables = variables;
  }

  read(): Result<LineWords> {
    const line = this.#line;
    while (this.#at < line.length) {
      if (blank.test(line.charAt(this.#at))) this.#at += 1;
      else if (line.charAt(this.#at) === '#') break;
      else {
        const error = this.#readWord();
        if (error !== undefined) return error;
      }
    }
    return { value: { words: this.#words, end: this.#at } };
  }

  #readWord(): ParseError | undefined {
    const line = this.#line;
    this.#start = this.#at;
    if (this.#readPlain()) return undefined;
    this.#text = '';
    this.#quoted = '';
    while (
      this.#at < line.length &&
      (this.#quoted !== '' || !/[ \t-\r#]/.test(line[this.#at] ?? ''))
    ) {
      const error = this.#readPiece();
      if (error !== undefined) return error;
    }
    if (this.#quoted !== '') return explainOpenQuote(line.slice(this.#opened + 1), this.#quoted);
    this.#finish();
    return undefined;
  }

  #readPlain(): boolean {
    safe.lastIndex = this.#at;
    const text = safe.exec(this.#line)?.[0];
    if (text === undefined) return false;
    const end = this.#at + text.length;
    if (end < this.#line.length && !/[ \t-\r#]/.test(this.#line.charAt(end))) return false;
    this.#words.push({ text, start: this.#at, end });
    this.#at = end;
    return true;
  }

  #finish(): void {
    const found = this.#found;
    const [text = ''] = this.#variables === 'refused' ? [this.#text] : this.#text.split('\0', 1);
    const word = { text, start: this.#start, end: this.#at };
    this.#words.push(found.length === 0 ? word : { ...word, variables: found });
    this.#found = [];
    this.#text = '';
    this.#start = this.#at;
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
    const read = readEscape(this.#line, this.#at, this.#quoted, this.#variables === 'refused');
    if (read === undefined) return explainEscape(this.#line.slice(this.#at, this.#at + 4));
    this.#take(read.text, read.length);
    return undefined;
  }

  #readVariable(): ParseError | undefined {
    const read = readVariable(this.#line, this.#at, this.#variables);
    if (isError(read)) return read;
    const { length, text, variable, isSplit } = read.value;
    this.#found.push(variable);
    this.#at += length;
    const [first = '', ...more] = isSplit ? text.split(/[ \t-\r]+/) : [text];
    this.#text += first;
    for (const piece of more) {
      this.#finish();
      this.#text = piece;
    }
    if (variable.value === undefined && text === '' && this.#line.charAt(this.#at) === '"') {
      this.#skipEmpty();
    }
    return undefined;
  }

  /** HAProxy 3.0 and later skip the quote behind an unset variable, and blanks: `"$A" b` is only b. */
  #skipEmpty(): void {
    this.#quote('');
    while (blank.test(this.#line.charAt(this.#at))) this.#at += 1;
  }
}

const safe = /[^ \t-\r#"'\\]+/y;

function explainOpenQuote(text: string, quoted: string): ParseError {
  const name = quoted === '"' ? 'a double quote' : 'a single quote';
  const help = `close it, or write \\${quoted} where the character itself is meant`;
  const where = text.trim() === '' ? 'at the end of the line' : `before ${quote(text)}`;
  return { message: `${name} is opened ${where} and not closed`, help };
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
  return { message: `${quote(text)} is no character of ASCII`, help };
}
