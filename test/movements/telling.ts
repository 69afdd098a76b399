import type { Moving } from './changes.ts';
import type { MovingPool, MovingServer } from './pools.ts';

const server = (backend: number, more: Partial<MovingServer> = {}): MovingServer => ({
  name: `s${backend}`,
  backend,
  weight: 1,
  isBackup: false,
  isOut: false,
  ...more,
});

const three = [server(0), server(1), server(2)];
const named = (...ids: (number | undefined)[]): MovingServer[] =>
  ids.map((id, at) => server(at, { id }));
const backups = (...weights: number[]): MovingServer[] =>
  weights.map((weight, at) => server(at, { weight, isBackup: true }));

const pool = (
  hashType: string,
  servers: readonly MovingServer[],
  more: Partial<MovingPool> = {},
): MovingPool => ({
  hashType,
  usesAllBackups: false,
  isDual: false,
  isSplit: false,
  servers,
  ...more,
});

function moving(what: string, before: MovingPool, after: MovingPool): Moving {
  return { before, after, changes: [what], renamed: new Map() };
}

/** Changes of which each wrong model of the choice says something that is not so. */
export const telling: readonly Moving[] = [
  moving('map grows', pool('map-based', three), pool('map-based', [...three, server(3)])),
  moving(
    'map with weights shrinks',
    pool('map-based', [server(0, { weight: 7 }), server(1, { weight: 3 }), server(2)]),
    pool('map-based', [server(0, { weight: 7 }), server(1, { weight: 3 })]),
  ),
  {
    ...moving(
      'two servers of a map swap their addresses',
      pool('map-based', three),
      pool('map-based', [server(0, { backend: 1 }), server(1, { backend: 0 }), server(2)]),
    ),
    renamed: new Map([
      ['s0', 's1'],
      ['s1', 's0'],
    ]),
  },
  moving(
    'a listen becomes a frontend and a backend with one more server',
    pool('map-based', three),
    pool('map-based', [...three, server(3)], { isSplit: true }),
  ),
  moving(
    'map behind a dual-stack bind grows',
    pool('map-based', three, { isDual: true }),
    pool('map-based', [...three, server(3)], { isDual: true }),
  ),
  moving(
    'a server of a map is drained',
    pool('map-based', three),
    pool('map-based', [server(0), server(1), server(2, { isOut: true })]),
  ),
  moving(
    'the backup that has all is another one',
    pool('map-based', backups(3, 10)),
    pool('map-based', backups(10, 3)),
  ),
  moving(
    'ring without ids loses its first',
    pool('consistent', three),
    pool('consistent', three.slice(1)),
  ),
  moving(
    'ring with some ids gets one more',
    pool('consistent', named(30, undefined, 1)),
    pool('consistent', named(30, undefined, 1, undefined)),
  ),
  ...['consistent sdbm', 'consistent crc32', 'consistent wt6'].map((hashType) =>
    moving(
      `${hashType} gets other ids`,
      pool(hashType, named(1, 2, 3)),
      pool(hashType, named(11, 12, 13)),
    ),
  ),
  moving(
    'ring of plain ids loses one',
    pool('consistent djb2', named(1, 2, 3)),
    pool('consistent djb2', named(1, 2)),
  ),
];
