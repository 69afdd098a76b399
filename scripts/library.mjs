/** Bundles the library into one module, and writes its types beside it. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { build } from 'esbuild';

/** Writes dist/library/: the module, which needs nothing beside it, and a file of types for each of its parts. */
export async function buildLibrary(root, shared) {
  const target = join(root, 'dist/library');
  await build({
    ...shared,
    entryPoints: ['src/library/index.ts'],
    outfile: join(target, 'index.mjs'),
    platform: 'neutral',
    // It is read by others' tools: as text, and to find out what kind of module it is.
    minifyWhitespace: false,
    format: 'esm',
    alias: { yaml: './node_modules/yaml/browser/dist/index.js' },
  });
  const folder = mkdtempSync(join(tmpdir(), 'puppetlb-types-'));
  try {
    const words = ['-p', join(root, 'src/library'), '--outDir', folder];
    const { status, stdout } = spawnSync(join(root, 'node_modules/.bin/tsc'), words, {
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(stdout);
    const parts = readdirSync(join(folder, 'library')).filter((name) => name !== 'input.d.ts');
    for (const part of parts) writeTypes(join(folder, 'library', part), target);
    for (const report of ['lint-report', 'preview']) {
      writeTypes(join(folder, 'generated', `${report}.d.ts`), target);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Types beside a module name each other as modules. */
function writeTypes(file, target) {
  const text = readFileSync(file, 'utf8').replace(
    /from '(?:\.\.\/generated|\.)\/([\w-]+)\.ts'/g,
    "from './$1.mjs'",
  );
  writeFileSync(join(target, basename(file).replace(/\.d\.ts$/, '.d.mts')), text);
}
