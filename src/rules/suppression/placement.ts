import type { SourceText, Span } from '../../text/positions.ts';
import type { Layout } from '../../yaml/layout.ts';
import type { Kind } from './directive.ts';

/** Finds the lines that comments and findings of one text are about. */
export class Placement {
  readonly #text: string;
  readonly #layout: Layout;
  readonly #commentOf: ReadonlyMap<number, Span>;
  #first: number | undefined;
  /** The last answer of `contentFrom`: comments one below the other have the same one. */
  #last = { from: 0, at: 0 };

  constructor({ text }: SourceText, layout: Layout) {
    this.#text = text;
    this.#layout = layout;
    this.#commentOf = new Map(
      layout.comments.map((span) => [layout.lines.lineAt(span.start), span]),
    );
  }

  /** The line of a comment itself. */
  physicalLine({ start }: Span): number {
    return this.#layout.lines.lineAt(start);
  }

  /** The line, from 1, that a place counts to. */
  lineOf(offset: number): number {
    return this.#layout.lineOf(offset);
  }

  /** What a line says without its comment. */
  #content(line: number): string {
    const { start, end } = this.#layout.lines.span(line);
    return this.#text.slice(start, this.#commentOf.get(line)?.start ?? end).trim();
  }

  isAlone(comment: Span): boolean {
    return this.#content(this.physicalLine(comment)) === '';
  }

  /** The first line that is no comment, not blank and no mark of a document, from a line on. */
  contentFrom(line: number): number | undefined {
    const { count } = this.#layout.lines;
    const isKnown = this.#last.from <= line && line <= this.#last.at;
    let at = isKnown ? this.#last.at : line;
    while (at <= count && /^(---|\.\.\.)?$/.test(this.#content(at))) at += 1;
    this.#last = { from: line, at };
    return at > count ? undefined : this.lineOf(this.#layout.lines.span(at).start);
  }

  /** The line of the key, or the dash, whose whole value a span is, where that begins on a line of its own. */
  keyLine({ start, end }: Span): number | undefined {
    const lineStart = this.#layout.lines.span(this.physicalLine({ start, end })).start;
    if (!/^\s*$/.test(this.#text.slice(lineStart, start))) return undefined;
    if (/^[ \t]*:/.test(this.#text.slice(end, end + 64))) return undefined;
    for (let line = this.#layout.lines.lineAt(start) - 1; line > 0; line -= 1) {
      const content = this.#content(line);
      if (content !== '')
        return /[:-]$/.test(content) ? this.lineOf(this.#layout.lines.span(line).start) : undefined;
    }
    return undefined;
  }

  /** Why a directive does nothing where it stands, and what would. */
  misplaced(kind: Kind, comment: Span): { message: string; help: string } | undefined {
    const word = `"puppetlb-${kind}"`;
    const isAlone = this.isAlone(comment);
    if (kind === 'disable-line' && isAlone) {
      return {
        message: `${word} stands on a line of its own`,
        help: 'write it behind what it is about, or write puppetlb-disable-next-line here',
      };
    }
    if ((kind === 'disable' || kind === 'enable') && !isAlone) {
      return {
        message: `${word} stands behind something else`,
        help: 'write it on a line of its own; for this line alone write puppetlb-disable-line',
      };
    }
    this.#first ??= this.contentFrom(1) ?? this.#layout.lines.count + 1;
    if (kind === 'disable-file' && this.physicalLine(comment) >= this.#first) {
      return {
        message: `${word} stands below the first line of the file`,
        help: `move it above line ${this.#first}`,
      };
    }
    return undefined;
  }
}
