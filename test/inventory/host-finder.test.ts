import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHostFinder } from '../../src/inventory/host-finder.ts';
import type { Host } from '../../src/inventory/model.ts';
import { builtin } from '../../src/inventory/place.ts';
import { nowhere } from '../fuzz/deployments.ts';
import { assertProperty } from '../property.ts';

const name = fc.string({ unit: fc.constantFrom('a', 'b', '1', '-', '\uffff', '🐕'), maxLength: 6 });
const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '1', '🐕', '*', '?'), maxLength: 6 });

function hosts(names: readonly string[]): Map<string, Host> {
  return new Map(
    names.map((one) => [
      one,
      { place: nowhere, name: builtin(one), facts: { isValid: true } } satisfies Host,
    ]),
  );
}

/** The pattern as a regular expression, which counts halves of pairs as the program does. */
function toRegExp(text: string): RegExp {
  return new RegExp(`^${text.replaceAll('*', '[^]*').replaceAll('?', '[^]')}$`);
}

describe('hosts by a pattern', () => {
  it('are those that match it, in the order of the hosts', () => {
    assertProperty(
      fc.property(
        fc.uniqueArray(name, { maxLength: 300, minLength: 1 }),
        pattern,
        (names, text) => {
          const found = toHostFinder(hosts(names))(text, () => true);
          const meant = names.filter((one) => toRegExp(text).test(one));
          expect(found.map((host) => host.name.value)).toEqual(meant);
        },
      ),
      500,
    );
  });

  it('are looked for among names that begin or end as the pattern does', () => {
    const names = Array.from({ length: 10_000 }, (_, index) => `compile${index}`);
    const find = toHostFinder(hosts(names));
    const compared = (text: string): number => {
      let count = 0;
      find(text, (more) => {
        count = more;
        return true;
      });
      return count;
    };
    expect(compared('compile12*')).toBe(111);
    expect(compared('*777')).toBe(10);
    expect(compared('com*777')).toBe(10);
    expect(compared('*e7*')).toBe(10_000);
  });

  it('are none where too many were compared', () => {
    expect(toHostFinder(hosts(['a', 'b']))('*', () => false)).toEqual([]);
  });
});
