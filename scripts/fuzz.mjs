/** Runs the fuzzer of test/fuzz; `npm run fuzz -- --help` is refused with its usage. */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { builtProgram } from './stage.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
// Below node_modules, so that what stays outside of the bundle is found from there.
const folder = mkdtempSync(join(root, 'node_modules/.fuzz-'));
try {
  await build({
    absWorkingDir: root,
    entryPoints: ['test/fuzz/command.ts', 'test/fuzz/serve.ts'],
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    format: 'esm',
  });
  const { run } = await import(pathToFileURL(join(folder, 'command.mjs')).href);
  const programs = { server: join(folder, 'serve.mjs'), program: builtProgram(root) };
  process.exitCode = await run(process.argv.slice(2), root, programs);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
