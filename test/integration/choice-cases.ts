import type {
  RingScheme,
  SelectionPool,
  SelectionServer,
} from '../../src/haproxy/selection/model.ts';
import { poolOf } from '../haproxy/choice/pools.ts';

/** A section to ask, and what the runtime socket is told before. */
export interface ChoiceCase {
  readonly pool: SelectionPool;
  /** How each server stands in the file: `drain` and `down` come by the runtime socket. */
  readonly words: readonly string[];
  readonly commands: readonly string[];
}

type ServerCase = Partial<SelectionServer>;

const equal = (count: number): ServerCase[] => Array.from({ length: count }, () => ({}));
const weighing = (...weights: number[]): ServerCase[] => weights.map((weight) => ({ weight }));
const numbered = (...ids: (number | undefined)[]): ServerCase[] => ids.map((id) => ({ id }));

const drained: ServerCase = { state: 'drain' };
const down: ServerCase = { state: 'down' };
const maint: ServerCase = { state: 'maint' };
const backup: ServerCase = { isBackup: true };

const cases: readonly (readonly [
  hashType: string,
  servers: readonly ServerCase[],
  more?: Partial<SelectionPool>,
])[] = [
  ['map-based', equal(2)],
  ['map-based crc32', equal(3)],
  ['map-based', weighing(7, 3, 11, 1, 5)],
  ['map-based', [{ weight: 4 }, { weight: 8 }, { weight: 3, ...backup }]],
  ['map-based sdbm avalanche', equal(5)],
  ['map-based', [{}, maint, {}, drained, {}, down]],
  ['map-based', [{ weight: 3 }, { weight: 3, currentWeight: 0 }, { weight: 3 }, { weight: 6 }]],
  ['map-based', [maint, { weight: 3, ...backup }, { weight: 10, ...backup }]],
  ['map-based', [down, backup, { weight: 2, ...backup }, backup], { usesAllBackups: true }],
  ['consistent', equal(3)],
  ['consistent', [{ id: 1, weight: 100 }, { weight: 50 }, { id: 77 }, { weight: 256 }, { id: 2 }]],
  ['consistent sdbm', equal(3)],
  ['consistent crc32 avalanche', numbered(30, 20, 10)],
  ['consistent', [{ weight: 10 }, { weight: 10, currentWeight: 4 }, { weight: 10, ...down }, {}]],
  ['consistent', [{ id: 50 }, {}, drained, {}, backup]],
  ['consistent', [drained, backup, { weight: 9, ...backup }]],
  ['consistent wt6', numbered(undefined, 1, 1048575, undefined), { usesAllBackups: true }],
  ['consistent', [maint]],
];

/** Sections of both hash types, with weights, ids, states and backups of all kinds. */
export function choiceCases(ring: RingScheme): readonly ChoiceCase[] {
  return cases.map(([hashType, servers, more]) => {
    const pool = poolOf(hashType, servers, { ring, ...more });
    return {
      pool,
      words: pool.servers.map(wordsOf),
      commands: pool.servers.flatMap(commandsOf),
    };
  });
}

function wordsOf({ id, weight, isBackup, state }: SelectionServer): string {
  return [
    id === undefined ? '' : `id ${id}`,
    weight === 1 ? '' : `weight ${weight}`,
    isBackup ? 'backup' : '',
    state === 'maint' ? 'disabled' : '',
  ]
    .filter((word) => word !== '')
    .join(' ');
}

function commandsOf({ name, weight, currentWeight, state }: SelectionServer): string[] {
  const server = `set server POOL/${name}`;
  if (currentWeight !== undefined) {
    const isStatic = currentWeight === 0;
    return [`${server} weight ${isStatic ? '0%' : `${(currentWeight / weight) * 100}%`}`];
  }
  if (state === 'drain') return [`${server} state drain`];
  return state === 'down' ? [`${server} health down`] : [];
}
