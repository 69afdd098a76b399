import { Lines, type SourceText, type Span } from '../../text/positions.ts';

/** A point of a text: line and column (in code points) from 1, offset in UTF-16 code units. */
export interface TextPoint {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

/** Where a span begins, and where it has just ended. */
export interface TextRange {
  readonly start: TextPoint;
  readonly end: TextPoint;
}

const stride = 64;

/** Finds places in sources; each source is measured once, however long its lines are. */
export class Places {
  readonly #measured = new Map<
    SourceText,
    { readonly lines: Lines; readonly pairs: Uint32Array }
  >();

  #measure(source: SourceText): { readonly lines: Lines; readonly pairs: Uint32Array } {
    let measured = this.#measured.get(source);
    if (measured === undefined) {
      measured = { lines: new Lines(source.text), pairs: countPairs(source.text) };
      this.#measured.set(source, measured);
    }
    return measured;
  }

  #point(source: SourceText, offset: number): TextPoint {
    const { lines, pairs } = this.#measure(source);
    const line = lines.lineAt(offset);
    const { start } = lines.span(line);
    const before = pairsBefore(source.text, pairs, start);
    const wide = pairsBefore(source.text, pairs, offset) - before;
    return { line, column: offset - start - wide + 1, offset };
  }

  /** The place of a span; what lies past the end of the text is at its end. */
  place(source: SourceText, span: Span): TextRange {
    const start = Math.min(Math.max(span.start, 0), source.text.length);
    const end = Math.min(Math.max(span.end, start), source.text.length);
    return { start: this.#point(source, start), end: this.#point(source, end) };
  }

  /** The span of a line, from 1, without its line break. */
  line(source: SourceText, line: number): Span {
    return this.#measure(source).lines.span(line);
  }
}

/** For every 64th offset the number of surrogate pairs that have ended before it. */
function countPairs(text: string): Uint32Array {
  const counts = new Uint32Array(Math.floor(text.length / stride) + 1);
  let pairs = 0;
  for (let at = 0; at <= text.length; at += 1) {
    if (at % stride === 0) counts[at / stride] = pairs;
    if (isPairEnd(text, at)) pairs += 1;
  }
  return counts;
}

function pairsBefore(text: string, counts: Uint32Array, offset: number): number {
  const mark = Math.floor(offset / stride);
  let pairs = counts[mark] ?? 0;
  for (let at = mark * stride; at < offset; at += 1) if (isPairEnd(text, at)) pairs += 1;
  return pairs;
}

/** Whether the second half of a surrogate pair stands at an offset. */
export function isPairEnd(text: string, at: number): boolean {
  const isSecond = (text.charCodeAt(at) & 0xfc00) === 0xdc00;
  return isSecond && (text.charCodeAt(at - 1) & 0xfc00) === 0xd800;
}
