import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRefusal } from '../../src/haproxy/judged.ts';
import { readWords } from '../../src/haproxy/read-words.ts';
import { check, haproxies, type RealHaproxy } from './haproxies.ts';

/** From 2.4 on HAProxy says what it read as the argument of `.notice`. */
const talkative = haproxies.filter(({ version }) => version !== '2.2');

function said(haproxy: RealHaproxy, lines: readonly string[]): (string | undefined)[] {
  const { stderr } = check(haproxy, `${lines.map((line) => `.notice ${line}`).join('\n')}\n`);
  const found = new Map<number, string>();
  const pattern = /parsing \[\S+:(\d+)\]: '([\s\S]*?)'\.\n(?=\[[A-Z]+\] |$)/g;
  for (const [, line, text] of stderr.matchAll(pattern)) found.set(Number(line), text ?? '');
  return lines.map((_, index) => found.get(index + 1));
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

describe('variables', () => {
  for (const haproxy of talkative) {
    it(`are filled in here as HAProxy ${haproxy.version} fills them in`, () => {
      const lines = fc
        .sample(fc.array(pieces, { minLength: 1, maxLength: 4 }), { numRuns: 1500, seed: 3 })
        .map((parts) => parts.join(''))
        .filter((line) => line.trim() !== '')
        // Up to 2.6 an unset variable leaves an empty argument behind.
        .filter((line) => haproxy.version !== '2.6' || !/NOSUCH_\}?" /.test(line));
      const here = lines.map((line) => {
        const read = readWords(`.notice ${line}`, (name) => process.env[name]);
        // One word alone, so that there is one answer; HAProxy stops at 50 mistakes in a file.
        const isOne = !isRefusal(read) && read.value.words.length === 2;
        return isOne ? read.value.words[1]?.text : undefined;
      });
      const asked = lines.filter((_, index) => here[index] !== undefined);
      const there = said(haproxy, asked);
      const meant = here.filter((text) => text !== undefined);
      expect(asked.length).toBeGreaterThan(300);
      const other = asked
        .map((line, index) => [line, meant[index], there[index]])
        .filter(([, a, b]) => a !== b && !(a === '' && b === undefined));
      expect(other).toEqual([]);
    });
  }
});
