import type fc from 'fast-check';
import { stringify } from 'yaml';
import { hasError } from '../../src/findings/diagnostic.ts';
import { isOlder, type Version } from '../../src/haproxy/facts/versions.ts';
import type { Inventory } from '../../src/inventory/model.ts';
import { lint } from '../../src/rules/lint.ts';
import { inventories } from './inventories.ts';

/** A value as an inventory, where lint finds no error in it. */
export function accept(value: unknown): Inventory | undefined {
  const bytes = new TextEncoder().encode(stringify(value, { aliasDuplicateObjects: false }));
  const { inventory, diagnostics } = lint({ name: 'inventory.yaml', bytes });
  return hasError(diagnostics) ? undefined : inventory;
}

/** Inventories without an error, all of which can be built. */
export const accepted: fc.Arbitrary<Record<string, unknown>> = inventories.filter(
  (value) => accept(value) !== undefined,
);

/** Those that a HAProxy can read: none is for a later version. */
export function acceptedFor(version: Version): fc.Arbitrary<Record<string, unknown>> {
  return inventories.filter((value) => {
    const inventory = accept(value);
    return inventory !== undefined && isReadableBy(version, inventory);
  });
}

/** Whether an inventory is for a version of HAProxy or for an older one. */
export function isReadableBy(version: Version, { haproxy }: Inventory): boolean {
  return !isOlder(version, haproxy.version.value);
}
