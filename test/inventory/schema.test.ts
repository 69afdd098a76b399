import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseBalance } from '../../src/inventory/values/balance.ts';
import { parseHashType } from '../../src/inventory/values/hash-type.ts';
import { parseName } from '../../src/inventory/values/name.ts';
import { parseTime } from '../../src/inventory/values/time.ts';
import { isError } from '../../src/text/result.ts';
import { assertProperty } from '../property.ts';

const root = join(import.meta.dirname, '../..');
const schema = JSON.parse(readFileSync(join(root, 'schemas/inventory.schema.json'), 'utf8'));
/** Words that say something to editors, and decide nothing. */
const forEditors = ['enumDescriptions', 'patternErrorMessage', 'defaultSnippets'];

function newAjv(): Ajv2020 {
  return new Ajv2020({ allErrors: true, allowUnionTypes: true }).addVocabulary(forEditors);
}

const validate = newAjv().compile(schema);

interface Node {
  readonly description?: string;
  readonly examples?: readonly unknown[];
  readonly default?: unknown;
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly $ref?: string;
  readonly [key: string]: unknown;
}

/** Every property of every object, by where it is in the schema. */
function properties(node: Node, path = ''): [string, Node][] {
  const own = Object.entries(node.properties ?? {}).map(([key, value]): [string, Node] => [
    `${path}/${key}`,
    value,
  ]);
  const inner = Object.entries(node).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null && key !== 'examples'
      ? properties(value as Node, `${path}/${key}`)
      : [],
  );
  return [...own, ...inner];
}

/** A node with what it refers to. */
function resolve(node: Node): Node {
  if (node.$ref === undefined) return node;
  const name = node.$ref.replace('#/$defs/', '');
  return { ...(schema.$defs[name] as Node), ...node };
}

describe('the schema of the inventory', () => {
  it('describes every property in a sentence, with examples that it accepts', () => {
    const all = properties(schema);
    expect(all.length).toBeGreaterThan(100);
    for (const [path, property] of all) {
      const node = resolve(property);
      expect(node.description, path).toMatch(/^\S.*[.]$/);
      expect(node.examples, path).toBeInstanceOf(Array);
      const { $ref, ...rest } = node;
      const accepts = newAjv().compile({
        ...rest,
        $defs: schema.$defs,
      });
      for (const example of [
        ...(node.examples ?? []),
        ...(node.default === undefined ? [] : [node.default]),
      ]) {
        expect(accepts(example), `${path}: ${JSON.stringify(example)}`).toBe(true);
      }
    }
  });

  it('closes every object', () => {
    const objects = JSON.stringify(schema).match(/"type":"object"/g)?.length;
    const closed = JSON.stringify(schema).match(
      /"type":"object",(?:"maxProperties":\d+,)?"(?:additionalProperties|description)"/g,
    )?.length;
    expect(closed).toBe(objects);
  });

  it('accepts the examples', () => {
    for (const name of readdirSync(join(root, 'examples'))) {
      const value = parse(readFileSync(join(root, 'examples', name, 'inventory.yaml'), 'utf8'));
      expect(validate(value), `${name} ${JSON.stringify(validate.errors)}`).toBe(true);
    }
  });

  const judges = [
    {
      name: 'time',
      pattern: schema.$defs.time.pattern,
      accepts: (text: string) => !isError(parseTime(text)),
    },
    {
      name: 'name',
      pattern: schema.$defs.name.pattern,
      accepts: (text: string) => !isError(parseName(text)),
    },
    {
      name: 'balance',
      pattern: schema.$defs.pool.properties.balance.pattern,
      accepts: (text: string) => !isError(parseBalance(text)),
    },
    {
      name: 'hash-type',
      pattern: schema.$defs.pool.properties['hash-type'].pattern,
      accepts: (text: string) => !isError(parseHashType(text)),
    },
  ];
  for (const { name, pattern, accepts } of judges) {
    it(`has no pattern for ${name} that refuses what the program accepts`, () => {
      const expression = new RegExp(pattern, 'u');
      assertProperty(
        fc.property(fc.oneof(fc.stringMatching(new RegExp(pattern)), fc.string()), (text) => {
          if (accepts(text)) expect(text).toMatch(expression);
        }),
        1000,
      );
    });
  }
});

describe('the schema of the configuration', () => {
  const config = JSON.parse(readFileSync(join(root, 'schemas/config.schema.json'), 'utf8'));

  it('has the "lint" of the inventory', () => {
    const plain = ({ description: _, ...rest }: Node) => rest;
    expect(plain(config.$defs.lint)).toEqual(plain(schema.$defs.lint));
  });

  it('accepts its examples, and refuses what it does not know', () => {
    const accepts = new Ajv2020().compile(config);
    for (const example of config.examples) expect(accepts(example)).toBe(true);
    expect(accepts({ lint: { severities: { HAP323: 'no' } } })).toBe(false);
    expect(accepts({ severities: {} })).toBe(false);
  });
});
