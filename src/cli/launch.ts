import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';

declare const HASHES: Readonly<Record<'program' | 'lint', string>>;

/** So many runs of a command add what they made V8 compile: the first may have ended early. */
const runsKept = 3;

/**
 * Runs the program beside this file, for a plain `lint` the one that holds nothing else. What V8 compiled
 * of it for a command is kept there too, where the folder can be written, for this Node and this program alone; the
 * next start then takes a third of the time.
 */
function launch(folder: string): void {
  const [, , command = '', ...words] = process.argv;
  const isWhole = words.some((word) => word === '--fix' || word === '--debug');
  const name = command === 'lint' && !isWhole ? 'lint' : 'program';
  const file = join(folder, `${name}.cjs`);
  const { version, arch } = process;
  const kept = join(folder, `.compiled-${HASHES[name]}-${command}-${version}-${arch}`);
  const { cachedData, runs } = /^[a-z]{1,16}$/.test(command) ? readKept(kept) : nothing;
  const script = new Script(readFileSync(file, 'latin1'), {
    filename: file,
    ...(cachedData && { cachedData }),
  });
  script.runInThisContext()(require);
  const isRejected = script.cachedDataRejected === true;
  if (runs >= runsKept && !isRejected) return;
  process.once('exit', (code) => {
    if (code !== 64) keep(kept, script.createCachedData(), isRejected ? 1 : runs + 1);
  });
}

interface Kept {
  readonly cachedData: Buffer | undefined;
  /** How many runs made it. */
  readonly runs: number;
}

const nothing: Kept = { cachedData: undefined, runs: runsKept };

/** What is kept, behind which one byte counts the runs. */
function readKept(file: string): Kept {
  try {
    const data = statSync(file).isFile() ? readFileSync(file) : Buffer.of(0);
    return { cachedData: data.subarray(0, -1), runs: data[data.length - 1] ?? 0 };
  } catch {
    return { cachedData: undefined, runs: 0 };
  }
}

/** A folder that cannot be written only costs the next start its speed. */
function keep(file: string, data: Buffer, runs: number): void {
  const temporary = `${file}.${process.pid}`;
  try {
    // V8 trusts what it is given: it must be whole on the disk before it has its name.
    writeFileSync(temporary, Buffer.concat([data, Buffer.of(runs)]), { flag: 'wx', flush: true });
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
