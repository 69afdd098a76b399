import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Script } from 'node:vm';

declare const HASHES: Readonly<Record<'program' | 'lint', string>>;

/**
 * Runs the program beside this file, for `lint` without repairs the one that holds nothing else. What V8 compiled of it is kept there too, where the folder can
 * be written, for this Node and this program alone; the next start then takes a third of the time.
 */
function launch(folder: string): void {
  const [, , command, ...words] = process.argv;
  const name = command === 'lint' && !words.includes('--fix') ? 'lint' : 'program';
  const file = join(folder, `${name}.cjs`);
  const kept = join(folder, `.compiled-${HASHES[name]}-${process.version}-${process.arch}`);
  const cachedData = readIfThere(kept);
  const script = new Script(readFileSync(file, 'latin1'), {
    filename: file,
    ...(cachedData && { cachedData }),
  });
  script.runInThisContext()(createRequire(file));
  if (cachedData === undefined || script.cachedDataRejected === true) {
    process.once('exit', () => keep(kept, script.createCachedData()));
  }
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return statSync(file).isFile() ? readFileSync(file) : undefined;
  } catch {
    return undefined;
  }
}

/** A folder that cannot be written only costs the next start its speed. */
function keep(file: string, data: Buffer): void {
  const temporary = `${file}.${process.pid}`;
  try {
    // V8 trusts what it is given: it must be whole on the disk before it has its name.
    writeFileSync(temporary, data, { flag: 'wx', flush: true });
    renameSync(temporary, file);
  } catch {
    rmSync(temporary, { force: true });
  }
}

const [major = '0'] = process.versions.node.split('.');
if (Number(major) < 20) {
  process.stderr.write(
    `puppetlb: this is Node ${process.versions.node}; puppetlb needs Node 20 or later\n`,
  );
  process.exitCode = 64;
} else launch(__dirname);
