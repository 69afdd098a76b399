import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitWords, writeWord } from '../../src/haproxy/syntax/words.ts';
import { isError } from '../../src/text/result.ts';
import { assertProperty, sample } from '../property.ts';
import { check, haproxies, type RealHaproxy } from './haproxies.ts';

/** `.notice` says what it read as its argument, from HAProxy 2.4 on (configuration manual 2.5). */
const talkative = haproxies.filter(({ version }) => version !== '2.2');

/** What HAProxy reads as the one argument of each line; undefined where it refuses the line. */
function read(haproxy: RealHaproxy, words: readonly string[]): (string | undefined)[] {
  const { stderr } = check(haproxy, `${words.map((word) => `.notice ${word}`).join('\n')}\n`);
  const said = new Map<number, string>();
  const pattern = /parsing \[\S+:(\d+)\]: '([\s\S]*?)'\.\n(?=\[[A-Z]+\] |$)/g;
  for (const [, line, text] of stderr.matchAll(pattern)) said.set(Number(line), text ?? '');
  return words.map((_, index) => said.get(index + 1));
}

const printable = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 12 });
const signs = fc.string({
  unit: fc.constantFrom(...`ab \\'"#$x41nrt{}[]`),
  minLength: 1,
  maxLength: 8,
});
const text = fc.oneof(
  printable,
  signs,
  fc.constantFrom('é', '漢字', 'a\nb', '"', "'", '\\', '#', '$', '${A}', ' '),
);

/** The word of a line that is one word alone, so that there is one answer. */
function onlyWord(line: string): string | undefined {
  const judged = splitWords(line);
  if (isError(judged) || judged.value.length !== 1) return undefined;
  return judged.value[0]?.text;
}

/** Lines of one word; HAProxy stops at 50 mistakes in a file. */
const oneWord = signs.filter((line) => !/^\s*#|\$/.test(line) && onlyWord(line) !== undefined);

describe('words', () => {
  it('are read back here as they were meant', () => {
    assertProperty(
      fc.property(fc.array(text, { minLength: 1, maxLength: 5 }), (words) => {
        const judged = splitWords(words.map(writeWord).join(' '));
        if (isError(judged)) throw new Error(judged.message);
        expect(judged.value.map((word) => word.text)).toEqual(words);
      }),
      5000,
    );
  });

  it('with a control character, or empty, are not written', () => {
    for (const bad of ['', '\0', 'a\rb', '\t', '\u001b', '\u007f']) {
      expect(() => writeWord(bad)).toThrow(RangeError);
    }
  });

  for (const haproxy of talkative) {
    it(`are read by HAProxy ${haproxy.version} as they were meant`, () => {
      const words = sample(text, 2000);
      expect(read(haproxy, words.map(writeWord))).toEqual(words);
    });

    it(`are split here as HAProxy ${haproxy.version} splits them`, () => {
      const lines = sample(oneWord, 4000);
      const here = lines.map(onlyWord);
      const there = read(haproxy, lines);
      const compared = here.map((word, index) => [lines[index], word, there[index]]);
      expect(compared.filter(([, a, b]) => a !== b && !(a === '' && b === undefined))).toEqual([]);
    });
  }
});
