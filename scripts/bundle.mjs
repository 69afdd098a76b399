/** Bundles the program into files that need nothing beside Node, and writes the licences of what is in them. */
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildBundle, bundlesOf } from './bundles.mjs';
import { libraryTypes } from './library.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const files = new Map();
// The validators were compiled by ajv, and its code is in them.
const packages = new Set(['ajv']);
for (const name of Object.keys(bundlesOf(root))) {
  const bundle = await buildBundle(root, name);
  files.set(name, bundle.contents);
  for (const lender of bundle.packages) packages.add(lender);
}
for (const [name, contents] of libraryTypes(root)) files.set(`library/${name}`, contents);
const rule = `\n${'-'.repeat(78)}\n\n`;
files.set('LICENSES.txt', [...packages].sort().map(licenceOf).join(rule));

// A build that fails leaves what was there.
rmSync(join(root, 'dist'), { recursive: true, force: true });
for (const [name, contents] of files) {
  const file = join(root, 'dist', name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, contents);
}
chmodSync(join(root, 'dist/puppetlb.cjs'), 0o755);

function licenceOf(name) {
  const folder = join(root, 'node_modules', name);
  const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? license : readFileSync(join(folder, file), 'utf8').trim();
  return `${name.replace(/^.*node_modules\//, '')} ${version}\n\n${text}\n`;
}
