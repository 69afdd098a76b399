import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parts as sound } from '../../src/generated/sound.js';
import { explainPart } from '../../src/inventory/explain-part.ts';
import type { PartName } from '../../src/inventory/part.ts';
import { assertProperty } from '../property.ts';

interface Schema {
  readonly $ref?: string;
  readonly examples?: readonly unknown[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
}

const root = join(import.meta.dirname, '../..');
const read = (name: string) =>
  JSON.parse(readFileSync(join(root, `schemas/${name}.schema.json`), 'utf8'));
const schema = read('inventory');
const whole: Partial<Record<PartName, Schema>> = {
  inventory: schema,
  config: read('config'),
  apply: read('apply'),
};
const names = Object.keys(sound) as PartName[];

const resolve = (node: Schema): Schema =>
  node.$ref === undefined ? node : schema.$defs[node.$ref.replace('#/$defs/', '')];

const junk = fc.oneof(
  fc.constantFrom('', 'x', 'x'.repeat(5_000), -1, 0, 1.5, 70_000, null, true, [], [[]], {}),
  fc.anything({ maxDepth: 2 }),
);

/** Values of the shape of a schema: what its properties give as examples, and sometimes something else. */
function valuesOf(node: Schema): fc.Arbitrary<unknown> {
  const { properties } = resolve(node);
  const examples = node.examples ?? resolve(node).examples ?? [];
  if (properties === undefined) {
    const right = examples.length > 0 ? fc.constantFrom(...examples) : junk;
    return fc.oneof({ weight: 12, arbitrary: right }, { weight: 1, arbitrary: junk });
  }
  const model = Object.entries(properties).map(([key, value]) => [key, valuesOf(value)]);
  const mapping = fc.record(Object.fromEntries(model), { requiredKeys: [] });
  const foreign = mapping.map((value) => ({ ...value, unknown: 1 }));
  return fc.oneof({ weight: 12, arbitrary: mapping }, { weight: 1, arbitrary: foreign });
}

/** A value that is right: the first example, or what must be in it. */
function exampleOf(node: Schema): unknown {
  const { properties, examples, required } = resolve(node);
  const [example] = node.examples ?? examples ?? [];
  if (example !== undefined || properties === undefined) return example;
  const keys = required ?? Object.keys(properties);
  return Object.fromEntries(keys.map((key) => [key, exampleOf(properties[key] ?? {})]));
}

describe.each(names)('the quick validator of a part: %s', (part) => {
  const node = whole[part] ?? schema.$defs[part];

  it('takes what is right, and nothing that is unknown', () => {
    const right = exampleOf(node) as object;
    const wrong = { ...right, unknown: 1 };
    expect([explainPart(part, right), sound[part](right)]).toEqual([[], true]);
    expect([explainPart(part, wrong).length, sound[part](wrong)]).toEqual([1, false]);
  });

  it('agrees with the one that says what is wrong', () => {
    const property = fc.property(
      valuesOf(node),
      (value) => sound[part](value) === (explainPart(part, value).length === 0),
    );
    assertProperty(property, 2_000);
  });
});
