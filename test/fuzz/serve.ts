/** A child process that runs cases of a seed, one after the other, and says what came of each. */
import { readFileSync } from 'node:fs';
import { makeFolder } from '../folder.ts';
import { attempt, minimise } from './attempt.ts';
import { toCases } from './cases.ts';

/** The cases that a child is to run. */
export interface Order {
  readonly root: string;
  /** A folder of whoever gives the order, who removes what an ended child leaves in it. */
  readonly parent: string;
  readonly corpus: string | undefined;
  readonly seed: number;
  readonly from: number;
  readonly to: number;
}

/** What a child says of one case; the first message of a child is one without a digest. */
export interface Answer {
  readonly index: number;
  readonly digest?: string;
  readonly problem?: string | undefined;
  readonly slowest?: number;
  /** The most memory that the process had so far, in KiB. */
  readonly peak?: number;
  /** The input with the problem, made shorter, in base64. */
  readonly shortest?: string;
}

/** The most memory that this process had resident, in KiB. */
function peak(): number {
  const status = readFileSync('/proc/self/status', 'utf8');
  return Number(/^VmHWM:\s+([0-9]+)/m.exec(status)?.[1] ?? 0);
}

function send(answer: Answer): Promise<void> {
  return new Promise((resolve) => {
    process.send?.(answer, undefined, undefined, () => resolve());
  });
}

async function serve({ root, parent, corpus, seed, from, to }: Order): Promise<void> {
  const folder = makeFolder({ parent });
  const make = toCases(root, corpus);
  try {
    await send({ index: from - 1 });
    for (let index = from; index < to; index += 1) {
      const one = make(seed, index);
      const { problem, digest, slowest } = await attempt(one, folder.path);
      await send({ index, digest, problem, slowest, peak: peak() });
      if (problem === undefined) continue;
      const { stdin } = await minimise(one, problem, folder.path);
      await send({ index, problem, shortest: stdin.toString('base64') });
    }
  } finally {
    folder.remove();
    process.disconnect();
  }
}

process.once('disconnect', () => process.exit());
process.once('message', (order) => void serve(order as Order));
