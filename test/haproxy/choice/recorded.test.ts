import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addressWords } from '../../../src/haproxy/facts/ip-words.ts';
import { hashOf } from '../../../src/haproxy/selection/hash.ts';
import type { SelectionPool, ServerState } from '../../../src/haproxy/selection/model.ts';
import { prepareSelection, serverAt } from '../../../src/haproxy/selection/selection.ts';
import { hashTypeOf } from './pools.ts';

interface Recorded {
  readonly title: string;
  readonly hashType: string | null;
  readonly allbackups: boolean;
  readonly servers: readonly {
    readonly name: string;
    readonly id?: number;
    readonly weight?: number;
    readonly uweight?: number;
    readonly backup?: boolean;
    readonly state?: ServerState;
  }[];
  readonly clients: readonly [address: string, server: string, bind?: 'v4mapped'][];
}

const file = join(import.meta.dirname, '../../fixtures/choice/haproxy-2.6.12.json');
const recorded: readonly Recorded[] = JSON.parse(readFileSync(file, 'utf8'));

describe('what HAProxy 2.6.12 chose', () => {
  it('is recorded', () => {
    expect(recorded).toHaveLength(57);
    expect(recorded.flatMap(({ clients }) => clients)).toHaveLength(1710);
  });

  for (const { title, hashType, allbackups, servers, clients } of recorded) {
    it(`is what is foretold: ${title}`, () => {
      const pool: SelectionPool = {
        servers: servers.map(({ name, id, weight = 1, uweight, backup = false, state }) => {
          return {
            name,
            id,
            weight,
            currentWeight: uweight,
            isBackup: backup,
            state: state ?? 'ready',
          };
        }),
        hashType: hashTypeOf(hashType?.replace('hash-type ', '') ?? 'map-based'),
        usesAllBackups: allbackups,
        ring: 'id',
      };
      const { table, isAvalanched } = prepareSelection(pool);
      const foretold = clients.map(([address, , bind]) => {
        const key = (addressWords(address) ?? []).reduce((sum, word) => sum ^ word, 0);
        const hash = hashOf(key, { isMapped: bind === 'v4mapped', isAvalanched });
        return pool.servers[serverAt(table, hash)]?.name;
      });
      expect(foretold).toEqual(clients.map(([, server]) => server));
    });
  }
});
