/** Runs random reloads of the real HAProxy against `puppetlb diff`; an unknown option is refused with the usage. */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
// Below node_modules, so that what stays outside of the bundle is found from there.
const folder = mkdtempSync(join(root, 'node_modules/.movements-'));
try {
  const outfile = join(folder, 'command.mjs');
  await build({
    absWorkingDir: root,
    entryPoints: ['test/movements/command.ts'],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    format: 'esm',
  });
  const { run } = await import(pathToFileURL(outfile).href);
  process.exitCode = await run(process.argv.slice(2));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
