/**
 * Makes the packages of the version that the sources are, below build/package: the tarball for npm, the single
 * executable for Linux on x86-64, the Debian package and the RPM that hold it, the list of what is in it, and the
 * checksums. The same sources and the same Node make the same bytes.
 */

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeDebianPackage } from './package/debian.mjs';
import { makeExecutable } from './package/executable.mjs';
import { makeNpmPackage } from './package/npm.mjs';
import { makeRpm } from './package/rpm.mjs';
import { billOfMaterials } from './package/sbom.mjs';
import { makeTree } from './package/tree.mjs';
import { buildFolder } from './stage.mjs';
import { readVersion, releaseDate } from './version.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
if (process.platform !== 'linux' || process.arch !== 'x64') {
  throw new Error(
    `packages are made on Linux on x86-64; this is ${process.platform} on ${process.arch}`,
  );
}
const folder = join(root, buildFolder, 'package');
const work = join(folder, 'work');
rmSync(folder, { recursive: true, force: true });
mkdirSync(work, { recursive: true });

// No language orders it before a release: "+dev" is newer than the release before, and older than the next.
const version = readVersion(root).shown.replace('-', '+');
const time = Date.parse(`${releaseDate(root)}T00:00:00Z`) / 1000;
process.env['SOURCE_DATE_EPOCH'] = String(time);
process.umask(0o022);

const executable = join(folder, `puppetlb-${version}-linux-x64`);
await makeExecutable({ root, work, executable });
const bill = join(folder, `puppetlb-${version}.cdx.json`);
writeFileSync(bill, await billOfMaterials(root, version));
const tree = join(work, 'tree');
await makeTree({ root, tree, executable });
const made = [
  executable,
  bill,
  makeNpmPackage({ root, work, folder }),
  makeDebianPackage({ root, work, folder, tree, version, time }),
  makeRpm({ root, work, folder, tree, version }),
];
rmSync(work, { recursive: true });
const sums = made.map((file) => `${sha256(file)}  ${basename(file)}\n`).sort();
writeFileSync(join(folder, 'SHA256SUMS'), sums.join(''));
process.stdout.write(sums.join(''));

function sha256(file) {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
