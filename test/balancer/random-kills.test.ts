import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { haproxies } from '../integration/haproxies.ts';
import { assertProperty } from '../property.ts';
import { changedInventory, idEverywhere, inventoryFile, startApplied } from './applying.ts';
import { useBalancers } from './balancer.ts';
import { applyAndKill, seenSteps } from './killing.ts';

const makeBalancer = useBalancers();

/** HAProxy itself is left alone: without a unit nobody starts it again. */
const kill = fc.record({
  step: fc.constantFrom(...seenSteps),
  victim: fc.constantFrom('foreground', 'timer', 'both'),
  later: fc.nat(1500),
});

describe.each(haproxies)('HAProxy $version', (haproxy) => {
  it('is old or new everywhere whoever is killed whenever', () =>
    assertProperty(
      fc.asyncProperty(kill, async (place) => {
        const balancer = await makeBalancer(haproxy);
        try {
          await startApplied(balancer, haproxy);
          balancer.write(inventoryFile, changedInventory(haproxy.version));
          const { stdout } = await applyAndKill(balancer, place);
          expect(await idEverywhere(balancer), stdout).toMatch(/^puppetlb-[0-9a-f]{12}$/);
        } finally {
          await balancer.namespace.stop();
        }
      }),
      1,
    ));
});
