/** Makes the types of the library, a file for each of its parts. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

/** The files of types that stand beside the library, with their contents. */
export function libraryTypes(root) {
  const folder = mkdtempSync(join(tmpdir(), 'puppetlb-types-'));
  try {
    const words = ['-p', join(root, 'src/library'), '--outDir', folder];
    const { status, stdout } = spawnSync(join(root, 'node_modules/.bin/tsc'), words, {
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(stdout);
    const parts = readdirSync(join(folder, 'library')).filter((name) => name !== 'input.d.ts');
    return [
      ...parts.map((part) => typesOf(join(folder, 'library', part))),
      ...['lint-report', 'preview'].map((report) =>
        typesOf(join(folder, 'generated', `${report}.d.ts`)),
      ),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Types beside a module name each other as modules. */
function typesOf(file) {
  const contents = readFileSync(file, 'utf8').replace(
    /from '(?:\.\.\/generated|\.)\/([\w-]+)\.ts'/g,
    "from './$1.mjs'",
  );
  return [basename(file).replace(/\.d\.ts$/, '.d.mts'), contents];
}
