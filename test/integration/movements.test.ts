import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ringScheme } from '../../src/haproxy/selection/ring-scheme.ts';
import { toRandom } from '../fuzz/random.ts';
import { mutations } from '../haproxy/choice/literal.ts';
import { runCases } from '../movements/batch.ts';
import { telling } from '../movements/telling.ts';
import {
  describeFailure,
  freePoolPorts,
  runTour,
  startBackends,
  type Tour,
} from '../movements/tour.ts';
import { isCaught } from '../movements/wrong.ts';
import { runsOf, seed, timeoutOf } from '../property.ts';
import { versionOf } from './choosing.ts';
import { haproxies } from './haproxies.ts';

/** Random changes of a seed; `npm run movements` runs as many as you like. */
const runs = runsOf(60);

describe.sequential('random changes', () => {
  for (const haproxy of haproxies) {
    it(
      `move the clients of HAProxy ${haproxy.version} as diff says`,
      async () => {
        const tour: Tour = { haproxy, seed, first: 0, runs, clients: 20 };
        const { failed, cases } = await runTour(tour);
        expect(failed.map((outcome) => describeFailure(tour, outcome))).toEqual([]);
        expect(cases).toBe(runs);
      },
      timeoutOf(240_000),
    );
  }
});

describe.sequential('changes that tell the choice from wrong models of it', () => {
  let running: Awaited<ReturnType<typeof startBackends>>;
  beforeAll(async () => {
    running = await startBackends();
  });
  afterAll(() => running.stop());

  for (const haproxy of haproxies) {
    it(`move the clients of HAProxy ${haproxy.version} as diff says, and as no wrong model says`, async () => {
      const { backends } = running;
      const ports = await freePoolPorts(telling.length);
      const setting = { haproxy, seed: 1, backends, ports, clients: 20 };
      const { outcomes } = await runCases(setting, telling, toRandom(1, 1));
      expect(outcomes.flatMap(({ disagreements }) => disagreements)).toEqual([]);
      for (const { moving, observed } of outcomes) {
        expect(
          observed.some(({ was, is }) => was !== is),
          moving.changes.join(),
        ).toBe(true);
      }
      const ring = ringScheme(versionOf(haproxy)) ?? 'id';
      const missed = mutations.filter(
        (mutation) => !outcomes.some((outcome) => isCaught(outcome, mutation, ring, backends)),
      );
      expect(missed).toEqual([]);
    }, 120_000);
  }
});
