import fc from 'fast-check';
import type { HashType } from '../../../src/haproxy/model/hash-type.ts';
import type { SelectionPool, SelectionServer } from '../../../src/haproxy/selection/model.ts';
import { parseHashType } from '../../../src/inventory/values/hash-type.ts';
import { isError } from '../../../src/text/result.ts';

/** A hash type by its words. */
export function hashTypeOf(text: string): HashType {
  const judged = parseHashType(text);
  if (isError(judged)) throw new Error(judged.message);
  return judged.value;
}

/** A pool of servers that take clients, weight 1 unless they say otherwise. */
export function poolOf(
  hashType: string,
  servers: readonly Partial<SelectionServer>[],
  more: Partial<SelectionPool> = {},
): SelectionPool {
  return {
    servers: servers.map((server, index): SelectionServer => {
      const usual = { name: `s${index + 1}`, weight: 1, isBackup: false, state: 'ready' } as const;
      return { ...usual, ...server };
    }),
    hashType: hashTypeOf(hashType),
    usesAllBackups: false,
    ring: 'id',
    ...more,
  };
}

const weight = fc.oneof(
  fc.constantFrom(0, 1, 1, 1, 2, 3, 10, 100, 256),
  fc.integer({ min: 0, max: 30 }),
);

const server = fc.record(
  {
    id: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 1048575 })),
    weight,
    currentWeight: weight,
    isBackup: fc.boolean(),
    state: fc.constantFrom('ready', 'ready', 'drain', 'maint', 'down'),
  },
  { requiredKeys: [] },
);

const hashTypes = ['map-based', 'consistent'].flatMap((method) =>
  ['', ' sdbm', ' djb2 avalanche', ' wt6', ' crc32 avalanche'].map((words) => method + words),
);

/** Pools of all kinds, with distinct ids. */
export const pools: fc.Arbitrary<SelectionPool> = fc
  .record({
    hashType: fc.constantFrom(...hashTypes),
    servers: fc.oneof(
      fc.array(server, { maxLength: 12 }),
      fc.array(fc.record({ weight }, { requiredKeys: [] }), { minLength: 1, maxLength: 12 }),
    ),
    usesAllBackups: fc.boolean(),
    ring: fc.constantFrom('id', 'id-3.0'),
  })
  .map(({ hashType, servers, usesAllBackups, ring }) => {
    const seen = new Set<number | undefined>();
    const all: readonly Partial<SelectionServer>[] = servers;
    const distinct = all.map((one) => {
      const isTaken = seen.has(one.id);
      seen.add(one.id);
      return isTaken ? { ...one, id: undefined } : one;
    });
    return poolOf(hashType, distinct, { usesAllBackups, ring });
  });
