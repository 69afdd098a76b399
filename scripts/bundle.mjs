/** Bundles the program into one file that needs nothing beside Node, and the licences of what is in it. */
import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const outfile = join(root, 'dist/puppetlb.cjs');

rmSync(join(root, 'dist'), { recursive: true, force: true });
const { metafile } = buildSync({
  absWorkingDir: root,
  entryPoints: ['src/cli/bin.ts'],
  outfile,
  bundle: true,
  metafile: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  // The browser build of `yaml` is ES modules, which are hoisted into one scope; its Node build is not.
  alias: { yaml: './node_modules/yaml/browser/dist/index.js' },
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  charset: 'utf8',
  banner: { js: '#!/usr/bin/env node' },
});
chmodSync(outfile, 0o755);

/** The packages that lend code to the bundle; ajv is in the validators that it compiled. */
function bundledPackages() {
  const names = Object.keys(metafile.inputs)
    .map((input) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1])
    .filter((name) => name !== undefined);
  return [...new Set([...names, 'ajv'])].sort();
}

function licenceOf(name) {
  const folder = join(root, 'node_modules', name);
  const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? license : readFileSync(join(folder, file), 'utf8').trim();
  return `${name} ${version}\n\n${text}\n`;
}

const rule = `\n${'-'.repeat(78)}\n\n`;
writeFileSync(join(root, 'dist/LICENSES.txt'), bundledPackages().map(licenceOf).join(rule));
