/**
 * The single executable: a copy of this Node with the program in it, as Node's documentation of "single executable
 * applications" describes. It needs glibc 2.28 and libstdc++, as Node does.
 */
import { chmodSync, copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'postject';
import { buildExecutableEntry, bundlesOf } from '../bundles.mjs';
import { buildFolder } from '../stage.mjs';
import { run } from './run.mjs';

const entry = 'executable.cjs';
const blob = 'puppetlb.blob';

export async function makeExecutable({ root, work, executable }) {
  writeFileSync(join(work, entry), await buildExecutableEntry(root));
  const files = Object.keys(bundlesOf(root)).filter((name) => /^(?!puppetlb)\w+\.cjs$/.test(name));
  const configuration = {
    // The blob holds this path: a relative one is the same on every machine.
    main: entry,
    output: blob,
    disableExperimentalSEAWarning: true,
    assets: Object.fromEntries(files.map((name) => [name, join(root, buildFolder, 'dist', name)])),
  };
  writeFileSync(join(work, 'executable.json'), JSON.stringify(configuration));
  run(process.execPath, ['--experimental-sea-config', 'executable.json'], { cwd: work });
  copyFileSync(process.execPath, executable);
  chmodSync(executable, 0o755);
  run('strip', [executable]);
  const { log } = console;
  // It reports what it does; and that two sections without a name have none.
  console.log = console.warn = () => {};
  await inject(executable, 'NODE_SEA_BLOB', readFileSync(join(work, blob)), {
    sentinelFuse: 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2',
  });
  console.log = log;
}
