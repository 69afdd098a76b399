import type { FileLine } from '../haproxy/syntax/configuration.ts';
import { mark } from '../inventory/beside.ts';
import { showUnseen } from '../text/characters.ts';
import type { YamlComments } from './yaml-text.ts';

/** The comments of lines, each given out once, so that none is lost and none is written twice. */
export class CommentBook {
  readonly #taken = new Set<FileLine>();

  /** The comments of a line: those above it and the one behind it. */
  around(line: FileLine): YamlComments {
    const { above, behind } = this.#take(line);
    return { above, behind };
  }

  /** All comments of some lines, to be written above something. */
  above(...lines: readonly FileLine[]): string[] {
    return lines.flatMap((line) => {
      const { above, behind } = this.#take(line);
      return behind === undefined ? above : [...above, behind];
    });
  }

  #take(line: FileLine): { above: string[]; behind: string | undefined } {
    if (this.#taken.has(line)) return { above: [], behind: undefined };
    this.#taken.add(line);
    const above = line.above.filter((text) => text !== mark).map(readable);
    const behind = line.comment === undefined ? undefined : readable(line.comment);
    return { above, behind: behind === '' ? undefined : behind };
  }
}

/** A comment without what YAML refuses in a text, and without a frame of "#". */
export function readable(comment: string): string {
  const text = showUnseen(comment.replaceAll('\t', ' ').replace(/[\r\n]+/g, ' ')).trim();
  const framed = /^#+([^#].*?)#*$/.exec(text)?.[1]?.trim();
  return framed === undefined || framed === '' ? text : framed;
}
