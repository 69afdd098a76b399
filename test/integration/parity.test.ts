import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { hasError } from '../../src/diagnostics/diagnostic.ts';
import { isAccepted } from '../../src/haproxy/messages.ts';
import { isOlder, parseVersion } from '../../src/haproxy/version.ts';
import { buildConfiguration } from '../../src/render/build.ts';
import { lint } from '../../src/rules/lint.ts';
import { check, haproxies, type RealHaproxy } from './haproxies.ts';
import { inventories, mutated } from './inventories.ts';

const runs = Number(process.env['PUPPETLB_PARITY_RUNS'] ?? 120);

/** Whether puppetlb accepts an inventory; where it does, HAProxy must too. */
function isAcceptedByBoth(inventory: unknown, haproxy: RealHaproxy): boolean {
  const text = stringify(inventory, { aliasDuplicateObjects: false });
  const linted = lint({ name: 'inventory.yaml', bytes: new TextEncoder().encode(text) });
  if (linted.inventory === undefined || hasError(linted.diagnostics)) return false;
  const version = parseVersion(haproxy.version);
  if ('value' in version && isOlder(version.value, linted.inventory.haproxy.version.value))
    return true;
  const built = buildConfiguration(linted.inventory, 'whole');
  const { status, stderr, messages } = check(haproxy, built.text);
  // How many CPUs the balancer has is not in an inventory.
  const isMachine = messages.some(({ machine }) => machine !== undefined);
  expect(isMachine || isAccepted(status, messages), `${stderr}\n${built.text}\n${text}`).toBe(true);
  return true;
}

for (const haproxy of haproxies) {
  describe(`HAProxy ${haproxy.version}`, () => {
    it('accepts what is accepted here', () => {
      let accepted = 0;
      fc.assert(
        fc.property(inventories, (inventory) => {
          if (isAcceptedByBoth(inventory, haproxy)) accepted += 1;
        }),
        { numRuns: runs },
      );
      expect(accepted).toBeGreaterThan(runs / 3);
    });

    it('accepts what is accepted here of inventories with one hostile value', () => {
      let refused = 0;
      fc.assert(
        fc.property(mutated, (inventory) => {
          if (!isAcceptedByBoth(inventory, haproxy)) refused += 1;
        }),
        { numRuns: runs * 2 },
      );
      expect(refused).toBeGreaterThan(runs / 3);
    });
  });
}
