/** Imports a TypeScript module of the sources. */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** What a module, named by its path below the root, exports. */
export async function importSource(root, module) {
  // Below node_modules, so that what stays outside of the bundle is found from there.
  const folder = mkdtempSync(join(root, 'node_modules/.source-'));
  try {
    const outfile = join(folder, 'module.mjs');
    await build({
      absWorkingDir: root,
      entryPoints: [module],
      outfile,
      bundle: true,
      packages: 'external',
      platform: 'node',
      target: 'node20',
      format: 'esm',
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
