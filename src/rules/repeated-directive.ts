import type { Inventory } from '../inventory/model.ts';
import type { Origin, Setting } from '../inventory/place.ts';
import { quote } from '../text/characters.ts';
import type { Finding, Rule } from './rule.ts';

/** Directives of which HAProxy keeps the last, if it takes a second; others, such as acl, add to each other. */
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
  summary: 'What HAProxy takes once is written once.',
  why: 'HAProxy keeps the last of two options without a word, warns of a second timeout, and refuses a second stick-table or tune line.',
  *check({ haproxy, pools }) {
    yield* inList(haproxy.global.extra);
    for (const pool of pools) yield* inList(pool.extra);
    yield* inSections(haproxy);
  },
};

function nameOf([first = '', second = '']: readonly string[]): string | undefined {
  if (first === 'option' || first === 'timeout') return `${first} ${second}`;
  return single.has(first) || first.startsWith('tune.') ? first : undefined;
}

function* inList(extra: readonly Setting<readonly string[]>[]): Iterable<Finding> {
  const last = new Map<string, Origin>();
  for (const { value, from } of extra) yield* inOrder(value, from, last);
}

function* inSections({ sections: written }: Inventory['haproxy']): Iterable<Finding> {
  if (written === undefined) return;
  for (const { words, lines } of written.sections) {
    const last = new Map<string, Origin>();
    const isConditional = lines.some((line) => line.words[0] === '.if');
    if (isConditional || words[0] === 'program') continue;
    for (const line of lines) {
      yield* inOrder(line.words, { ...written.place, line: line.origin }, last);
    }
  }
}

/** The earlier of two is the one without effect. */
function* inOrder(
  words: readonly string[],
  at: Origin,
  last: Map<string, Origin>,
): Iterable<Finding> {
  const name = nameOf(words);
  if (name === undefined) return;
  const earlier = last.get(name);
  last.set(name, at);
  if (earlier === undefined) return;
  yield {
    message: `${quote(name)} is written again below and has no effect here`,
    at: earlier,
    help: 'leave one of the two out',
    related: [{ at, note: 'this one holds' }],
  };
}
