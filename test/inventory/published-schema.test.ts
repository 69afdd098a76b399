import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { inventorySchema } from '../../scripts/generate/schema.mjs';
import { layeredOptions } from '../../src/inventory/server-facts.ts';

const file = join(import.meta.dirname, '../../schemas/inventory.schema.json');

it('the published schema is what its source makes, with the options of the table', async () => {
  const text = readFileSync(file, 'utf8');
  expect(await inventorySchema()).toBe(text);
  const { $defs } = JSON.parse(text);
  expect(Object.keys($defs.defaultServer.properties)).toEqual(
    expect.arrayContaining([...layeredOptions]),
  );
});
