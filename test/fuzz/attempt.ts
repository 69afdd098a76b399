import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { makeFolder } from '../folder.ts';
import { runProgram } from '../program.ts';
import type { Case } from './cases.ts';
import { judgeRuns, type Said } from './judge.ts';

/** What came of a case in this process. */
export interface Outcome {
  /** What is wrong; undefined where nothing is. */
  readonly problem: string | undefined;
  /** What a run in another process must come to as well. */
  readonly digest: string;
  /** What the slowest of its runs took, in milliseconds of a processor. */
  readonly slowest: number;
}

/** Runs a case twice through the program's main function, below a folder, and judges it. */
export async function attempt(one: Case, folder: string): Promise<Outcome> {
  const first = await runAll(one, folder);
  const problem = judgeRuns(one.lines, first.runs);
  const digest = digestOf(first.runs);
  if (problem !== undefined) return { problem, digest, slowest: first.slowest };
  const second = await runAll(one, folder);
  const isSame = digestOf(second.runs) === digest;
  const slowest = Math.min(first.slowest, second.slowest);
  return { problem: isSame ? undefined : 'the second run says something else', digest, slowest };
}

async function runAll(
  { lines, stdin }: Case,
  folder: string,
): Promise<{ runs: Said[]; slowest: number }> {
  const runs: Said[] = [];
  let slowest = 0;
  for (const words of lines) {
    const own = mayWrite(words) ? makeFolder({ parent: folder }) : undefined;
    const cwd = own?.path ?? folder;
    const started = process.cpuUsage();
    const { code, stdout, stderr } = await runProgram(words, cwd, { stdin, env: { PATH: '' } });
    const { user, system } = process.cpuUsage(started);
    slowest = Math.max(slowest, (user + system) / 1000);
    const isLeft = own === undefined && readdirSync(folder).length > 0;
    own?.remove();
    runs.push(
      isLeft ? { code, stdout, stderr: 'a file was left behind' } : { code, stdout, stderr },
    );
  }
  return { runs, slowest };
}

function mayWrite(words: readonly string[]): boolean {
  return words[1] !== '-' || words[0] === 'init';
}

/** All that runs said, in few letters. */
export function digestOf(runs: readonly Said[]): string {
  const said = runs.map(({ code, stdout, stderr }) => [code, stdout, stderr]);
  return createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, 16);
}

/** A shorter input with the same problem: halves, then lines, then pieces are left out while it stays. */
export async function minimise(one: Case, problem: string, folder: string): Promise<Case> {
  const kind = kindOf(problem);
  let best = one;
  let left = 400;
  for (let size = best.stdin.length; size >= 1 && left > 0; size = Math.floor(size / 2)) {
    for (let at = 0; at < best.stdin.length && left > 0; ) {
      const { stdin } = best;
      const shorter = Buffer.concat([stdin.subarray(0, at), stdin.subarray(at + size)]);
      const smaller = { ...best, stdin: shorter };
      left -= 1;
      const found = await attempt(smaller, folder);
      if (found.problem !== undefined && kindOf(found.problem) === kind) best = smaller;
      else at += size;
    }
  }
  return best;
}

/** What two failures of one cause have in common. */
export function kindOf(problem: string): string {
  return problem
    .replace(/"[^"]*"|[0-9]+/g, '…')
    .replace(/^(lint|build)[^:]*: /, '')
    .slice(0, 60);
}
