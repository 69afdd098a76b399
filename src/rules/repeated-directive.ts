import type { Inventory } from '../inventory/model.ts';
import type { Origin } from '../inventory/place.ts';
import { quote } from '../text/characters.ts';
import { groupBy } from '../text/group-by.ts';
import type { Rule } from './rule.ts';
import { type ExtraLine, extraLines, propertyLines } from './shared/extra-lines.ts';
import { writtenSections } from './shared/sections.ts';

/** Directives that HAProxy takes once, or whose last line it uses; others, such as acl, add to each other. */
const single: ReadonlySet<string> = new Set(
  'retries maxconn fullconn backlog log-format log-tag source id description hash-balance-factor rate-limit stick-table ulimit-n pidfile node'.split(
    ' ',
  ),
);

/** A directive is written twice in one `extra`. */
export const repeatedDirective: Rule = {
  code: 'HAP335',
  name: 'repeated-directive',
  severity: 'error',
  summary: 'A directive that HAProxy takes only once is written twice.',
  why: 'HAProxy silently uses the last of two options, warns of a second timeout, and refuses a second stick-table or tune line.',
  *check(inventory) {
    for (const lines of blocksOf(inventory)) {
      const last = new Map<string, Origin>();
      for (const { words, at } of lines) {
        const name = nameOf(words);
        if (name === undefined) continue;
        const earlier = last.get(name);
        last.set(name, at);
        if (earlier === undefined) continue;
        yield {
          message: `${quote(name)} is written again below and has no effect here`,
          at: earlier,
          help: 'remove one of the two',
          related: [{ at, note: 'this one applies' }],
        };
      }
    }
  },
};

function nameOf(words: readonly string[]): string | undefined {
  const [first = '', second = ''] = words[1] === 'option' ? words.slice(1) : words;
  if (first === 'option' || first === 'timeout') return `${first} ${second}`;
  return single.has(first) || first.startsWith('tune.') ? first : undefined;
}

/** The lines of each "extra" and of each section; none of sections that conditions may leave out. */
function blocksOf(inventory: Inventory): (readonly Pick<ExtraLine, 'words' | 'at'>[])[] {
  const extra = groupBy(
    extraLines(inventory),
    ({ frontend, pool, context }) => frontend ?? pool ?? context,
  );
  const owned = [...extra].map(([owner, lines]) =>
    typeof owner === 'object' && 'servers' in owner ? [...propertyLines(owner), ...lines] : lines,
  );
  const whole = writtenSections(inventory).filter(
    ({ words, lines }) => words[0] !== 'program' && !lines.some((line) => line.words[0] === '.if'),
  );
  return [...owned, ...whole.map(({ lines }) => lines)];
}
