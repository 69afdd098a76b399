import type { CheckFacts } from '../inventory/check-kinds.ts';
import {
  type CheckKind,
  type CheckOption,
  checkKinds,
  checkOptionNames,
  defaultKind,
} from '../inventory/check-kinds.ts';
import type { Pool, Server } from '../inventory/model.ts';
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

const options = Object.keys(checkOptionNames) as CheckOption[];

/** The kind that has an option. */
function ownerOf(option: CheckOption): string | undefined {
  return Object.entries(checkKinds).find(([, kind]) => kind.options.includes(option))?.[0];
}

function* foreignIn(facts: CheckFacts, kind: Setting<CheckKind> | undefined): Iterable<Finding> {
  const value = kind?.value ?? defaultKind;
  for (const option of options) {
    const setting = facts[option];
    if (setting === undefined || checkKinds[value].options.includes(option)) continue;
    yield {
      message: `${quote(checkOptionNames[option])} has no meaning with check kind ${value}`,
      at: placeOf(setting),
      part: 'key',
      help: checkKinds[value].isChecked
        ? `leave it out, or write kind: ${ownerOf(option)}`
        : 'leave it out, or check the server',
      related: kind === undefined ? [] : [{ at: kind.from, note: `this is kind ${value}` }],
    };
  }
}

function placeOf(setting: NonNullable<CheckFacts[CheckOption]>): Origin {
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
  const option = options.find((name) => facts[name] !== undefined);
  const setting = option === undefined ? undefined : facts[option];
  if (option === undefined || setting === undefined) return;
  yield {
    message: `${quote(checkOptionNames[option])} has no meaning for a server that tracks another one`,
    at: placeOf(setting),
    part: 'key',
    help: 'leave out "check" or "track"',
    related: [{ at: track, note: 'it tracks this one' }],
  };
}
