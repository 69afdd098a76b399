/** Runs programs in turn, each time as a process of its own, and reckons medians and ratios. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { launcher, python } from './programs.mjs';

/**
 * The environment of every measured process: without what slows or changes Node, in one language. puppetlb keeps compiled
 * code in `cacheHome`.
 */
function environment(folder, cacheHome = join(folder, 'cache')) {
  const { NODE_EXTRA_CA_CERTS, NODE_OPTIONS, NODE_COMPILE_CACHE, ...rest } = process.env;
  const ansible = { ANSIBLE_HOME: folder, ANSIBLE_LOCAL_TEMP: folder };
  return { ...rest, LC_ALL: 'C.UTF-8', XDG_CACHE_HOME: cacheHome, ...ansible };
}

/**
 * Runs a program once, after its `prepare`. Standard output goes to a file, as a
 * hook captures it; throws where the exit
 * code is another than `exitCode`.
 */
function runOnce({ name, words, prepare, output, cacheHome, exitCode = 0 }, folder) {
  prepare?.();
  const { status, stdout, stderr } = spawnSync(
    python,
    ['-IS', launcher, output ?? join(folder, 'output'), ...words],
    {
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
      env: environment(folder, cacheHome),
      cwd: folder,
    },
  );
  if (status !== 0) throw new Error(`${name} can not be run: ${stderr}`);
  const usage = JSON.parse(stdout);
  if (usage.exitCode === exitCode) return usage;
  throw new Error(`${name} ended with ${usage.exitCode} instead of ${exitCode}: ${stderr}`);
}

/**
 * Runs every program `runs` times, in turn (A B C A B C ...), after one run of each that does not
 * count. Returns for each program what each of its runs took.
 */
export function runInTurn(programs, runs, folder) {
  // Three runs of puppetlb keep what V8 compiled.
  for (let run = 0; run < 3; run += 1) {
    for (const program of programs) runOnce(program, folder);
  }
  const taken = programs.map(() => []);
  for (let run = 0; run < runs; run += 1) {
    for (const [index, program] of programs.entries()) taken[index].push(runOnce(program, folder));
  }
  return taken;
}

/** The middle of some numbers. */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The median of what the runs took of one thing: `wall`, `cpu` or `peak`. */
export function medianOf(runs, what) {
  return median(runs.map((run) => run[what]));
}

/** The median of the ratios of runs that stood side by side. */
export function ratioOf(runs, others, what) {
  return median(runs.map((run, index) => run[what] / others[index][what]));
}
