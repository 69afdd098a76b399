import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { describe, expect, it } from 'vitest';

/** A folder may import from itself and from those after it. */
const layers = [
  'cli',
  'library',
  'lsp',
  'report',
  'apply',
  'diff',
  'predict',
  'probe',
  'import',
  'fix',
  'health-check',
  'compile',
  'rules',
  'inventory',
  'haproxy',
  'findings',
  'yaml',
  'text',
  'generated',
];

/** The same holds for the parts of HAProxy's language among themselves. */
const haproxyLayers = ['process', 'selection', 'model', 'syntax', 'facts'];

const maxLines = 250;

const root = join(import.meta.dirname, '../../src');
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.startsWith('generated'))
  .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));

function isUpward(order: readonly string[], from: string | undefined, to: string | undefined) {
  return order.indexOf(to ?? '') < order.indexOf(from ?? '');
}

function upwardImports({ file, text }: { file: string; text: string }): string[] {
  const [folder, part] = file.split(sep);
  return [...text.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].flatMap(([, path = '']) => {
    const target = relative(root, join(root, dirname(file), path));
    const [otherFolder, otherPart] = target.split(sep);
    const isUp =
      isUpward(layers, folder, otherFolder) ||
      (folder === 'haproxy' &&
        otherFolder === 'haproxy' &&
        isUpward(haproxyLayers, part, otherPart));
    return isUp ? [`${file} imports ${target}`] : [];
  });
}

describe('src', () => {
  it('has the folders of the architecture, and imports go down their list only', () => {
    expect(new Set(files.map(({ file }) => file.split(sep)[0]))).toEqual(
      new Set(layers.filter((layer) => layer !== 'generated')),
    );
    expect(new Set(files.flatMap(({ file }) => partOf(file)))).toEqual(new Set(haproxyLayers));
    expect(files.flatMap(upwardImports)).toEqual([]);
  });

  it(`has no file of more than ${maxLines} lines`, () => {
    const long = files.filter(({ text }) => text.split('\n').length > maxLines + 1);
    expect(long.map(({ file }) => file)).toEqual([]);
  });
});

function partOf(file: string): string[] {
  const [folder, part] = file.split(sep);
  return folder === 'haproxy' && part !== undefined ? [part] : [];
}
