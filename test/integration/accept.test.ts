import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildConfiguration } from '../../src/compile/build.ts';
import { wholeConfiguration } from '../../src/compile/whole.ts';
import { hasError } from '../../src/findings/diagnostic.ts';
import { isOlder, parseVersion } from '../../src/haproxy/facts/versions.ts';
import { isAccepted } from '../../src/haproxy/process/messages.ts';
import type { Inventory } from '../../src/inventory/model.ts';
import { viewsOf } from '../../src/inventory/sites.ts';
import { lint } from '../../src/rules/lint.ts';
import { besideIn } from '../beside.ts';
import { check, haproxies } from './haproxies.ts';

const root = join(import.meta.dirname, '../..');
const files = ['examples', 'test/fixtures/rules']
  .flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(folder, name)))
  .flatMap((folder) =>
    ['inventory.yaml', 'good.yaml', 'bad.yaml'].map((name) => join(folder, name)),
  )
  .filter((file) => existsSync(join(root, file)));

/** Warnings of what HAProxy warns of, too, or of a site for which nothing listens. */
const alsoHaproxys: ReadonlySet<string> = new Set(['HAP346', 'HAP348', 'INV131']);

function read(file: string): Inventory | undefined {
  const bytes = readFileSync(join(root, file));
  const beside = besideIn(dirname(join(root, file)), bytes);
  const { inventory, diagnostics } = lint({ name: file, bytes, beside });
  const isWarned = diagnostics.some(({ code }) => alsoHaproxys.has(code));
  return isWarned || hasError(diagnostics) ? undefined : inventory;
}

const clean = files.sort().flatMap((file) => {
  const inventory = read(file);
  return inventory === undefined
    ? []
    : viewsOf(inventory).map((view) => ({ file, inventory: view }));
});

describe('what has no error', () => {
  it('is every example and fixture that is right, and those with warnings', () => {
    const right = files.filter((file) => !file.endsWith('bad.yaml'));
    expect(clean.length).toBeGreaterThanOrEqual(right.length);
  });

  for (const haproxy of haproxies) {
    it(`loads in HAProxy ${haproxy.version} without a warning`, () => {
      const said = clean.flatMap(({ file, inventory }) => {
        if (isForAnother(inventory, haproxy.version)) return [];
        const built = buildConfiguration(inventory, 'whole');
        const { text } = wholeConfiguration(built, inventory);
        const { status, stderr, messages } = check(haproxy, text);
        const isMachine = messages.some(({ machine }) => machine !== undefined);
        return isMachine || isAccepted(status, messages) ? [] : `${file}: ${status} ${stderr}`;
      });
      expect(said).toEqual([]);
    });
  }
});

/** Whether an inventory is for a newer HAProxy, or for one that runs and is older. */
function isForAnother({ haproxy }: Inventory, version: string): boolean {
  const parsed = parseVersion(version);
  if (!('value' in parsed)) return false;
  const { running } = haproxy;
  const isPast = running !== undefined && isOlder(running.value, parsed.value);
  return isPast || isOlder(parsed.value, haproxy.version.value);
}
