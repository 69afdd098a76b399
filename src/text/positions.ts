/** A half-open range of UTF-16 offsets into a text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A named text. `name` is what the user called it, `text` has no byte order mark. */
export interface SourceText {
  readonly name: string;
  readonly text: string;
}

/** A place as people count: line and column from 1, a column being one code point. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Finds lines in a text; line starts are computed once, at the first question. */
export class Lines {
  readonly #text: string;
  #starts: number[] | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  get #offsets(): number[] {
    if (this.#starts === undefined) {
      this.#starts = [0];
      for (let at = this.#text.indexOf('\n'); at !== -1; at = this.#text.indexOf('\n', at + 1)) {
        this.#starts.push(at + 1);
      }
    }
    return this.#starts;
  }

  /** The number of lines; a text that ends in a line break has an empty last line. */
  get count(): number {
    return this.#offsets.length;
  }

  /** The line that holds an offset, from 1. */
  lineAt(offset: number): number {
    const starts = this.#offsets;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }

  /** The span of a line, from 1, without its line break. */
  span(line: number): Span {
    const starts = this.#offsets;
    const start = starts[line - 1] ?? this.#text.length;
    let end = line < starts.length ? (starts[line] ?? 0) - 1 : this.#text.length;
    if (end > start && this.#text.charCodeAt(end - 1) === 0x0d) end -= 1;
    return { start, end };
  }

  /** Line and column of an offset. */
  position(offset: number): Position {
    const line = this.lineAt(offset);
    const before = this.#text.slice(this.span(line).start, offset);
    return { line, column: codePoints(before) + 1 };
  }
}

function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
