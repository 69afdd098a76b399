import type { Random } from './random.ts';
import { texts } from './texts.ts';

/** Scalars as they are written in YAML: every spelling that a number, a text or nothing has. */
const written: readonly string[] = [
  ...['0', '-0', '+1', '-1', '00', '007', '08140', '0o17', '0x1F90', '0b1', '1_000', '8140', '8e3'],
  ...['1e400', '-1e-400', '.5', '5.', '1.', '3.10', '.inf', '-.INF', '.nan', '1:30', '190:20:30'],
  ...['65535', '65536', '2147483648', '4294967296', '9007199254740993', '1'.repeat(400)],
  ...['null', '~', 'Null', 'true', 'True', 'yes', 'no', 'on', 'off', 'y', 'n', '2026-12-01'],
  ...[
    '2026-02-30',
    '2026-12-01T10:00:00Z',
    '=',
    '<<',
    '!',
    '&',
    '*',
    '-',
    '?',
    ':',
    '|',
    '>',
    '%',
    '@',
  ],
  ...['`', ',', '#', ' #', '[', ']', '{', '}', "'", '"', '\\', '$', '$(id)', '`id`', '${HOME}'],
  ...['""', "''", '" "', '"\\0"', '"\\r"', '"\\n"', '"\\u202e"', '"\\ud800"', '"\\U0001F415"'],
  ...[
    '"\\x1b[31m"',
    "'a''b'",
    '"a\\"b"',
    '"unclosed',
    "'unclosed",
    '!!str 1',
    '!!binary aGk=',
    '!x y',
  ],
  ...['&a b', '*a', '[]', '{}', '[[]]', '[a, b]', '{a: b}', '{a, b}', '[a: b]', '{[a]: b}', '? a'],
  ...['|', '>', '|-', '>+', '|9', '| #', '[::1]:8140', '"[::1]:8140"', '*:8140', '10.0.0.1:8140'],
];

/** A scalar for the place of another one: as it is, in quotes, long, or one in another. */
export function hostileValue(random: Random): string {
  switch (random.below(8)) {
    case 0:
    case 1:
      return random.pick(written);
    case 2:
      return random.pick(texts);
    case 3:
      return JSON.stringify(random.pick(texts));
    case 4:
      return `'${random.pick(texts).replaceAll("'", "''")}'`;
    case 5:
      return random.pick(texts) + random.pick(written);
    case 6:
      return random.pick(texts).repeat(1 + random.below(40));
    default:
      return anyCharacters(random, 1 + random.below(12));
  }
}

/** A text of a hostile kind as a program holds it, without YAML's quotes. */
export function hostileText(random: Random): string {
  if (random.once(3)) return anyCharacters(random, 1 + random.below(12));
  return random.pick(texts);
}

/** Characters of all of Unicode, the low ones more often; halves of pairs become U+FFFD in UTF-8. */
function anyCharacters(random: Random, length: number): string {
  const limits = [0x20, 0x7f, 0x100, 0x3000, 0xffff, 0x10ffff];
  return Array.from({ length }, () =>
    String.fromCodePoint(random.below(random.pick(limits)) + 1),
  ).join('');
}
