import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countAgreement } from '../../../src/haproxy/selection/agreement.ts';
import { fullHash, hashOf } from '../../../src/haproxy/selection/hash.ts';
import type { SelectionPool } from '../../../src/haproxy/selection/model.ts';
import { expectedMoved, type Movement, movement } from '../../../src/haproxy/selection/movement.ts';
import { shareNumbers } from '../../../src/haproxy/selection/owners.ts';
import {
  prepareSelection,
  type Selection,
  serverAt,
} from '../../../src/haproxy/selection/selection.ts';
import { countHashes, hashValues } from '../../../src/haproxy/selection/share.ts';
import { assertProperty } from '../../property.ts';
import { poolOf, pools } from './pools.ts';

function nameAt({ pool, table }: Selection, hash: number): string | undefined {
  return pool.servers[serverAt(table, hash)]?.name;
}

function between(before: SelectionPool, after: SelectionPool): Movement {
  const [one, other] = [before, after].map((pool) => ({
    selection: prepareSelection(pool),
    isMapped: false,
  })) as [Parameters<typeof movement>[0], Parameters<typeof movement>[0]];
  return movement(one, other);
}

function equal(count: number, weight = 1, isNumbered = true): { weight: number; id?: number }[] {
  return Array.from({ length: count }, (_, at) =>
    isNumbered ? { weight, id: at + 1 } : { weight },
  );
}

/** Servers without the one at a place, which keep their names. */
function without(pool: SelectionPool, at: number): SelectionPool {
  return { ...pool, servers: pool.servers.toSpliced(at, 1) };
}

const percent = (share: number): number => Math.round(share * 1000) / 10;

describe('counting hash values', () => {
  it('is what asking for each of them comes to, in any stretch', () => {
    const stretch = fc.tuple(
      fc.oneof(
        fc.constantFrom(0, hashValues - 3000),
        fc.integer({ min: 0, max: hashValues - 3000 }),
      ),
      fc.integer({ min: 0, max: 3000 }),
    );
    assertProperty(
      fc.property(pools, stretch, (pool, [from, length]) => {
        const selection = prepareSelection(pool);
        const counts = pool.servers.map(() => 0);
        for (let hash = from; hash < from + length; hash += 1) {
          const at = serverAt(selection.table, hash);
          if (at >= 0) counts[at] = (counts[at] ?? 0) + 1;
        }
        expect([...countHashes(selection, from, from + length)]).toEqual(counts);
      }),
      100,
    );
  });

  it('misses none of them', () => {
    assertProperty(
      fc.property(pools, (pool) => {
        const selection = prepareSelection(pool);
        const sum = countHashes(selection).reduce((total, count) => total + count, 0);
        expect(sum).toBe(selection.rotation.kind === 'nobody' ? 0 : hashValues);
      }),
      100,
    );
  });
});

describe('agreement of two configurations', () => {
  it('is what comparing each hash value comes to, in any beginning', () => {
    assertProperty(
      fc.property(pools, pools, fc.integer({ min: 0, max: 5000 }), (one, other, size) => {
        const [before, after] = [prepareSelection(one), prepareSelection(other)];
        let agreeing = 0;
        for (let hash = 0; hash < size; hash += 1) {
          if (nameAt(before, hash) === nameAt(after, hash)) agreeing += 1;
        }
        const shared = shareNumbers(before, after);
        expect(countAgreement(shared.before, shared.after, shared.count, size)).toBe(agreeing);
      }),
      100,
    );
  });

  it('is near what a sample of all hash values comes to', () => {
    const draws = 4000;
    assertProperty(
      fc.property(pools, pools, (one, other) => {
        const [before, after] = [prepareSelection(one), prepareSelection(other)];
        let agreeing = 0;
        for (let draw = 0; draw < draws; draw += 1) {
          const hash = fullHash(fullHash(draw) ^ 0x5bd1e995);
          if (nameAt(before, hash) === nameAt(after, hash)) agreeing += 1;
        }
        const shared = shareNumbers(before, after);
        const exact = countAgreement(shared.before, shared.after, shared.count, hashValues);
        expect(Math.abs(exact / hashValues - agreeing / draws)).toBeLessThan(0.06);
      }),
      100,
    );
  });
});

describe('what a change moves', () => {
  it('is what must move and what need not, never less than nothing', () => {
    assertProperty(
      fc.property(pools, pools, (one, other) => {
        const { moved, byServers, byHash } = between(one, other);
        expect(moved).toBeCloseTo(byServers + byHash, 12);
        expect(byServers).toBeGreaterThanOrEqual(0);
        expect(byHash).toBeGreaterThanOrEqual(0);
        expect(moved).toBeLessThanOrEqual(1);
      }),
      20,
    );
  });

  it('is nothing without a change, and everything with all new names', () => {
    for (const hashType of ['map-based', 'consistent']) {
      const pool = poolOf(hashType, equal(5, 3));
      expect(between(pool, pool)).toEqual({ moved: 0, byServers: 0, byHash: 0, error: 0 });
      const other = {
        ...pool,
        servers: pool.servers.map((one) => ({ ...one, name: `x${one.name}` })),
      };
      expect(between(pool, other)).toEqual({ moved: 1, byServers: 1, byHash: 0, error: 0 });
    }
  });

  it('is N of N + 1 where a map of N gets one more, and 1 of N + 1 must', () => {
    for (const count of [1, 2, 3, 7, 49, 1000]) {
      const { moved, byServers, error } = between(
        poolOf('map-based', equal(count)),
        poolOf('map-based', equal(count + 1)),
      );
      expect(moved).toBeCloseTo(count / (count + 1), 6);
      expect(byServers).toBeCloseTo(1 / (count + 1), 6);
      expect(error).toBe(0);
    }
  });

  // Measured with HAProxy 2.6: 32.1, 33.1 and 35.4 % of all hash values, 13.9, 14.5 and 10.2 %.
  it('is the new arcs of a ring, which follow the ids', () => {
    const grown = (weight: number) =>
      percent(
        between(poolOf('consistent', equal(2, weight)), poolOf('consistent', equal(3, weight)))
          .moved,
      );
    expect([1, 10, 100, 256].map(grown)).toEqual([35.4, 32.1, 33.1, 33.3]);
    const shrunk = (pool: SelectionPool) =>
      [0, 4, 7].map((at) => percent(between(pool, without(pool, at)).moved));
    expect(shrunk(poolOf('consistent', equal(8)))).toEqual([13.9, 14.5, 10.2]);
    expect(shrunk(poolOf('consistent', equal(8, 100)))).toEqual([12.6, 12.8, 12.4]);
    expect(shrunk(poolOf('consistent', equal(8, 100, false)))).toEqual([98.1, 47.8, 12.4]);
  });

  it('is drawn, and says how far it may be off, where addresses are mixed in another way', () => {
    const [map, ring] = [poolOf('map-based', equal(3)), poolOf('consistent', equal(3, 100))];
    const { moved, error } = between(map, ring);
    expect(percent(moved)).toBeCloseTo(66.7, 0);
    expect(error).toBeGreaterThan(0.0005);
    expect(error).toBeLessThan(0.002);
    const selection = prepareSelection(poolOf('map-based', equal(2)));
    const mapped = movement(
      { selection, isMapped: false },
      { selection: selection, isMapped: true },
    );
    expect(mapped.moved).toBe(1);
    expect(mapped.byServers).toBe(0);
  });

  it('is expected to be what is drawn where only one side mixes, and what is counted elsewhere', () => {
    const sides: readonly [SelectionPool, SelectionPool][] = [
      [poolOf('map-based', equal(3)), poolOf('consistent', equal(3, 100))],
      [poolOf('consistent', equal(5)), poolOf('map-based', equal(4))],
      [
        poolOf('map-based', [{ weight: 7 }, { weight: 1 }, { weight: 3 }]),
        poolOf('map-based sdbm avalanche', equal(2)),
      ],
      [
        poolOf('consistent sdbm', [{ weight: 9 }, {}, { state: 'maint' }]),
        poolOf('consistent', equal(3, 10)),
      ],
    ];
    for (const [before, after] of sides) {
      const { moved, error } = between(before, after);
      const reached = (pool: SelectionPool) => ({
        selection: prepareSelection(pool),
        isMapped: false,
      });
      const expected = expectedMoved(reached(before), reached(after));
      expect(Math.abs(expected - moved)).toBeLessThan(2 * error);
      expect(error).toBeGreaterThan(0);
    }
    const selection = prepareSelection(poolOf('map-based', equal(2)));
    const plain = { selection, isMapped: false };
    expect(expectedMoved(plain, { selection, isMapped: true })).toBe(1);
    expect(expectedMoved(plain, plain)).toBe(0);
  });

  it('counts who had nobody before or has nobody after', () => {
    const pool = poolOf('map-based', equal(2));
    const none = poolOf('map-based', [{ state: 'maint' }, { state: 'down' }]);
    expect(between(pool, none)).toEqual({ moved: 1, byServers: 1, byHash: 0, error: 0 });
    expect(between(none, pool)).toEqual({ moved: 1, byServers: 1, byHash: 0, error: 0 });
    expect(between(none, none)).toEqual({ moved: 0, byServers: 0, byHash: 0, error: 0 });
  });

  it('is known for tables whose common period is far above all hash values', () => {
    const weights = (seed: number) =>
      Array.from({ length: 300 }, (_, at) => ({ weight: ((at * seed) % 256) + 1 }));
    const [one, other] = [poolOf('map-based', weights(7)), poolOf('map-based', weights(11))];
    const choices = [prepareSelection(one), prepareSelection(other)] as const;
    const { moved, error } = between(one, other);
    let drawn = 0;
    for (let draw = 0; draw < 20_000; draw += 1) {
      const hash = hashOf(draw, { isMapped: false, isAvalanched: true });
      if (nameAt(choices[0], hash) !== nameAt(choices[1], hash)) drawn += 1;
    }
    expect(error).toBe(0);
    expect(Math.abs(moved - drawn / 20_000)).toBeLessThan(0.01);
  });
});
