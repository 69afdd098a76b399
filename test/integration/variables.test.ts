import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readWords } from '../../src/haproxy/syntax/read-words.ts';
import { isError } from '../../src/text/result.ts';
import { sample } from '../property.ts';
import { check, haproxies, type RealHaproxy } from './haproxies.ts';

/** From 2.4 on HAProxy says what it read as the argument of `.notice`. */
const talkative = haproxies.filter(({ version }) => version !== '2.2');

/** HAProxy reads a line anew that is longer than all before it, and then refuses a default in braces. */
const longest = `# ${'x'.repeat(4000)}`;

function said(haproxy: RealHaproxy, lines: readonly string[]): (string | undefined)[] {
  const text = [longest, ...lines.map((line) => `.notice ${line}`)].join('\n');
  const { stderr } = check(haproxy, `${text}\n`);
  const found = new Map<number, string>();
  const pattern = /parsing \[\S+:(\d+)\]: '([\s\S]*?)'\.\n(?=\[[A-Z]+\] |$)/g;
  for (const [, line, text] of stderr.matchAll(pattern)) found.set(Number(line), text ?? '');
  return lines.map((_, index) => found.get(index + 2));
}

const pieces = fc.constantFrom(
  ...['"$HOME"', '"${HOME}"', '"${HOME-x}"', '"$NOSUCH_"', '"${NOSUCH_}"', '"${NOSUCH_-a b}"'],
  ...[
    '"a$NOSUCH_"',
    '"$NOSUCH_ b"',
    '"${NOSUCH_}c"',
    "'$HOME'",
    '$HOME',
    '"\\$HOME"',
    'x',
    ' ',
    '"q"',
  ],
);

/** What is read of a line that is one word alone, so that there is one answer. */
function onlyArgument(line: string): string | undefined {
  const read = readWords(`.notice ${line}`, (name) => process.env[name]);
  if (isError(read) || read.value.words.length !== 2) return undefined;
  return read.value.words[1]?.text;
}

/** Lines of one argument; HAProxy stops at 50 mistakes in a file. */
const oneArgument = fc
  .array(pieces, { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join(''))
  .filter((line) => onlyArgument(line) !== undefined);

describe('variables', () => {
  for (const haproxy of talkative) {
    it(`are filled in here as HAProxy ${haproxy.version} fills them in`, () => {
      // Up to 2.6 an unset variable leaves an empty argument behind.
      const isTakenAlike = (line: string) =>
        haproxy.version !== '2.6' || !/NOSUCH_\}?" /.test(line);
      const lines = sample(oneArgument.filter(isTakenAlike), 400);
      const there = said(haproxy, lines);
      const other = lines
        .map((line, index) => [line, onlyArgument(line), there[index]])
        .filter(([, a, b]) => a !== b && !(a === '' && b === undefined));
      expect(other).toEqual([]);
    });
  }
});
