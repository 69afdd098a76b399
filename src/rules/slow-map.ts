import type { Rule } from './rule.ts';
import { longMap, mapSteps, mostSteps } from './shared/map-steps.ts';

/** More steps are 0.1 s. */
const manySteps = 2e7;

/** HAProxy takes long to make a pool's map. */
export const slowMap: Rule = {
  code: 'HAP324',
  name: 'slow-map',
  severity: 'warning',
  summary: 'HAProxy takes more than 100 ms to rebuild a map of slots.',
  why: 'A map-based hash and static-rr keep a map of slots, the sum of the weights without their common divisor. When a server goes up or down, HAProxy rebuilds the map in servers times slots steps, 200 million in a second, and serves no connection meanwhile. 5000 equal servers take 0.2 s, 300 of weights 255 and 256 take 0.1 s (HAProxy 2.6).',
  *check({ pools }) {
    for (const pool of pools) {
      const steps = mapSteps(pool);
      if (steps > manySteps && steps <= mostSteps) yield longMap(pool, steps);
    }
  },
};
