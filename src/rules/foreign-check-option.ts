import type { CheckFacts, CheckKind, Pool, Server } from '../inventory/model.ts';
import type { Origin, Setting } from '../inventory/place.ts';
import { quote } from '../text/characters.ts';
import type { Finding, Rule } from './rule.ts';

/** A check option that its kind does not have. */
export const foreignCheckOption: Rule = {
  code: 'CHK201',
  name: 'foreign-check-option',
  severity: 'error',
  summary: 'A check has only options of its kind.',
  why: 'An option of another kind would be left out, and look as if it held.',
  *check({ pools, defaults }) {
    if (defaults.isValid) yield* foreignIn(defaults.check, defaults.check.kind);
    for (const pool of pools) {
      if (!pool.isValid) continue;
      yield* foreignIn(pool.ownCheck, pool.check.kind);
      for (const server of pool.servers) yield* foreignInServer(server, pool);
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

function isForeign(option: Option, kind: CheckKind): boolean {
  return kind === 'none' || (owners[option] ?? kind) !== kind;
}

function* foreignIn(facts: CheckFacts, kind: Setting<CheckKind> | undefined): Iterable<Finding> {
  const value = kind?.value ?? 'node';
  for (const option of Object.keys(names) as Option[]) {
    const setting = facts[option];
    if (setting === undefined || !isForeign(option, value)) continue;
    yield {
      message: `${quote(names[option])} has no meaning with check kind ${value}`,
      at: placeOf(setting),
      part: 'key',
      help:
        value === 'none'
          ? 'leave it out, or check the server'
          : `leave it out, or write kind: ${owners[option]}`,
      related: [{ at: kind?.from, note: `this is kind ${value}` }],
    };
  }
}

function placeOf(setting: NonNullable<CheckFacts[Option]>): Origin {
  return 'place' in setting ? setting.place : setting.from;
}

function* foreignInServer(server: Server, pool: Pool): Iterable<Finding> {
  const { ownCheck, track } = server;
  if (!server.isValid) return;
  if (track !== undefined) yield* besideTrack(ownCheck, track.from);
  else yield* foreignIn(ownCheck, ownCheck.kind ?? pool.check.kind);
}

/** A server that tracks another one is not checked itself. */
function* besideTrack(facts: CheckFacts, track: Origin): Iterable<Finding> {
  const option = (Object.keys(names) as Option[]).find((name) => facts[name] !== undefined);
  const setting = option === undefined ? undefined : facts[option];
  if (option === undefined || setting === undefined) return;
  yield {
    message: `${quote(names[option])} has no meaning for a server that tracks another one`,
    at: placeOf(setting),
    part: 'key',
    help: 'leave out "check" or "track"',
    related: [{ at: track, note: 'it tracks this one' }],
  };
}
