import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildBundle, bundlesOf } from '../../scripts/bundles.mjs';
import { useFolder } from '../use-folder.ts';

const root = join(import.meta.dirname, '../..');

describe('a bundle', () => {
  it.each(Object.keys(bundlesOf(root)))(
    'holds what it needs and nothing else: %s',
    async (name) => {
      const { modules } = await buildBundle(root, name);
      const golden = `bundles/${name.replaceAll('/', '-')}.txt`;
      await expect(`${modules.join('\n')}\n`).toMatchFileSnapshot(golden);
    },
  );
});

describe('a bundle of sources that were moved', () => {
  const folder = useFolder();
  beforeAll(() => {
    cpSync(join(root, 'src'), folder.at('src'), { recursive: true });
    for (const name of ['node_modules', 'package.json', 'schemas']) {
      folder.link(join(root, name), name);
    }
  });

  it('is the same where nothing was', async () => {
    const [copy, own] = await Promise.all(
      [folder.path, root].map((at) => buildBundle(at, 'lint.cjs')),
    );
    expect(copy?.modules).toEqual(own?.modules);
  });

  it.each([
    ['src/cli/commands/list.ts', 'lint.cjs'],
    ['src/cli/fix.ts', 'lint.cjs'],
    ['src/report/lint/report.ts', 'lint.cjs'],
    ['src/cli/lsp/serve.ts', 'program.cjs'],
  ])('fails where %s is elsewhere', async (file, name) => {
    const undo = move(folder.at(file), folder.path);
    try {
      await expect(buildBundle(folder.path, name)).rejects.toThrow(`nothing imports ${file}`);
    } finally {
      undo();
    }
  });

  it('fails where a module that is loaded when called is not imported', async () => {
    const lookup = sourcesOf(folder.path).filter((path) =>
      readFileSync(path, 'utf8').includes("from 'node:dns"),
    );
    const undo = lookup.map((path) => replaceIn(path, "from 'node:dns", "from 'node:dgram"));
    try {
      expect(lookup).not.toEqual([]);
      await expect(buildBundle(folder.path, 'program.cjs')).rejects.toThrow(
        'nothing imports node:dns',
      );
    } finally {
      for (const one of undo) one();
    }
  });
});

function sourcesOf(folder: string): readonly string[] {
  return readdirSync(join(folder, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => join(folder, 'src', path));
}

/** Gives a module another name, in its importers too; returns what takes that back. */
function move(file: string, folder: string): () => void {
  const moved = file.replace(/\.ts$/, '-moved.ts');
  const undo = sourcesOf(folder).flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(/'(\.[^']+)'/g)]
      .filter(([, target = '']) => join(dirname(path), target) === file)
      .map(([text]) => replaceIn(path, text, text.replace('.ts', '-moved.ts'))),
  );
  const text = readFileSync(file, 'utf8');
  writeFileSync(moved, text);
  rmSync(file);
  return () => {
    rmSync(moved);
    writeFileSync(file, text);
    for (const one of undo) one();
  };
}

function replaceIn(path: string, from: string, to: string): () => void {
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.replaceAll(from, to));
  return () => writeFileSync(path, text);
}
