import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { corpus } from '../haproxy/corpus.ts';
import { accepted } from '../integration/accepted.ts';
import { assertProperty } from '../property.ts';
import { build, importText, meaning } from './meaning.ts';

const examples = join(import.meta.dirname, '../../examples');

function expectSame(text: string): boolean {
  const imported = importText(text);
  const built = build(imported.text ?? '');
  if (built === undefined) return false;
  expect(meaning(built, imported)).toEqual(meaning(text, imported));
  return true;
}

describe('what an imported inventory builds means what the configuration meant', () => {
  for (const name of readdirSync(examples)) {
    const file = join(examples, name, 'haproxy.cfg');
    if (!existsSync(file)) continue;
    it(`the example ${name}`, () => {
      expect(expectSame(readFileSync(file, 'utf8'))).toBe(true);
    });
  }

  for (const { file, bytes, class: kind } of corpus) {
    if (kind !== 'ok') continue;
    it(file, () => void expectSame(bytes.toString('utf8')));
  }
});

it('holds for what any accepted inventory builds', () => {
  const property = fc.property(accepted, (inventory) => {
    const text = build(stringify(inventory, { aliasDuplicateObjects: false })) ?? '';
    expect(expectSame(text)).toBe(true);
    const { text: imported = '' } = importText(text);
    expect(importText(build(imported) ?? '').text).toBe(imported);
  });
  assertProperty(property, 60);
});

it('holds where servers write a time, write what HAProxy takes, and do not write it', () => {
  const times = ['check: { fastinter: 100ms }', 'check: { fastinter: 2000 }', 'weight: 1'];
  const servers = times.map((own, at) => `{ name: s${at}, address: 10.0.0.${at + 1}, ${own} }`);
  const inventory = `pools: [{ name: a, bind: "10.0.0.9:8140", servers: [${servers.join(', ')}] }]`;
  const text = build(inventory) ?? '';
  expect(expectSame(text)).toBe(true);
  const { text: imported = '' } = importText(text);
  expect(imported).toContain('fastinter: 100ms');
  expect(importText(build(imported) ?? '').text).toBe(imported);
});
