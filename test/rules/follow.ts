import type { Diagnostic } from '../../src/findings/diagnostic.ts';

/** A finding, and the text around what it points at. */
interface Place {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Texts in which a person did what a help says; several where the help leaves open where to write it. */
export function followed({ help = '', primary }: Diagnostic): string[] {
  const place = { text: primary.source.text, ...primary.span };
  return ways.flatMap(([pattern, way]) => {
    const match = pattern.exec(help);
    return match === null ? [] : way(place, match[1] ?? '');
  });
}

type Way = (place: Place, what: string) => string[];

/** What the words of a help ask for. */
const ways: readonly (readonly [RegExp, Way])[] = [
  [/(?:leave (?:it|one of the two) out|keep one of the two|leave "[^"]+" out)/, cut],
  [/(?:^|or )(?:remove|delete|take) /, cut],
  [/did you mean "?([^"?]+)"?\?/, replaceNearest],
  [/^(?:write|let it be|at most) (?:at (?:most|least) )?"?([^\s",;]+)"?/, replace],
  [/^write (.+?)(?:;|, (?:which|for|where|with|and|the)| instead| in the pool|$)/, replace],
  [
    /^write (?:haproxy: )?(.+?)(?:;|, (?:which|for|where|with|and|or)| or | instead| in the pool| in "|$)/,
    add,
  ],
  [/, or (?:write )?([a-z-]+: .+?)(?:;|, | in the pool|$)/, add],
  [/^write (.+)$/, replace],
];

/** Without the entry, the property or the line that a finding points at. */
function cut({ text, start, end }: Place): string[] {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = (text.indexOf('\n', end) + 1 || text.length + 1) - 1;
  const before = text.slice(lineStart, start);
  const value = /^\s*:\s*(?:\{[^}]*\}|\[[^\]]*\]|[^,}\]\n#]*)/.exec(text.slice(end))?.[0] ?? '';
  const key = /[a-z-]+:\s*$/.exec(before)?.[0] ?? '';
  const [from, to] = [start - key.length, end + value.length];
  const behind = /^\s*,\s*/.exec(text.slice(to))?.[0];
  const ahead = /,\s*$/.exec(text.slice(0, from))?.[0];
  const inside =
    behind === undefined
      ? text.slice(0, from - (ahead?.length ?? 0)) + text.slice(to)
      : text.slice(0, from) + text.slice(to + behind.length);
  const parent = text.lastIndexOf('\n', lineStart - 2) + 1;
  const behindLine = text.slice(lineEnd + 1);
  return [text.slice(0, lineStart) + behindLine, text.slice(0, parent) + behindLine, inside];
}

/** With the word of a finding's line that is nearest to what it should be. */
function replaceNearest({ text, start, end }: Place, what: string): string[] {
  const line = text.slice(start, end);
  return [...line.matchAll(/[\w/.*-]+/g)].map(
    ({ index, 0: word }) =>
      text.slice(0, start + index) + what + text.slice(start + index + word.length),
  );
}

function replace({ text, start, end }: Place, what: string): string[] {
  const values = [what, `"${what}"`, ...(/^"(.*)"$/.exec(what)?.slice(1) ?? [])];
  return values.map((value) => text.slice(0, start) + value + text.slice(end));
}

/** With a property in the server, in the pool that is around it, or at the top; one of its name is replaced. */
function add({ text, start, end }: Place, what: string): string[] {
  if (!/^[a-z-]+: /.test(what)) return [];
  const name = /^[a-z-]+/.exec(what)?.[0];
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const head = text.slice(0, text.indexOf('\n', start));
  const pool = head.lastIndexOf('\n  - name:');
  const afterName = text.indexOf('\n', pool + 1);
  const next = text.indexOf('\n  - ', Math.max(afterName, 0));
  const body = text.slice(afterName, next === -1 ? undefined : next);
  const own = body.replace(new RegExp(`\n    ${name}:.*(?:\n {5,}.*)*`), '');
  const closing = text.indexOf('}', start);
  return [
    `${text.slice(0, afterName)}\n    ${what}${own}${text.slice(afterName + body.length)}`,
    `${what}\n${text}`,
    `${text.slice(0, start)}${what}${text.slice(end)}`,
    `${text.slice(0, closing).trimEnd()}, ${what} ${text.slice(closing)}`,
    `${text.slice(0, lineStart)}${text.slice(lineStart).replace(/[a-z-]+: [^,}\n]*/, what)}`,
  ];
}
