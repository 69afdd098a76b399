import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isAccepted } from '../../src/haproxy/messages.ts';
import { isOlder, parseVersion } from '../../src/haproxy/version.ts';
import type { Inventory } from '../../src/inventory/model.ts';
import { buildConfiguration } from '../../src/render/build.ts';
import { lint } from '../../src/rules/lint.ts';
import { check, haproxies } from './haproxies.ts';

const root = join(import.meta.dirname, '../..');
const files = ['examples', 'test/fixtures/rules']
  .flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(folder, name)))
  .flatMap((folder) => [join(folder, 'inventory.yaml'), join(folder, 'good.yaml')])
  .filter((file) => existsSync(join(root, file)));

function read(file: string): Inventory | undefined {
  const { inventory, diagnostics } = lint({ name: file, bytes: readFileSync(join(root, file)) });
  return diagnostics.length === 0 ? inventory : undefined;
}

const clean = files.sort().flatMap((file) => {
  const inventory = read(file);
  return inventory === undefined ? [] : [{ file, inventory }];
});

describe('what lints clean', () => {
  it('is most of the examples and fixtures', () => {
    expect(clean.length).toBeGreaterThanOrEqual(files.length - 1);
  });

  for (const haproxy of haproxies) {
    it(`loads in HAProxy ${haproxy.version} without a warning`, () => {
      for (const { file, inventory } of clean) {
        if (isTooNew(inventory, haproxy.version)) continue;
        const { status, stderr, messages } = check(
          haproxy,
          buildConfiguration(inventory, 'whole').text,
        );
        const isMachine = messages.some(({ machine }) => machine !== undefined);
        expect(isMachine || isAccepted(status, messages), `${file}: ${status} ${stderr}`).toBe(
          true,
        );
      }
    });
  }
});

function isTooNew({ haproxy }: Inventory, version: string): boolean {
  const parsed = parseVersion(version);
  return 'value' in parsed && isOlder(parsed.value, haproxy.version.value);
}
