import { describe, expect, it } from 'vitest';
import { haproxies } from '../integration/haproxies.ts';
import { changedInventory, idEverywhere, inventoryFile, startApplied } from './applying.ts';
import { useBalancers } from './balancer.ts';
import { applyAndKill, seenSteps, victims } from './killing.ts';

const makeBalancer = useBalancers();

const places = seenSteps.flatMap((step) => victims.map((victim) => ({ step, victim })));

/** Each of them on two versions, as one takes up to 40 s; `npm run hunt` kills at random on all. */
const rounds = haproxies.map((haproxy, round) => ({
  haproxy,
  version: haproxy.version,
  own: places.filter((_, at) => (at + round) % 2 === 0),
}));

describe.each(rounds)('HAProxy $version', ({ haproxy, own }) => {
  it.each(own)(
    'is old or new everywhere where the $victim is killed at $step',
    async ({ step, victim }) => {
      const balancer = await makeBalancer(haproxy);
      await startApplied(balancer, haproxy);
      const before = await idEverywhere(balancer);
      balancer.write(inventoryFile, changedInventory(haproxy.version));
      const { code, stdout } = await applyAndKill(balancer, { step, victim });
      if (victim === 'master' || victim === 'worker') {
        // Without a unit that starts it again HAProxy is gone, which is said.
        if (code === 3) expect(stdout).toContain('LOOK NOW');
        else expect([0, 4]).toContain(code);
        return;
      }
      if (victim === 'timer') expect(code, stdout).toBe(0);
      const id = await idEverywhere(balancer);
      expect(id, stdout).toMatch(/^puppetlb-[0-9a-f]{12}$/);
      const isOld = id === before;
      if (victim === 'timer') expect(isOld).toBe(false);
      const { stdout: left } = await balancer.run(['ls', '-A', '/etc/haproxy']);
      expect(left).toBe('haproxy.cfg\n');
    },
  );
});
