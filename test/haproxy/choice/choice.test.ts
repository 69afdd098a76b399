import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { automaticIds } from '../../../src/haproxy/facts/automatic-ids.ts';
import type { SelectionPool } from '../../../src/haproxy/selection/model.ts';
import { ringScheme, ringSides } from '../../../src/haproxy/selection/ring-scheme.ts';
import { prepareSelection, serversOf } from '../../../src/haproxy/selection/selection.ts';
import { assertProperty } from '../../property.ts';
import type { LiteralClient } from './literal.ts';
import { literalChoice } from './literal.ts';
import { poolOf, pools } from './pools.ts';

const word = fc.oneof(
  fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  fc.constantFrom(0, 1, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1),
);
const client = fc.record({
  words: fc.oneof(fc.tuple(word), fc.tuple(word, word, word, word)),
  isMapped: fc.boolean(),
});

function chosen(pool: SelectionPool, clients: readonly LiteralClient[]): (string | undefined)[] {
  const choice = prepareSelection(pool);
  const keys = clients.map(({ words }) => words.reduce((sum, one) => sum ^ one, 0));
  const [plain, mapped] = [false, true].map((isMapped) =>
    serversOf(choice, Uint32Array.from(keys), isMapped),
  );
  return clients.map(
    ({ isMapped }, at) => pool.servers[(isMapped ? mapped : plain)?.[at] ?? -1]?.name,
  );
}

describe('the choice of a server', () => {
  it('is the literal one, for any pool and client', () => {
    assertProperty(
      fc.property(pools, fc.array(client, { minLength: 30, maxLength: 60 }), (pool, clients) => {
        expect(chosen(pool, clients)).toEqual(clients.map(literalChoice(pool)));
      }),
      200,
    );
  });

  it('is the literal one at and beside every point of a ring and half-way between two', () => {
    const weights = [{ weight: 2 }, { weight: 1 }, { weight: 3 }];
    for (const ring of ['id', 'id-3.0'] as const) {
      const pool = poolOf('consistent sdbm', weights, { ring });
      const { table } = prepareSelection(pool);
      if (table.kind !== 'ring') throw new Error(table.kind);
      const hashes = [...table.ends].flatMap((end) => [end - 1, end, (end + 1) % 2 ** 32]);
      const clients = hashes.map((hash) => ({ words: [hash], isMapped: false }));
      expect(chosen(pool, clients)).toEqual(clients.map(literalChoice(pool)));
    }
  });

  it('gives equal servers one place each, in order, however many they are', () => {
    const pool = poolOf(
      'map-based',
      Array.from({ length: 10_000 }, () => ({ weight: 7 })),
    );
    const { table } = prepareSelection(pool);
    expect(table).toEqual({ kind: 'map', map: Int32Array.from({ length: 10_000 }, (_, at) => at) });
  });

  it('is made for ten thousand servers of all weights', () => {
    const servers = Array.from({ length: 10_000 }, (_, at) => ({ weight: (at % 256) + 1 }));
    const { table } = prepareSelection(poolOf('map-based', servers));
    if (table.kind !== 'map') throw new Error(table.kind);
    const counts = new Array<number>(servers.length).fill(0);
    for (const at of table.map) counts[at] = (counts[at] ?? 0) + 1;
    expect(counts).toEqual(servers.map(({ weight }) => weight));
  });
});

describe('ids', () => {
  it('are positions where nobody writes them, and skip the ones that are written', () => {
    expect(automaticIds([undefined, undefined, undefined])).toEqual([1, 2, 3]);
    expect(automaticIds([undefined, 1, undefined, 77, undefined])).toEqual([2, 1, 4, 77, 6]);
    expect(automaticIds([50, undefined, undefined])).toEqual([50, 2, 3]);
  });
});

describe('the ring scheme', () => {
  it('is a hash of the id in some patches of 3.0 to 3.2', () => {
    const of = (major: number, minor: number, patch?: number) =>
      ringScheme(patch === undefined ? { major, minor } : { major, minor, patch });
    expect([of(3, 0, 0), of(3, 0, 12), of(3, 1, 9), of(3, 2, 6)]).toEqual(Array(4).fill('id-3.0'));
    expect([
      of(2, 2),
      of(2, 9, 1),
      of(3, 0, 13),
      of(3, 1, 10),
      of(3, 2, 7),
      of(3, 3),
      of(3, 4, 0),
    ]).toEqual(Array(7).fill('id'));
    expect([of(3, 0), of(3, 1), of(3, 2)]).toEqual([undefined, undefined, undefined]);
    expect(ringSides({ major: 3, minor: 0 })).toEqual(['3.0.0 to 3.0.12', '3.0.13 or later']);
    expect(ringSides({ major: 3, minor: 3 })).toBeUndefined();
  });
});
