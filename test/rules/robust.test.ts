import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { buildConfiguration } from '../../src/compile/build.ts';
import { hasError } from '../../src/findings/diagnostic.ts';
import { formats } from '../../src/report/lint/formats.ts';
import { formatReport } from '../../src/report/lint/report.ts';
import { codes } from '../../src/rules/codes.ts';
import { lint } from '../../src/rules/lint.ts';
import { inventories, mutated } from '../integration/inventories.ts';
import { assertProperty } from '../property.ts';

/** Lints, reports in every format and builds; throws where the program would. */
function use(text: string): string {
  const { inventory, diagnostics } = lint({ name: 'i.yaml', bytes: Buffer.from(text) });
  const reports = formats.map((format) =>
    formatReport(format, diagnostics, { colour: false, codes, version: '0' }),
  );
  if (inventory !== undefined && !hasError(diagnostics)) {
    reports.push(buildConfiguration(inventory, 'whole').text);
  }
  return reports.join('');
}

const fleet = readFileSync(
  join(import.meta.dirname, '../../examples/fleet/inventory.yaml'),
  'utf8',
);
const signs = fc.constantFrom(...'{}[],:"\'#&*!|>%@`\\\n\t -?=~0\r\0é', '\u202e', '---\n', '<<: ');

/** The fleet with a few characters taken out or put in. */
const scratched = fc
  .array(fc.tuple(fc.nat({ max: fleet.length }), fc.nat({ max: 4 }), signs), {
    minLength: 1,
    maxLength: 4,
  })
  .map((cuts) =>
    cuts.reduce(
      (text, [at, length, sign]) => text.slice(0, at) + sign + text.slice(at + length),
      fleet,
    ),
  );

describe('nothing that is written', () => {
  for (const [name, texts] of [
    [
      'right inventories',
      inventories.map((inventory) => stringify(inventory, { aliasDuplicateObjects: false })),
    ],
    [
      'inventories with a hostile value',
      mutated.map((inventory) => stringify(inventory, { aliasDuplicateObjects: false })),
    ],
    ['scratched text', scratched],
    [
      'any bytes',
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
    ],
  ] as const) {
    it(`ends the program, and all of it is said the same twice: ${name}`, () => {
      assertProperty(
        fc.property(texts, (text) => {
          expect(use(text)).toBe(use(text));
        }),
        100,
      );
    });
  }
});
