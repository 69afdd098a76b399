import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { toRandom } from '../fuzz/random.ts';
import { runCases } from '../movements/batch.ts';
import type { Backend, MovingPool, MovingServer } from '../movements/pools.ts';
import { toInventory } from '../movements/pools.ts';
import { freePoolPorts, startBackends } from '../movements/tour.ts';
import { runProgram } from '../program.ts';
import { useFolder } from '../use-folder.ts';
import { versionOf } from './choosing.ts';
import { haproxies, type RealHaproxy } from './haproxies.ts';

/** A change, what is advised, and the pools of somebody who follows it. */
interface Case {
  readonly kind: 'append' | 'ids' | 'consistent';
  readonly before: MovingPool;
  readonly after: MovingPool;
  readonly followed: { readonly before: MovingPool; readonly after: MovingPool };
}

function server(backend: number, more: Partial<MovingServer> = {}): MovingServer {
  return { name: `s${backend}`, backend, weight: 1, isBackup: false, isOut: false, ...more };
}

function pool(hashType: string, servers: readonly MovingServer[]): MovingPool {
  return { hashType, usesAllBackups: false, isDual: false, isSplit: false, servers };
}

const plain = [0, 1, 2].map((at) => server(at));
const heavy = [0, 1, 2].map((at) => server(at, { weight: 100 }));
const numbered = (servers: readonly MovingServer[]) =>
  servers.map((one, at) => ({ ...one, id: at + 1, weight: 100 }));

const cases: readonly Case[] = [
  {
    kind: 'append',
    before: pool('map-based', plain),
    after: pool('map-based', plain.toReversed()),
    followed: { before: pool('map-based', plain), after: pool('map-based', plain) },
  },
  {
    kind: 'append',
    before: pool('map-based', plain.slice(0, 2)),
    after: pool('map-based', [server(3), server(0), server(5), server(1)]),
    followed: {
      before: pool('map-based', plain.slice(0, 2)),
      after: pool('map-based', [...plain.slice(0, 2), server(3), server(5)]),
    },
  },
  {
    kind: 'ids',
    before: pool('consistent', heavy),
    after: pool('consistent', [server(3, { weight: 100 }), ...heavy]),
    followed: {
      before: pool('consistent', heavy),
      after: pool('consistent', numbered([...heavy, server(3)])),
    },
  },
  {
    kind: 'ids',
    before: pool('consistent', heavy),
    after: pool('consistent', heavy.slice(1)),
    followed: {
      before: pool('consistent', heavy),
      after: pool('consistent', numbered(heavy).slice(1)),
    },
  },
  {
    kind: 'consistent',
    before: pool('map-based', plain),
    after: pool('map-based', [...plain, server(3)]),
    followed: {
      before: pool('consistent', numbered(plain)),
      after: pool('consistent', numbered([...plain, server(3)])),
    },
  },
  {
    kind: 'consistent',
    before: pool('map-based', [...plain, server(3), server(5), server(6)]),
    after: pool('map-based', [...plain, server(5), server(6)]),
    followed: {
      before: pool('consistent', numbered([...plain, server(3), server(5), server(6)])),
      after: pool(
        'consistent',
        numbered([...plain, server(3), server(5), server(6)]).filter(
          ({ backend }) => backend !== 3,
        ),
      ),
    },
  },
];

describe.sequential('what diff advises', () => {
  let backends: readonly Backend[] = [];
  let stop = () => {};
  const folder = useFolder();
  beforeAll(async () => {
    ({ backends, stop } = await startBackends());
  });
  afterAll(() => {
    stop();
  });

  /** The share that the advice promises. */
  async function promised({ kind, before, after }: Case, haproxy: RealHaproxy): Promise<number> {
    const ports = [{ own: 20_000, proxied: 20_001 }];
    for (const [name, side] of Object.entries({ before, after })) {
      const inventory = toInventory([side], ports, backends, versionOf(haproxy));
      folder.write(`${name}.yaml`, stringify(inventory));
    }
    const words = ['diff', 'after.yaml', '--against', 'before.yaml', '--format', 'json'];
    const { advice } = JSON.parse((await runProgram(words, folder.path)).stdout).pools[0].paths[0];
    const found = advice.find((one: { kind: string }) => one.kind === kind);
    expect(found, JSON.stringify([kind, advice])).toBeDefined();
    return found.moved;
  }

  for (const haproxy of haproxies) {
    it(`moves as many clients of HAProxy ${haproxy.version} as it promises`, async () => {
      const shares: number[] = [];
      for (const one of cases) shares.push(await promised(one, haproxy));
      const setting = {
        haproxy,
        seed: 1,
        backends,
        ports: await freePoolPorts(cases.length),
        clients: 120,
      };
      const followed = cases.map((one) => ({
        ...one.followed,
        changes: [one.kind],
        renamed: new Map<string, string>(),
      }));
      const { outcomes } = await runCases(setting, followed, toRandom(1, 1));
      for (const [at, { disagreements, moved, observed }] of outcomes.entries()) {
        expect(disagreements).toEqual([]);
        const share = shares[at] ?? 0;
        expect(moved).toBeCloseTo(share, 9);
        const seen = observed.filter(({ was, is }) => was !== is).length / observed.length;
        const five = 5 * Math.sqrt((share * (1 - share)) / observed.length);
        expect(Math.abs(seen - share), `${seen} of ${share}`).toBeLessThanOrEqual(five);
      }
    }, 240_000);
  }
});
