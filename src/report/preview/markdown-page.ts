import { htmlText } from './html-escape.ts';

/** A part of a comment: rows of which as many are shown as have room, in between what belongs to them. */
export interface MarkdownPart {
  /** What a reader opens the part by, as HTML; without it the part is open. */
  readonly summary?: string;
  readonly before?: readonly string[];
  readonly rows: readonly string[];
  readonly after?: readonly string[];
  /** The most characters. */
  readonly room: number;
  /** What the rows are, as people count them. */
  readonly what: string;
}

/** GitHub takes 65,536 characters as a comment; some are for what says that something is left out. */
const longest = 64_000;

/** A comment that is written part by part, and never longer than a comment may be. */
export class MarkdownPage {
  readonly #parts: string[] = [];
  readonly #cuts = new Map<string, { shown: number; of: number }>();
  #left = longest;

  /** The characters that are left. */
  get left(): number {
    return this.#left;
  }

  /** Adds a paragraph. */
  addLine(line: string): void {
    this.#push(line);
  }

  /** Adds a part with the rows that have room; returns how many characters it took. */
  add({ summary, before = [], rows, after = [], room, what }: MarkdownPart): number {
    const opening = summary === undefined ? [] : ['<details>', `<summary>${summary}</summary>`, ''];
    const closing = summary === undefined ? [] : ['', '</details>'];
    const frame = [...opening, ...before, ...after, ...closing].join('\n').length + 2;
    let left = Math.min(room, this.#left) - frame;
    let shown = 0;
    for (const row of rows) {
      if (row.length + 1 > left) break;
      left -= row.length + 1;
      shown += 1;
    }
    this.#count(what, shown, rows.length);
    if (shown === 0) return 0;
    const lines = [...opening, ...before, ...rows.slice(0, shown), ...after, ...closing];
    return this.#push(lines.join('\n'));
  }

  #push(part: string): number {
    const used = part.length + 2;
    this.#parts.push(part);
    this.#left -= used;
    return used;
  }

  #count(what: string, shown: number, of: number): void {
    const known = this.#cuts.get(what) ?? { shown: 0, of: 0 };
    this.#cuts.set(what, { shown: known.shown + shown, of: known.of + of });
  }

  /** The comment; what was left out is said after its first part. */
  text(): string {
    const cuts = [...this.#cuts]
      .filter(([, { shown, of }]) => shown < of)
      .map(([what, { shown, of }]) => `${shown} of ${of} ${what}`);
    const said =
      cuts.length === 0
        ? []
        : [
            `_Too long for a comment: this shows ${cuts.join(', ')}. Use \`--format html\` to see more._`,
          ];
    const [first = '', ...others] = this.#parts;
    return `${[first, ...said, ...others].join('\n\n')}\n`;
  }
}

/** A text of the user in HTML that stands in a comment. */
export function htmlCode(text: string): string {
  return `<code>${htmlText(text)}</code>`;
}
