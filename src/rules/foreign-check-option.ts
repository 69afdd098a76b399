import type { CheckFacts, CheckKind } from '../inventory/model.ts';
import type { Origin, Setting } from '../inventory/place.ts';
import { quote } from '../text/characters.ts';
import type { Finding, Rule } from './rule.ts';
import { membersOf } from './shared/places.ts';

/** A check option that its kind does not have. */
export const foreignCheckOption: Rule = {
  code: 'CHK201',
  name: 'foreign-check-option',
  severity: 'error',
  summary: 'A check has only options of its kind.',
  why: 'An option of another kind would be left out, and look as if it held.',
  *check({ pools, defaults }) {
    if (defaults.isValid) yield* foreignIn(defaults.check, defaults.check.kind);
    const valid = pools.filter(({ isValid }) => isValid);
    for (const pool of valid) yield* foreignIn(pool.ownCheck, pool.check.kind);
    for (const { pool, server } of membersOf(valid)) {
      const { ownCheck, track, isValid } = server;
      if (!isValid) continue;
      if (track !== undefined) yield* besideTrack(ownCheck, track.from);
      else yield* foreignIn(ownCheck, ownCheck.kind ?? pool.check.kind);
    }
  },
};

const names = {
  port: 'port',
  inter: 'inter',
  fastinter: 'fastinter',
  downinter: 'downinter',
  rise: 'rise',
  fall: 'fall',
  verify: 'verify',
  caFile: 'ca-file',
  path: 'path',
  transport: 'transport',
  timeout: 'timeout',
  jrubyLimit: 'jruby-limit',
  agent: 'agent',
} as const;

type Option = keyof typeof names;

/** Options that only one kind has. */
const owners: Readonly<Partial<Record<Option, CheckKind>>> = {
  verify: 'puppet',
  caFile: 'puppet',
  path: 'puppet',
  transport: 'node',
  timeout: 'node',
  jrubyLimit: 'node',
  agent: 'node',
};

interface Written {
  readonly option: Option;
  readonly at: Origin;
}

/** The options that one place says of a check. */
function* optionsIn(facts: CheckFacts): Iterable<Written> {
  for (const option of Object.keys(names) as Option[]) {
    const setting = facts[option];
    if (setting === undefined) continue;
    yield { option, at: 'place' in setting ? setting.place : setting.from };
  }
}

function* foreignIn(facts: CheckFacts, kind: Setting<CheckKind> | undefined): Iterable<Finding> {
  const value = kind?.value ?? 'node';
  for (const { option, at } of optionsIn(facts)) {
    if (value !== 'none' && (owners[option] ?? value) === value) continue;
    const other = value === 'none' ? 'check the server' : `write kind: ${owners[option]}`;
    yield {
      message: `${quote(names[option])} has no meaning with check kind ${value}`,
      at,
      part: 'key',
      help: `leave it out, or ${other}`,
      related: [{ at: kind?.from, note: `this is kind ${value}` }],
    };
  }
}

/** A server that tracks another one is not checked itself. */
function* besideTrack(facts: CheckFacts, track: Origin): Iterable<Finding> {
  const [first] = optionsIn(facts);
  if (first === undefined) return;
  yield {
    message: `${quote(names[first.option])} has no meaning for a server that tracks another one`,
    at: first.at,
    part: 'key',
    help: 'leave out "check" or "track"',
    related: [{ at: track, note: 'it tracks this one' }],
  };
}
