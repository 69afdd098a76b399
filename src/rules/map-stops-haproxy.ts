import type { Rule } from './rule.ts';
import { longMap, mapSteps, mostSteps } from './shared/map-steps.ts';

/** HAProxy takes so long to make a pool's map that it nears its own end. */
export const mapStopsHaproxy: Rule = {
  code: 'HAP325',
  name: 'map-stops-haproxy',
  severity: 'error',
  summary: 'HAProxy takes more than a second to rebuild a map of slots.',
  why: "When a server goes up or down, HAProxy rebuilds the map of a map-based hash or of static-rr: servers times slots steps, 200 million in a second. Every agent waits meanwhile, and after two seconds HAProxy's watchdog kills the process. 900 servers of weights 255 and 256 take 1.2 s (HAProxy 2.6).",
  *check({ pools }) {
    for (const pool of pools) {
      const steps = mapSteps(pool);
      if (steps > mostSteps) yield longMap(pool, steps);
    }
  },
};
