import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { makeFolder } from '../folder.ts';
import { digestOf } from './attempt.ts';
import type { Case } from './cases.ts';
import { judgeRuns, type Said } from './judge.ts';

/**
 * What one run may take: milliseconds of a processor, which a busy machine does not stretch as it does
 * those of a clock, and KiB of resident memory.
 */
export const limits: { readonly time: number; readonly memory: number } = {
  time: 2000,
  memory: 256 * 1024,
};

/** A run in a process of its own, and what it took. */
interface FreshRun extends Said {
  /** Milliseconds of a processor; infinite where the process ended before it could say. */
  readonly took: number;
  /** The most memory that was resident, in KiB. */
  readonly peak: number;
}

const preload = `process.on('exit', () => {
  const { readFileSync, writeSync } = require('node:fs');
  const [, peak] = /^VmHWM:\\s+([0-9]+)/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  const { user, system } = process.cpuUsage();
  writeSync(3, peak + ' ' + (user + system) / 1000);
});
`;

/** Writes into a folder what makes a process say at its end how much memory it had; returns its path. */
function writePreload(folder: string): string {
  const path = join(folder, 'preload.cjs');
  writeFileSync(path, preload);
  return path;
}

interface Place {
  readonly program: string;
  readonly preload: string;
  readonly cwd: string;
}

/** Runs the built program in a process of its own; one that takes very long is ended. */
async function runFresh(
  { program, preload: path, cwd }: Place,
  words: readonly string[],
  stdin: Buffer,
): Promise<FreshRun> {
  const child = spawn(process.execPath, ['--require', path, program, ...words], {
    cwd,
    env: { PATH: '' },
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), 10 * limits.time);
  const [, , , usage] = child.stdio;
  // A program that refuses its command line does not read what it is given.
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(stdin);
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', (code) => resolve(code));
  });
  const [stdout, stderr, said] = await Promise.all([
    text(child.stdout as NodeJS.ReadableStream),
    text(child.stderr as NodeJS.ReadableStream),
    text(usage as NodeJS.ReadableStream),
  ]);
  const code = await ended;
  clearTimeout(timer);
  const [peak = 0, took = Number.POSITIVE_INFINITY] =
    said === '' ? [] : said.split(' ').map(Number);
  return { code, stdout, stderr, peak, took };
}

/** The fastest of up to three runs: where the first is too slow, the machine may have been busy. */
async function runPatiently(
  place: Place,
  words: readonly string[],
  stdin: Buffer,
): Promise<FreshRun> {
  let best = await runFresh(place, words, stdin);
  for (let left = 2; left > 0 && best.took > limits.time; left -= 1) {
    const other = await runFresh(place, words, stdin);
    if (other.took < best.took) best = other;
  }
  return best;
}

/** Runs a case in processes of their own, of the built program, and judges it. */
export async function judgeFresh(
  { lines, stdin }: Case,
  program: string,
  folder: string,
  digest?: string,
): Promise<string | undefined> {
  const own = makeFolder({ parent: folder });
  const { path: cwd } = own;
  const place = { program, preload: writePreload(folder), cwd };
  const runs: FreshRun[] = [];
  try {
    for (const words of lines) runs.push(await runPatiently(place, words, stdin));
  } finally {
    own.remove();
  }
  for (const [index, { took, peak }] of runs.entries()) {
    const line = (lines[index] ?? []).join(' ');
    if (took > limits.time) return `${line}: ${Math.round(took)} ms of a processor`;
    if (peak > limits.memory) return `${line}: ${Math.round(peak / 1024)} MiB`;
  }
  const problem = judgeRuns(lines, runs);
  if (problem !== undefined) return `in a process of its own: ${problem}`;
  if (digest === undefined || digestOf(runs) === digest) return undefined;
  return 'a process of its own says something else';
}
