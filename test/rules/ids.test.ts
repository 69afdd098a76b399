import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { Diagnostic } from '../../src/findings/diagnostic.ts';
import { automaticIds } from '../../src/haproxy/facts/automatic-ids.ts';
import { type Linted, lint } from '../../src/rules/lint.ts';
import { assertProperty } from '../property.ts';
import { applyFix } from './apply.ts';

const id = fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined, freq: 1 });
const entries = ['a[1:3]', 'b', 'c', 'd[01:02]'];
const named = [...entries, 'a[1:2]', 'a*', 'a2', 'd02', '*'];

function host(name: string, number: number | undefined): Record<string, unknown> {
  const count = { 'a[1:3]': 3, 'd[01:02]': 2 }[name];
  const at = 10 * entries.indexOf(name) + 1;
  const address = count === undefined ? `10.0.0.${at}` : `10.0.0.[${at}:${at + count - 1}]`;
  if (number === undefined) return { address };
  return { address, id: count === undefined ? number : `[${number}:${number + count - 1}]` };
}

const hosts = fc
  .tuple(id, id, id, id)
  .map((ids) => Object.fromEntries(entries.map((name, index) => [name, host(name, ids[index])])));
const written = fc.integer({ min: 1, max: 9 }).chain((number) =>
  id.map((own) => ({
    name: `w${number}`,
    address: `10.0.1.${number}`,
    ...(own === undefined ? {} : { id: own }),
  })),
);
const pools = fc
  .array(
    fc.tuple(
      fc.constantFrom('consistent', 'consistent', 'map-based'),
      fc.uniqueArray(fc.oneof(fc.constantFrom(...named), written), {
        minLength: 1,
        maxLength: 4,
        selector: (entry) => (typeof entry === 'string' ? entry : entry.name),
      }),
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map((all) =>
    all.map(([hashType, servers], index) => ({
      name: `p${index}`,
      bind: `10.0.9.${index + 1}:8140`,
      'hash-type': hashType,
      servers,
    })),
  );
const inventories = fc.record({ hosts, pools });

function lintText(text: string): Linted {
  return lint({ name: 'ids.yaml', bytes: Buffer.from(text) });
}

function missing({ diagnostics }: Linted): readonly Diagnostic[] {
  return diagnostics.filter(({ code }) => code === 'HAP322');
}

function errors({ diagnostics }: Linted): readonly string[] {
  return diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message);
}

/** The ids that HAProxy gives in each pool that places servers by them. */
function ringIds({ inventory }: Linted): (readonly number[])[] {
  const rings = inventory?.pools.filter(
    ({ hashType, servers }) => hashType.value.method === 'consistent' && servers.length > 1,
  );
  return (rings ?? []).map(({ servers }) => automaticIds(servers.map((one) => one.id?.value)));
}

/** Repairs the first missing ids that have a fix; returns whether any have. */
function repairs(inventory: object, isFlow: boolean): boolean {
  const text = stringify(inventory, isFlow ? { collectionStyle: 'flow' } : {});
  const before = lintText(text);
  const found = missing(before);
  const fix = found.flatMap(({ fixes }) => fixes)[0];
  if (fix === undefined) return false;
  const after = lintText(applyFix(text, fix));
  expect(ringIds(after)).toEqual(ringIds(before));
  expect(errors(after)).toEqual(errors(before));
  expect(missing(after).length).toBeLessThan(found.length);
  const withFix = missing(after).filter(({ fixes }) => fixes.length > 0);
  expect(withFix).toHaveLength(found.filter(({ fixes }) => fixes.length > 0).length - 1);
  return true;
}

describe('the fix of missing ids', () => {
  it('moves nobody in any pool, repairs what belongs together and takes no id twice', () => {
    const property = fc.property(inventories, fc.boolean(), (inventory, isFlow) => {
      repairs(inventory, isFlow);
    });
    assertProperty(property, 400);
  });

  it("is there for a ring whose servers are no other pool's", () => {
    const own = fc.option(fc.integer({ min: 20, max: 29 }), { nil: undefined });
    const ids = fc.uniqueArray(own, {
      minLength: 1,
      maxLength: 4,
      comparator: (one, other) => one !== undefined && one === other,
    });
    const property = fc.property(ids, fc.boolean(), (numbers, isFlow) => {
      const servers = [undefined, ...numbers].map((number, at) => ({
        name: `w${at}`,
        address: `10.0.1.${at + 1}`,
        ...(number === undefined ? {} : { id: number }),
      }));
      const ring = { name: 'ring', bind: '10.0.9.1:8140', 'hash-type': 'consistent', servers };
      expect(repairs({ pools: [ring] }, isFlow)).toBe(true);
    });
    assertProperty(property, 100);
  });
});

function pool(name: string, servers: string): string {
  return `  - { name: ${name}, bind: "10.0.9.${name.length}:8140", hash-type: consistent, servers: ${servers} }\n`;
}

describe('missing ids have no fix', () => {
  const shared = 'hosts:\n  a: { address: 10.0.0.1 }\n  b: { address: 10.0.0.2, id: 9 }\npools:\n';
  for (const [name, other, count] of [
    ['and would have', '', 1],
    ['where another pool was refused', pool('qq', '[a, 7]'), 0],
    ['where another pool counts differently', pool('qq', '[b, a]'), 0],
    ['where another pool has the id', pool('qq', '[{ name: c, address: 10.0.0.3, id: 1 }, a]'), 0],
  ] as const) {
    it(name, () => {
      const [found] = missing(lintText(`${shared}${pool('p', '[a, b]')}${other}`));
      expect(found?.message).toBe('1 of 2 servers of pool "p" has no id');
      expect(found?.fixes).toHaveLength(count);
    });
  }
});

describe('missing ids are not said', () => {
  const one = '{ name: a, address: 10.0.0.1 }';
  for (const [name, text] of [
    ['of one server', `pools:\n${pool('p', `[${one}]`)}`],
    ['where an entry was refused', `pools:\n${pool('p', `[${one}, 7, other]`)}`],
    [
      'where an id was refused',
      `pools:\n${pool('p', `[${one}, { name: b, address: 10.0.0.2, id: 0 }]`)}`,
    ],
    [
      'where the hash type was refused',
      `pools:\n${pool('p', `[${one}, { name: b, address: 10.0.0.2 }]`).replace('consistent', 'consistnet')}`,
    ],
  ] as const) {
    it(name, () => {
      expect(missing(lintText(text))).toEqual([]);
    });
  }
});
