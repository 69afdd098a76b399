/**
 * Bundles the program into files that need nothing beside Node, with the licences of what is in them, and writes them
 * into the folder that it is given: node scripts/bundle.mjs FOLDER
 */
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildBundles } from './bundles.mjs';
import { libraryTypes } from './library.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const [target] = process.argv.slice(2);
if (target === undefined) throw new Error('which folder? node scripts/bundle.mjs FOLDER');
const folder = resolve(root, target);
const { files, packages } = await buildBundles(root);
for (const [name, contents] of libraryTypes(root)) files.set(`library/${name}`, contents);
const rule = `\n${'-'.repeat(78)}\n\n`;
files.set('LICENSES.txt', packages.map(licenceOf).join(rule));

// A build that fails leaves what was there.
rmSync(folder, { recursive: true, force: true });
for (const [name, contents] of files) {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, contents);
}
chmodSync(join(folder, 'puppetlb.cjs'), 0o755);

function licenceOf(name) {
  const place = join(root, 'node_modules', name);
  const { version, license } = JSON.parse(readFileSync(join(place, 'package.json'), 'utf8'));
  const file = readdirSync(place).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? license : readFileSync(join(place, file), 'utf8').trim();
  return `${name.replace(/^.*node_modules\//, '')} ${version}\n\n${text}\n`;
}
