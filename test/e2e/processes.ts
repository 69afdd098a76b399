import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { wait } from '../probe/stubs.ts';

const program = 'setpriv';
const started = new Set<ChildProcess>();

/** Starts a program in a process group of its own; what it says is added to a file. */
export async function start(words: readonly string[], log: string): Promise<ChildProcess> {
  const file = openSync(log, 'a');
  try {
    return await launch(words, file);
  } finally {
    closeSync(file);
  }
}

/** How a program ended that ends by itself, and all that it said. */
export interface Ended {
  readonly status: number | null;
  readonly output: string;
}

/** Runs a program to its end. */
export async function run(
  words: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const child = await launch(words, 'pipe', env);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  }
  const [status] = await once(child, 'close');
  started.delete(child);
  return { status, output };
}

/** A child that the kernel ends with us, however we end. */
async function launch(
  words: readonly string[],
  output: number | 'pipe',
  env: Readonly<Record<string, string>> = {},
): Promise<ChildProcess> {
  const child = spawn(program, ['--pdeathsig', 'KILL', ...words], {
    detached: true,
    stdio: ['ignore', output, output],
    env: { ...process.env, ...env },
  });
  await once(child, 'spawn');
  started.add(child);
  return child;
}

/** Ends a program, and everything that it started. */
export async function stop(child: ChildProcess): Promise<void> {
  const isOver = hasEnded(child);
  const ended = once(child, 'exit');
  signal(child, 'SIGKILL');
  if (!isOver) await ended;
  started.delete(child);
}

/** Ends everything that was started. */
export async function stopAll(): Promise<void> {
  await Promise.all([...started].map(stop));
}

/** Sends a signal to a program, and to everything that it started. */
export function signal({ pid }: ChildProcess, name: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

export function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

/** Waits until something is so; gives up after a number of seconds, and says what was seen last. */
export async function until(
  isSo: () => boolean | Promise<boolean>,
  seen: () => string,
  seconds = 60,
): Promise<void> {
  const end = performance.now() + seconds * 1000;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`not within ${seconds} s: ${seen()}`);
    await wait(50);
  }
}
