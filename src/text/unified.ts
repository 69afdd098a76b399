import { editScript, type Stretch } from './edit-script.ts';

/** Lines around a change that stay. */
const around = 3;

/** A line of a difference, without its line feed, and what it is about. */
export interface DiffLine {
  readonly kind: 'before' | 'after' | 'hunk' | 'same' | 'removed' | 'added';
  readonly text: string;
}

/** The difference of two texts, as `diff -u` shows it and `git apply` takes it; none where there is none. `show` may write a line in another way. */
export function unifiedLines(
  name: string,
  before: string,
  after: string,
  show: (line: string) => string,
): DiffLine[] {
  const [one, other] = [linesOf(before), linesOf(after)];
  const hunks = toHunks(editScript(one, other));
  if (hunks.length === 0) return [];
  const marked = (kind: keyof typeof marks, line: string): DiffLine[] => {
    const text = `${marks[kind]}${show(line)}`;
    if (text.endsWith('\n')) return [{ kind, text: text.slice(0, -1) }];
    return [
      { kind, text },
      { kind: 'same', text: '\\ No newline at end of file' },
    ];
  };
  return [
    { kind: 'before', text: `--- ${fileName('a', name)}` },
    { kind: 'after', text: `+++ ${fileName('b', name)}` },
    ...hunks.flatMap((hunk): DiffLine[] => [
      { kind: 'hunk', text: header(hunk) },
      ...hunk.flatMap(({ isSame, from, to }) => [
        ...one.slice(...from).flatMap((line) => marked(isSame ? 'same' : 'removed', line)),
        ...(isSame ? [] : other.slice(...to).flatMap((line) => marked('added', line))),
      ]),
    ]),
  ];
}

const marks = { same: ' ', removed: '-', added: '+' } as const;

/** The lines of a difference as one text. */
export function joinLines(lines: readonly Pick<DiffLine, 'text'>[]): string {
  return lines.map(({ text }) => `${text}\n`).join('');
}

/** Lines with their line feeds, so that one without is another line. */
function linesOf(text: string): string[] {
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
