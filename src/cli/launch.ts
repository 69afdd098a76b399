import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { openCodeCache } from './code-cache.ts';

/** So many runs of a command add what they made V8 compile: the first may have ended early. */
const runsKept = 3;

/**
 * Runs the program beside this file, for a plain `lint` the one that holds nothing else. What V8 compiled of it for a
 * command is kept for this user, this Node and this program alone; the next start then takes a third less.
 */
function launch(folder: string): void {
  const [, , command = '', ...words] = process.argv;
  const isWhole = words.some((word) => word === '--fix' || word === '--debug');
  const name = command === 'lint' && !isWhole ? 'lint' : 'program';
  const file = join(folder, `${name}.cjs`);
  const program = readFileSync(file);
  const isCommand = /^[a-z]{1,16}$/.test(command);
  const cache = isCommand ? openCodeCache(program, `${name}-${command}`) : undefined;
  const script = new Script(program.toString('latin1'), {
    filename: file,
    ...(cache?.data && { cachedData: cache.data }),
  });
  script.runInThisContext()(require);
  if (cache === undefined) return;
  const runs = script.cachedDataRejected === true ? 0 : cache.runs;
  if (runs >= runsKept) return;
  process.once('exit', (code) => {
    if (code !== 64) cache.keep(() => script.createCachedData(), runs + 1);
  });
}

const [major = '0'] = process.versions.node.split('.');
if (Number(major) < 20) {
  process.stderr.write(
    `puppetlb: this is Node ${process.versions.node}; puppetlb needs Node 20 or later\n`,
  );
  process.exitCode = 64;
} else launch(__dirname);
