import type { CodeInfo, Diagnostic } from '../../findings/diagnostic.ts';
import type { SourceText, Span } from '../../text/positions.ts';
import { type Layout, layoutOf } from '../../yaml/layout.ts';
import type { SuppressionDirective, Written } from './directive.ts';

/** One code that one directive suppresses. */
export interface Suppression {
  readonly directive: SuppressionDirective;
  readonly name: Written;
  readonly info: CodeInfo;
  /** Whether it has suppressed a finding. */
  isUsed: boolean;
}

/** Lines, both outside of what is suppressed. */
interface Block {
  readonly after: number;
  before: number;
  readonly suppression: Suppression;
}

/** What is suppressed where in a text; knows which line is the next one that says something. */
export class Scopes {
  readonly all: Suppression[] = [];
  readonly #text: string;
  readonly #layout: Layout;
  /** What each line, from 1, says without its comment. */
  readonly #contents: string[] = [];
  /** The first line from each line on that is neither empty, nor a comment, nor the mark of a document. */
  readonly #next: number[] = [];
  /** Suppressions of lines and, as line 0, of the file, by line and code. */
  readonly #byLine = new Map<string, Suppression>();
  readonly #blocks = new Map<string, Block[]>();

  constructor(source: SourceText) {
    const layout = layoutOf(source);
    const { lines, comments } = layout;
    this.#text = source.text;
    this.#layout = layout;
    const commentAt = new Map(comments.map(({ start }) => [lines.lineAt(start), start]));
    let next = lines.count + 1;
    for (let line = lines.count; line > 0; line -= 1) {
      const { start, end } = lines.span(line);
      const content = source.text.slice(start, commentAt.get(line) ?? end).trim();
      if (!/^(---|\.\.\.)?$/.test(content)) next = line;
      this.#contents[line] = content;
      this.#next[line] = next;
    }
  }

  /** The first line that says something; the one behind the last where none does. */
  get firstLine(): number {
    return this.#lineOf(this.#next[1] ?? 1);
  }

  /** The line on which a comment stands. */
  lineAt({ start }: Span): number {
    return this.#layout.lines.lineAt(start);
  }

  /** Whether nothing stands before a comment on its line. */
  isAlone(comment: Span): boolean {
    return this.#contents[this.lineAt(comment)] === '';
  }

  /** The line that another one counts to. */
  #lineOf(line: number): number {
    const { lines, lineOf } = this.#layout;
    return line > lines.count ? line : lineOf(lines.span(line).start);
  }

  /** Opens the scope of a directive for a code, in the order of the text. Of two for one place the first holds. */
  add(directive: SuppressionDirective, name: Written, info: CodeInfo): void {
    const suppression: Suppression = { directive, name, info, isUsed: false };
    this.all.push(suppression);
    const line = this.lineAt(directive.span);
    if (directive.kind === 'disable') {
      const blocks = this.#blocks.get(info.code) ?? [];
      this.#blocks.set(info.code, blocks);
      if (blocks.at(-1)?.before === Number.POSITIVE_INFINITY) return;
      blocks.push({ after: line, before: Number.POSITIVE_INFINITY, suppression });
      return;
    }
    const next = directive.kind === 'disable-next-line' ? (this.#next[line + 1] ?? line + 1) : line;
    const key = `${directive.kind === 'disable-file' ? 0 : this.#lineOf(next)} ${info.code}`;
    if (!this.#byLine.has(key)) this.#byLine.set(key, suppression);
  }

  /** Ends the open block of a code; false where there is none. */
  close(directive: SuppressionDirective, { code }: CodeInfo): boolean {
    const block = this.#blocks.get(code)?.at(-1);
    if (block?.before !== Number.POSITIVE_INFINITY) return false;
    block.before = this.lineAt(directive.span);
    return true;
  }

  /** The suppression of a finding: of its line before that of a block before that of the file. */
  find({ code, primary }: Diagnostic): Suppression | undefined {
    const line = this.#layout.lineOf(primary.span.start);
    const ofLine = (at: number | undefined) => this.#byLine.get(`${at} ${code}`);
    const isInside = ({ after, before }: Block) => after < line && line < before;
    return (
      ofLine(line) ??
      ofLine(this.#keyLine(primary.span)) ??
      this.#blocks.get(code)?.find(isInside)?.suppression ??
      ofLine(0)
    );
  }

  /** The line of the key, or the dash, whose whole value a span is, where that begins on a line of its own. */
  #keyLine(span: Span): number | undefined {
    const first = this.lineAt(span);
    const before = this.#text.slice(this.#layout.lines.span(first).start, span.start);
    if (before.trim() !== '') return undefined;
    if (/^[ \t]*:/.test(this.#text.slice(span.end, span.end + 64))) return undefined;
    let line = first - 1;
    while (this.#contents[line] === '') line -= 1;
    return /[:-]$/.test(this.#contents[line] ?? '') ? this.#lineOf(line) : undefined;
  }
}
