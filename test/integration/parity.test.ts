import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildConfiguration } from '../../src/compile/build.ts';
import { isAccepted } from '../../src/haproxy/process/messages.ts';
import type { Inventory } from '../../src/inventory/model.ts';
import { assertProperty } from '../property.ts';
import { accept, acceptedFor, isReadableBy } from './accepted.ts';
import { versionOf } from './choosing.ts';
import { check, haproxies, type RealHaproxy } from './haproxies.ts';
import { mutated } from './inventories.ts';

/** Builds an inventory; HAProxy must take the outcome. */
function expectTaken(inventory: Inventory, haproxy: RealHaproxy): void {
  const { text } = buildConfiguration(inventory, 'whole');
  const { status, stderr, messages } = check(haproxy, text);
  // How many CPUs the balancer has is not in an inventory.
  const isMachine = messages.some(({ machine }) => machine !== undefined);
  expect(isMachine || isAccepted(status, messages), `${stderr}\n${text}`).toBe(true);
}

for (const haproxy of haproxies) {
  const version = versionOf(haproxy);

  describe(`HAProxy ${haproxy.version}`, () => {
    it('accepts what is accepted here', () => {
      const property = fc.property(acceptedFor(version), (value) => {
        const inventory = accept(value);
        if (inventory === undefined) throw new Error('no inventory');
        expectTaken(inventory, haproxy);
      });
      assertProperty(property, 20);
    });

    it('accepts what is accepted here of inventories with one hostile value', () => {
      const property = fc.property(mutated, (value) => {
        const inventory = accept(value);
        if (inventory === undefined || !isReadableBy(version, inventory)) return;
        expectTaken(inventory, haproxy);
      });
      assertProperty(property, 60);
    });
  });
}
