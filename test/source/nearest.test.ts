import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearest } from '../../src/text/nearest.ts';
import { assertProperty } from '../property.ts';

/** Words with the candidates, and the one that is meant; undefined where none is. */
const cases: readonly (readonly [string, readonly string[], string | undefined])[] = [
  ['souce', ['source', 'first'], 'source'],
  ['Source', ['source', 'first'], 'source'],
  ['adress', ['address', 'name'], 'address'],
  ['severs', ['servers', 'reserve'], 'servers'],
  // letters that were swapped
  ['dsn', ['dns', 'ssl'], 'dns'],
  ['raedy', ['ready', 'drain', 'maint'], 'ready'],
  ['prot', ['port', 'name'], 'port'],
  ['blaance', ['balance'], 'balance'],
  // one change for every three letters, and one for fewer
  ['abcdefghi', ['abcxyzghi'], 'abcxyzghi'],
  ['abcdefghi', ['abcwxyzhi'], undefined],
  ['tcp', ['ssl'], undefined],
  ['foo', ['bar'], undefined],
  // words of one and two letters
  ['ip', ['id', 'up'], undefined],
  ['id', ['ip', 'is'], undefined],
  ['dn', ['dns', 'id'], 'dns'],
  ['ID', ['id'], 'id'],
  ['a', ['b', 'ab'], 'ab'],
  ['a', ['b', 'c'], undefined],
  ['', ['a'], undefined],
  // the same first letter decides between equals, wherever it stands
  ['cort', ['port', 'cors', 'sort'], 'cors'],
  ['cort', ['cors', 'port'], 'cors'],
  ['maser', ['laser', 'master'], 'master'],
  // the first of equals otherwise
  ['compile3', ['compile1', 'compile2'], 'compile1'],
  // the opposite of a word is not the word misspelled, on either side
  ['inconsistent', ['consistent', 'map-based'], undefined],
  ['inconsistnt', ['consistent'], undefined],
  ['nosource', ['source'], undefined],
  ['splice', ['nosplice'], undefined],
  ['nosplce', ['splice', 'nosplice'], 'nosplice'],
  ['untill', ['until'], 'until'],
  ['nodse', ['nodes'], 'nodes'],
  ['x'.repeat(65), ['x'.repeat(65)], undefined],
  ['x'.repeat(64), ['x'.repeat(63)], 'x'.repeat(63)],
  ['anything', [], undefined],
];

describe('the nearest word', () => {
  it.each(cases)('to %s among %j is %s', (word, candidates, meant) => {
    expect(nearest(word, candidates)).toBe(meant);
  });

  it('is found whatever one letter is wrong', () => {
    const letters = fc.constantFrom(...'abcdefgh');
    const words = fc.string({ unit: letters, minLength: 4, maxLength: 20 });
    assertProperty(
      fc.property(words, fc.nat(), letters, (word, at, letter) => {
        const start = at % word.length;
        const [before, after] = [word.slice(0, start), word.slice(start)];
        const swapped = `${after.charAt(1)}${after.charAt(0)}${after.slice(2)}`;
        for (const wrong of [after.slice(1), letter + after.slice(1), letter + after, swapped]) {
          expect(nearest(before + wrong, ['zzzz', word])).toBe(word);
        }
      }),
    );
  });

  it('is found soon among very many, of which the first are compared', () => {
    const hosts = Array.from({ length: 100_000 }, (_, index) => `compile${index}.example.com`);
    const long = hosts.map((host) => host.padEnd(64, 'x'));
    expect(nearest('compile1999.exmaple.com', hosts)).toBe('compile1999.example.com');
    const searches = Array.from({ length: 20 }, () => nearest('q'.repeat(64), long));
    expect(new Set(searches)).toEqual(new Set([undefined]));
  });
});
