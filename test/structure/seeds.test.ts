import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseAst } from 'vitest/node';

const root = join(import.meta.dirname, '..');
/** The one place that looks for counterexamples, and gives them their seed. */
const home = 'property.ts';
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.[cm]?[jt]s$/.test(file) && file !== home)
  .sort();

interface Node {
  readonly type: string;
  readonly [property: string]: unknown;
}

/** What runs properties, or says how others run them. */
const runners = /^(assert|check|sample|statistics|configureGlobal|resetConfigureGlobal)$/;
/** What draws other numbers in every run. */
const draws = /^(getRandomValues|random(Bytes|Fill|FillSync|Int|UUID))$/;

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';
}

function textOf(value: unknown, key: string): string | undefined {
  const text = isNode(value) ? value[key] : undefined;
  return typeof text === 'string' ? text : undefined;
}

/** The property that a member expression names, `a.b` or `a['b']`. */
function memberOf({ property, computed }: Node): string | undefined {
  return textOf(property, computed === true ? 'value' : 'name');
}

/** What in a program is made by chance, or runs a property without the seed of this project. */
function chances(text: string): string[] {
  return chancesIn(parseAst(text, { lang: 'ts' }) as unknown as Node, undefined);
}

function chancesIn(node: Node, parent: Node | undefined): string[] {
  const inner = Object.values(node)
    .flat()
    .filter(isNode)
    .flatMap((one) => chancesIn(one, node));
  return [...own(node, parent), ...inner];
}

function own(node: Node, parent: Node | undefined): string[] {
  switch (node.type) {
    case 'MemberExpression':
      return member(node);
    case 'Identifier':
      return isWhole(node, parent) ? [textOf(node, 'name') ?? ''] : [];
    case 'ImportDeclaration':
      return importsByChance(node);
    case 'Literal':
      return node['value'] === 'fast-check' && isLoaded(parent) ? ['fast-check'] : [];
    default:
      return [];
  }
}

function member(node: Node): string[] {
  const owner = textOf(node['object'], 'name');
  const name = memberOf(node) ?? '';
  if (owner === 'fc' && runners.test(name)) return [`fc.${name}`];
  if (owner === 'Math' && name === 'random') return ['Math.random'];
  return draws.test(name) ? [name] : [];
}

/** Whether a name stands for all of an object, any of which may be called then. */
function isWhole(node: Node, parent: Node | undefined): boolean {
  if (!['fc', 'Math'].includes(textOf(node, 'name') ?? '')) return false;
  const isOwner = parent?.['object'] === node || parent?.type === 'TSQualifiedName';
  const isName = parent?.['property'] === node || parent?.['key'] === node;
  return !(isOwner || isName || parent?.type.endsWith('Specifier'));
}

/** Whether a text names a module that is loaded otherwise than by an import declaration. */
function isLoaded(parent: Node | undefined): boolean {
  return /^(ImportExpression|Export|CallExpression)/.test(parent?.type ?? '');
}

function importsByChance({ source, specifiers }: Node): string[] {
  const from = textOf(source, 'value') ?? '';
  return (specifiers as readonly Node[]).flatMap((one) => {
    const local = textOf(one['local'], 'name') ?? '';
    const name = one.type === 'ImportSpecifier' ? (textOf(one['imported'], 'name') ?? '') : '';
    if (from === 'fast-check') {
      return one.type === 'ImportDefaultSpecifier' && local === 'fc'
        ? []
        : [`fast-check: ${local}`];
    }
    return /^(node:)?crypto$/.test(from) && draws.test(name) ? [name] : [];
  });
}

describe('what is made by chance', () => {
  for (const file of files) {
    it(`has a seed in ${file}`, () => {
      expect(chances(readFileSync(join(root, file), 'utf8'))).toEqual([]);
    });
  }

  it('is in the module of properties alone', () => {
    expect(chances(readFileSync(join(root, home), 'utf8'))).toEqual([
      'fc.assert',
      'fc.sample',
      'fc.sample',
    ]);
  });

  it.each([
    ["import fc from 'fast-check';\nfc.assert(fc.property(fc.nat(), () => true));", ['fc.assert']],
    ["import fc from 'fast-check';\nfc\n  .assert(x, { seed: 1 });", ['fc.assert']],
    ["import fc from 'fast-check';\nawait fc?.check(x);", ['fc.check']],
    ["import fc from 'fast-check';\nconst all = fc['sample'](fc.nat());", ['fc.sample']],
    ["import fc from 'fast-check';\nfc.configureGlobal({ numRuns: 1 });", ['fc.configureGlobal']],
    ["import fc from 'fast-check';\nconst { assert } = fc;", ['fc']],
    ["import fc from 'fast-check';\nrun(fc);", ['fc']],
    ["import { assert } from 'fast-check';", ['fast-check: assert']],
    ["import * as fc from 'fast-check';", ['fast-check: fc']],
    ["import check from 'fast-check';", ['fast-check: check']],
    ["const fc = await import('fast-check');", ['fc', 'fast-check']],
    ["export { assert } from 'fast-check';", ['fast-check']],
    ['const port = Math.floor(1000 * Math.random());', ['Math.random']],
    ["const port = Math['random']();", ['Math.random']],
    ['const { random } = Math;', ['Math']],
    ["import { randomInt } from 'node:crypto';", ['randomInt']],
    ["import { randomBytes as bytes } from 'crypto';", ['randomBytes']],
    ['const name = crypto.randomUUID();', ['randomUUID']],
  ])('is found: %s', (text, found) => {
    expect(chances(text)).toEqual(found);
  });

  it.each([
    ["import fc from 'fast-check';\nassertProperty(fc.property(fc.nat(), () => true), 10);"],
    ["import fc from 'fast-check';\nconst values: fc.Arbitrary<string> = fc.string();"],
    ['// fc.assert(fc.property(x)); Math.random()\nconst max = Math.max(1, 2);'],
    ["const text = 'fc.assert(Math.random())';"],
    ['assert(schema.check(value), sample(text));'],
    ["import { createHash } from 'node:crypto';\ncreateHash('sha256');"],
    ["const labels = { Math: 1, fc: 2, random: 'random(2)' };\nlabels.fc;"],
  ])('is not: %s', (text) => {
    expect(chances(text)).toEqual([]);
  });
});
