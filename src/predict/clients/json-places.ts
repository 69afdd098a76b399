import { quote } from '../../text/characters.ts';
import type { ParseError } from '../../text/result.ts';

/** What is wrong with a text as JSON (RFC 8259): the offset, and the words. */
export function findJsonError(text: string): [at: number, error: ParseError] {
  const walk = new Walk(text);
  const isWhole = walk.value() && walk.end();
  const at = isWhole ? 0 : walk.at;
  const end = text.trimEnd().length;
  if (at >= end) {
    return [end, { message: 'the JSON ends too early', help: 'give the whole of it' }];
  }
  const found = /^["'\w]*|^./.exec(text.slice(at, at + 40))?.[0] || text.charAt(at);
  return [at, { message: `${quote(found)} cannot stand here in JSON` }];
}

/** The offset of the value at a path of a text that is JSON. */
export function locateJson(text: string, path: readonly (string | number)[]): number {
  const walk = new Walk(text);
  walk.blanks();
  for (const step of path) walk.into(step);
  return walk.at;
}

const maxDepth = 500;

/** A walk along a text of JSON; `at` is where it stands, or where it could not go on. */
class Walk {
  readonly #text: string;
  at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  blanks(): void {
    this.#match(/[ \t\r\n]*/y);
  }

  end(): boolean {
    this.blanks();
    return this.at === this.#text.length;
  }

  /** Passes a value; false where there is none. */
  value(): boolean {
    this.blanks();
    const opening = this.#text.charAt(this.at);
    if (opening !== '{' && opening !== '[') return this.#scalar();
    if (this.#depth === maxDepth) return false;
    this.#depth += 1;
    const isPassed = this.#members(opening === '{' ? '}' : ']', () => undefined);
    this.#depth -= 1;
    return isPassed;
  }

  /** Stands at the value of a key or at a place of a list; the text must be JSON and have it. */
  into(step: string | number): void {
    const closing = typeof step === 'string' ? '}' : ']';
    let last: number | undefined;
    let index = 0;
    const start = this.at;
    this.#members(closing, (key) => {
      const isWanted = typeof step === 'string' ? key === step : index === step;
      index += 1;
      if (isWanted) last = this.at;
    });
    this.at = last ?? start;
  }

  /** Passes what stands between brackets; `begins` is called with each key where its value begins. */
  #members(closing: ']' | '}', begins: (key: string | undefined) => void): boolean {
    this.at += 1;
    this.blanks();
    if (this.#passes(closing)) return true;
    for (;;) {
      const key = closing === '}' ? this.#key() : undefined;
      if (closing === '}' && key === undefined) return false;
      this.blanks();
      begins(key);
      if (!this.value()) return false;
      this.blanks();
      if (this.#passes(closing)) return true;
      if (!this.#passes(',')) return false;
    }
  }

  #key(): string | undefined {
    this.blanks();
    const start = this.at;
    if (!this.#match(string)) return undefined;
    const key: string = JSON.parse(this.#text.slice(start, this.at));
    this.blanks();
    return this.#passes(':') ? key : undefined;
  }

  #scalar(): boolean {
    return this.#match(string) || this.#match(number) || this.#match(/true|false|null/y);
  }

  #passes(character: string): boolean {
    if (this.#text.charAt(this.at) !== character) return false;
    this.at += 1;
    return true;
  }

  #match(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    if (!pattern.test(this.#text)) return false;
    this.at = pattern.lastIndex;
    return true;
  }
}

const string = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"/y;
const number = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
