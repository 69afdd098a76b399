import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { describe, expect, it } from 'vitest';

/** A folder may import from itself and from those after it. */
const layers = [
  'cli',
  'library',
  'lsp',
  'report',
  'import',
  'route',
  'diff',
  'probe',
  'render',
  'deployment',
  'fix',
  'rules',
  'inventory',
  'clients',
  'haproxy',
  'diagnostics',
  'source',
  'generated',
];
const root = join(import.meta.dirname, '../../src');
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.ts') && !file.startsWith('generated'),
);

describe('src', () => {
  it('has only the folders of the design', () => {
    expect(new Set(files.map((file) => file.split(sep)[0]))).toEqual(
      new Set(layers.filter((layer) => layer !== 'generated')),
    );
  });

  for (const file of files) {
    const text = readFileSync(join(root, file), 'utf8');

    it(`${file} imports downwards`, () => {
      const from = layers.indexOf(file.split(sep)[0] ?? '');
      for (const [, path = ''] of text.matchAll(/from '(\.[^']+)'/g)) {
        const target = relative(root, join(root, dirname(file), path));
        expect(layers.indexOf(target.split(sep)[0] ?? ''), path).toBeGreaterThanOrEqual(from);
      }
    });

    it(`${file} holds one thing`, () => {
      expect(text.split('\n').length).toBeLessThanOrEqual(221);
    });
  }
});
