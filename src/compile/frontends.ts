import { sideOf } from '../haproxy/facts/proxy-sides.ts';
import { proxyOptions } from '../haproxy/facts/proxy-words.ts';
import type { Line } from '../haproxy/syntax/section.ts';
import type { Frontend, Inventory, Pool } from '../inventory/model.ts';
import type { Origin } from '../inventory/place.ts';
import { timeoutLines } from './defaults.ts';
import { line, settingLine, wordLines } from './lines.ts';
import { bindLine, listenSection } from './listen.ts';
import type { OutputLine, OutputSection } from './output.ts';

/** A pool as a listen section, or as its frontends and a backend where it names some. */
export function poolSections(
  pool: Pool,
  { puppet, beside }: Pick<Inventory, 'puppet' | 'beside'>,
  own: readonly Line<Origin>[],
): OutputSection[] {
  const listen = listenSection(pool, puppet, own, beside);
  const { frontends } = pool;
  if (frontends.length === 0) return [listen];
  const lines = listen.lines.filter(({ words: [first] }) => first !== 'bind');
  const isFront = ({ words }: OutputLine) => sideOf(words) === 'frontend';
  const front = withAcls(
    lines.filter((one) => isFront(one) || isOfBoth(one)),
    lines,
  );
  const [, name = ''] = listen.words;
  return [
    ...frontends.map((frontend, index) => ({
      ...line(frontend.name.from, 'frontend', frontend.name.value),
      comment: index === 0 ? listen.comment : undefined,
      lines: frontendLines(frontend, front, name),
    })),
    {
      ...line(listen.origin, 'backend', name),
      comment: undefined,
      lines: lines.filter((one) => !isFront(one)),
    },
  ];
}

/** A frontend's lines: those of its pool for all frontends, then its own, which replace them. */
function frontendLines(
  { binds, maxconn, timeouts, extra }: Frontend,
  common: readonly OutputLine[],
  backend: string,
): OutputLine[] {
  const own = [...settingLine(maxconn, 'maxconn'), ...timeoutLines(timeouts)];
  const nameOf = ({ words: [first, second] }: OutputLine) =>
    first === 'timeout' ? `${first} ${second}` : first;
  const replaced = new Set(own.map(nameOf));
  return [
    ...binds.map(bindLine),
    line('builtin', 'mode', 'tcp'),
    ...common.filter((one) => !replaced.has(nameOf(one))),
    ...own,
    ...wordLines(extra),
    line('builtin', 'default_backend', backend),
  ];
}

/** What a listen section does on both sides: it logs, and sets options of connections. */
function isOfBoth({ words }: OutputLine): boolean {
  const [first = '', second = ''] = words[0] === 'no' ? words.slice(1) : words;
  return first === 'log' || (first === 'option' && proxyOptions.get(second)?.side === 'both');
}

/** An acl is known in its own section only: a line with a condition takes those of the pool along. */
function withAcls(front: readonly OutputLine[], all: readonly OutputLine[]): OutputLine[] {
  const hasCondition = front.some(({ words }) => words.includes('if') || words.includes('unless'));
  const isAcl = ({ words: [first] }: OutputLine) => first === 'acl';
  return hasCondition ? [...all.filter(isAcl), ...front] : [...front];
}
