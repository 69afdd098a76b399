import { describe, expect, it } from 'vitest';
import { describeFailure, runTour, type Tour } from '../movements/tour.ts';
import { haproxies } from './haproxies.ts';

/** Random changes of a seed; `npm run movements` runs as many as you like. */
const runs = Number(process.env['PUPPETLB_MOVEMENTS'] ?? 60);

describe.sequential('random changes', () => {
  for (const haproxy of haproxies) {
    it(`move the clients of HAProxy ${haproxy.version} as diff says, and as no wrong model says`, async () => {
      const tour: Tour = { haproxy, seed: 5, first: 0, runs, clients: 20 };
      const { failed, missed, cases, moved } = await runTour(tour);
      expect(failed.map((outcome) => describeFailure(tour, outcome))).toEqual([]);
      expect(missed).toEqual([]);
      expect(cases).toBe(runs);
      expect(moved).toBeGreaterThan(10 * runs);
    }, 240_000);
  }
});
