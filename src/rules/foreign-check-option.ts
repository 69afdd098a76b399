import {
  type CheckFacts,
  type CheckKind,
  type CheckOption,
  checkKinds,
  checkOptionNames,
  defaultKind,
  speaksTls,
  verification,
} from '../inventory/check-kinds.ts';
import type { Pool } from '../inventory/model.ts';
import type { Origin, Setting } from '../inventory/place.ts';
import { quote } from '../text/characters.ts';
import type { Finding, Rule } from './rule.ts';
import { membersOf } from './shared/places.ts';

/** A check option that its kind does not have. */
export const foreignCheckOption: Rule = {
  code: 'CHK201',
  name: 'foreign-check-option',
  severity: 'error',
  summary: 'A check has an option that its kind does not have.',
  why: 'An option of another kind would have no effect, and look as if it had one.',
  *check({ pools, defaults }) {
    if (defaults.isValid) yield* foreignIn(defaults.check, defaults.check.kind);
    const valid = pools.filter(({ isValid }) => isValid);
    for (const pool of valid) {
      yield* foreignIn(pool.ownCheck, pool.check.kind);
      yield* withoutTls(pool);
    }
    for (const { pool, server } of membersOf(valid)) {
      const { ownCheck, track, isValid } = server;
      if (!isValid) continue;
      if (track !== undefined) yield* besideTrack(ownCheck, track.from);
      else yield* foreignIn(ownCheck, ownCheck.kind ?? pool.check.kind);
    }
  },
};

/** The kinds that have an option. */
function ownersOf(option: CheckOption): string {
  const owners = Object.entries(checkKinds).filter(([, { options }]) => options.includes(option));
  return owners
    .map(([kind]) => kind)
    .join(', ')
    .replace(/, (?=[a-z]+$)/, ' or ');
}

interface Written {
  readonly option: CheckOption;
  readonly at: Origin;
}

/** The options that one place says of a check. */
function* optionsIn(facts: CheckFacts): Iterable<Written> {
  for (const option of Object.keys(checkOptionNames) as CheckOption[]) {
    const setting = facts[option];
    if (setting === undefined) continue;
    yield { option, at: 'place' in setting ? setting.place : setting.from };
  }
}

function* foreignIn(facts: CheckFacts, kind: Setting<CheckKind> | undefined): Iterable<Finding> {
  const value = kind?.value ?? defaultKind;
  for (const { option, at } of optionsIn(facts)) {
    const { isChecked, options } = checkKinds[value];
    if (options.includes(option)) continue;
    const other = isChecked
      ? `write kind: ${ownersOf(option)}`
      : 'write a check kind other than none';
    yield {
      message: `${quote(checkOptionNames[option])} is not an option of check kind ${value}`,
      at,
      part: 'key',
      help: `remove ${checkOptionNames[option]}, or ${other}`,
      related: [{ at: kind?.from, note: `the check kind is ${value}` }],
    };
  }
}

/** What says how TLS is verified, in a check that does not speak it. */
function* withoutTls({ check, ownCheck }: Pool): Iterable<Finding> {
  if (checkKinds[check.kind.value].isTls !== 'optional' || speaksTls(check)) return;
  for (const { option, at } of optionsIn(ownCheck)) {
    if (!(verification as readonly string[]).includes(option)) continue;
    yield {
      message: `${quote(checkOptionNames[option])} has no effect in a check without TLS`,
      at,
      part: 'key',
      help: `write tls: true, or remove ${checkOptionNames[option]}`,
      related: [{ at: check.kind.from, note: `the check kind is ${check.kind.value}` }],
    };
  }
}

/** A server that tracks another one is not checked itself. */
function* besideTrack(facts: CheckFacts, track: Origin): Iterable<Finding> {
  const [first] = optionsIn(facts);
  if (first === undefined) return;
  yield {
    message: `${quote(checkOptionNames[first.option])} has no effect on a server that tracks another server`,
    at: first.at,
    part: 'key',
    help: 'remove "check" or "track" from this server',
    related: [{ at: track, note: 'this tracks another server' }],
  };
}
