import { Script } from 'node:vm';
import { openCodeCache } from './code-cache.ts';

/** So many runs of a command add what they made V8 compile: the first may have ended early. */
const runsKept = 3;

/** Where the files of the program are. */
export interface ProgramFiles {
  /** The path of a file, for traces. */
  path(name: string): string;
  read(name: string): Buffer;
  /** What the program calls for built-in modules and its other files. */
  readonly require: NodeJS.Require;
}

/**
 * Runs the program, for a plain `lint` the one that holds nothing else. What V8 compiled of it for a command is kept for
 * this user, this Node and this program alone; the next start then takes a third less.
 */
export function runProgram(files: ProgramFiles): void {
  const [, , command = '', ...words] = process.argv;
  const isWhole = words.some((word) => word === '--fix' || word === '--debug');
  const name = command === 'lint' && !isWhole ? 'lint' : 'program';
  const program = files.read(`${name}.cjs`);
  const isCommand = /^[a-z]{1,16}$/.test(command);
  const cache = isCommand ? openCodeCache(program, `${name}-${command}`) : undefined;
  const script = new Script(program.toString('latin1'), {
    filename: files.path(`${name}.cjs`),
    ...(cache?.data && { cachedData: cache.data }),
  });
  script.runInThisContext()(files.require);
  if (cache === undefined) return;
  const runs = script.cachedDataRejected === true ? 0 : cache.runs;
  if (runs >= runsKept) return;
  process.once('exit', (code) => {
    if (code !== 64) cache.keep(() => script.createCachedData(), runs + 1);
  });
}
