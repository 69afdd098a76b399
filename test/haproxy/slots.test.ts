import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { automaticIds } from '../../src/haproxy/facts/automatic-ids.ts';
import { mapSlots, movedByOneMore, onlyBackup } from '../../src/haproxy/facts/slots.ts';
import { assertProperty } from '../property.ts';

/** HAProxy's filling of a map, slot by slot, as its lb_map.c does it; the servers by position. */
function fillMap(weights: readonly number[]): number[] {
  const slots = weights.reduce((sum, weight) => sum + weight, 0);
  const scores = weights.map(() => 0);
  return Array.from({ length: slots }, () => {
    for (const [index, weight] of weights.entries()) scores[index] = (scores[index] ?? 0) + weight;
    const values = scores.map((score) => Math.trunc((score + slots) / slots));
    const best = values.indexOf(Math.max(...values));
    scores[best] = (scores[best] ?? 0) - slots;
    return best;
  });
}

describe('slots of a map', () => {
  it('are the weights without their common divisor, also that of servers not in the map', () => {
    expect(mapSlots({ all: [1, 1, 1], used: [1, 1, 1] })).toBe(3);
    expect(mapSlots({ all: [100, 200, 0], used: [100, 200] })).toBe(3);
    expect(mapSlots({ all: [100, 200, 50], used: [100, 200] })).toBe(6);
    expect(mapSlots({ all: [255, 256], used: [255, 256] })).toBe(511);
    expect(mapSlots({ all: [0], used: [] })).toBe(0);
  });

  it('move as many clients as the two maps do, over every hash there is', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 5 });
    assertProperty(
      fc.property(weights, fc.integer({ min: 1, max: 9 }), (units, factor) => {
        const old = fillMap(units);
        const grown = fillMap([...units, 1]);
        const all = [...units, 1].map((unit) => unit * factor);
        const hashes = Array.from({ length: old.length * grown.length }, (_, hash) => hash);
        const moved = hashes.filter(
          (hash) => old[hash % old.length] !== grown[hash % grown.length],
        );
        const share = movedByOneMore({ all, used: all.slice(0, -1) });
        expect(share).toBeCloseTo(moved.length / hashes.length, 9);
      }),
    );
  });
});

describe('where only backups are left', () => {
  it('one takes all, as HAProxy 2.6 was seen to choose it', () => {
    expect(onlyBackup([1, 1, 1], [1, 1, 1])).toBe(0);
    expect(onlyBackup([3, 10, 3], [3, 10, 3])).toBe(1);
    expect(onlyBackup([3, 4], [3, 4])).toBe(0);
    expect(onlyBackup([1, 200], [1, 200])).toBe(0);
    expect(onlyBackup([2, 4], [2, 4])).toBe(0);
  });

  it('it is the one that the first slot of the map has', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 256 }), { minLength: 2, maxLength: 5 });
    assertProperty(
      fc.property(weights, (all) => {
        const units = [...all, 1];
        const [first = 0] = units;
        const values = units.map((unit) => Math.trunc((unit + first) / first));
        const chosen = first === 1 ? 0 : values.indexOf(Math.max(...values));
        expect(onlyBackup(units, units)).toBe(chosen);
      }),
    );
  });
});

describe('automatic ids', () => {
  it('are those that HAProxy 2.6 was seen to give', () => {
    const none = undefined;
    expect(automaticIds([none, none, none])).toEqual([1, 2, 3]);
    expect(automaticIds([3, none, none, 4, none])).toEqual([3, 2, 5, 4, 7]);
    expect(automaticIds([none, 1, none])).toEqual([2, 1, 4]);
  });

  it('stay when all of them are written', () => {
    const written = fc.uniqueArray(fc.integer({ min: 1, max: 20 }), { maxLength: 12 });
    const kept = fc.array(fc.boolean(), { minLength: 12, maxLength: 12 });
    assertProperty(
      fc.property(written, kept, (ids, isKept) => {
        const some = ids.map((id, index) => (isKept[index] ? id : undefined));
        const all = automaticIds(some);
        expect(new Set(all).size).toBe(all.length);
        expect(automaticIds(all)).toEqual(all);
      }),
    );
  });
});
