import { editScript, type Stretch } from './edit-script.ts';
import { maskLine } from './secret.ts';
import type { Side } from './side.ts';

/** The difference of two texts, and whether secrets in it are masked. */
export interface UnifiedDiff {
  readonly text: string;
  readonly isMasked: boolean;
}

/** Lines around a change that stay. */
const around = 3;

/** The difference of what HAProxy reads on both sides, as `diff -u` shows it and `git apply` takes it. */
export function unifiedDiff(before: Side, after: Side): UnifiedDiff {
  const [one, other] = [linesOf(before), linesOf(after)];
  const hunks = toHunks(editScript(one, other));
  if (hunks.length === 0) return { text: '', isMasked: false };
  const name = before.isBuilt || before.name === '<stdin>' ? 'haproxy.cfg' : before.name;
  const writer = new LineWriter();
  writer.lines.push(`--- ${fileName('a', name)}`, `+++ ${fileName('b', name)}`);
  for (const hunk of hunks) {
    writer.lines.push(header(hunk));
    for (const { isSame, from, to } of hunk) {
      writer.write(isSame ? ' ' : '-', one.slice(...from));
      if (!isSame) writer.write('+', other.slice(...to));
    }
  }
  return { text: `${writer.lines.join('\n')}\n`, isMasked: writer.isMasked };
}

class LineWriter {
  readonly lines: string[] = [];
  isMasked = false;

  write(sign: string, lines: readonly string[]): void {
    for (const line of lines) {
      const masked = maskLine(line);
      if (masked !== line) this.isMasked = true;
      const isWhole = masked.endsWith('\n');
      this.lines.push(`${sign}${isWhole ? masked.slice(0, -1) : masked}`);
      if (!isWhole) this.lines.push('\\ No newline at end of file');
    }
  }
}

/** Lines with their line feeds, so that one without is another line. */
function linesOf({ sources }: Side): string[] {
  const text = sources.map((source) => source.text).join('');
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** A name as git writes it: below a folder, in quotes where it holds what ends a name. */
function fileName(folder: 'a' | 'b', name: string): string {
  const path = `${folder}/${name.replace(/^(\.{0,2}\/+)+/, '')}`;
  if (!/["\\\s\u0000-\u001f\u007f]/.test(path)) return path;
  const quoted = path.replace(/["\\\u0000-\u001f\u007f]/g, (character) =>
    /["\\]/.test(character)
      ? `\\${character}`
      : `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`,
  );
  return `"${quoted}"`;
}

type Hunk = readonly Stretch[];

/** Changes with the lines around them; those that are near each other are one hunk. */
function toHunks(stretches: readonly Stretch[]): Hunk[] {
  const hunks: Stretch[][] = [[]];
  for (const [at, stretch] of stretches.entries()) {
    const length = stretch.from[1] - stretch.from[0];
    const isBetween = at > 0 && at < stretches.length - 1;
    if (!stretch.isSame || (isBetween && length <= 2 * around)) {
      hunks.at(-1)?.push(stretch);
      continue;
    }
    if (at > 0) hunks.at(-1)?.push(part(stretch, 0, Math.min(around, length)));
    hunks.push([part(stretch, Math.max(0, length - around), length)]);
  }
  return hunks.filter((hunk) => hunk.some(({ isSame }) => !isSame));
}

function part({ from, to }: Stretch, start: number, end: number): Stretch {
  return {
    isSame: true,
    from: [from[0] + start, from[0] + end],
    to: [to[0] + start, to[0] + end],
  };
}

function header(hunk: Hunk): string {
  const range = (side: 'from' | 'to') => {
    const start = hunk[0]?.[side][0] ?? 0;
    const length = (hunk.at(-1)?.[side][1] ?? 0) - start;
    return length === 1 ? `${start + 1}` : `${length === 0 ? start : start + 1},${length}`;
  };
  return `@@ -${range('from')} +${range('to')} @@`;
}
