import { withFolder } from '../folder.ts';
import { type Case, type MakeCase, toCases } from './cases.ts';
import { runChild } from './child.ts';
import { judgeFresh, limits } from './fresh.ts';
import type { Answer, Order } from './serve.ts';

/** So many cases one child runs: a slow leak of one of them shows in those behind it. */
const perChild = 500;

/** What is run: `runs` cases of a seed from `first` on; every nth also in processes of its own. */
export interface Hunt {
  readonly root: string;
  /** The built program. */
  readonly program: string;
  /** The bundled serve.ts. */
  readonly server: string;
  readonly corpus: string | undefined;
  readonly seed: number;
  readonly first: number;
  readonly runs: number;
  readonly jobs: number;
  readonly everyFresh: number;
  onFailure(failure: Failure): void;
  onProgress(done: number): void;
}

/** A case that failed, and how; it is the same again for the same seed and index. */
export interface Failure {
  readonly index: number;
  readonly one: Case;
  readonly problem: string;
  readonly shortest?: Buffer | undefined;
}

/** What a hunt was. */
export interface Tally {
  inProcess: number;
  fresh: number;
  slowest: number;
}

/** A hunt under way. */
interface State {
  readonly asked: Hunt;
  readonly make: MakeCase;
  readonly folder: string;
  readonly tally: Tally;
  next: number;
}

/** Runs all cases; failures are told as they are found. */
export async function hunt(asked: Hunt): Promise<Tally> {
  const tally = { inProcess: 0, fresh: 0, slowest: 0 };
  const make = toCases(asked.root, asked.corpus);
  await withFolder(async ({ path }) => {
    const state = { asked, make, folder: path, tally, next: asked.first };
    await Promise.all(Array.from({ length: asked.jobs }, () => work(state)));
  });
  return tally;
}

/** Takes parts of the cases as long as there are some. */
async function work(state: State): Promise<void> {
  const { root, corpus, seed, first, runs } = state.asked;
  const end = first + runs;
  while (state.next < end) {
    const from = state.next;
    const to = Math.min(end, from + perChild);
    state.next = to;
    for (let at = from; at < to; ) {
      at = await runOrder(state, { root, parent: state.folder, corpus, seed, from: at, to });
    }
  }
}

/** Runs an order in a child, up to its end or to the case that ended it; returns where to go on. */
async function runOrder(state: State, order: Order): Promise<number> {
  let done = order.from;
  for await (const answer of runChild(state.asked.server, order)) {
    if ('ended' in answer) {
      fail(state, Math.min(done, order.to - 1), answer.ended);
      return done + 1;
    }
    if (answer.shortest !== undefined) {
      const shortest = Buffer.from(answer.shortest, 'base64');
      fail(state, answer.index, answer.problem ?? '', shortest);
    } else if (answer.digest !== undefined) {
      done = answer.index + 1;
      await look(state, answer);
      // The peak of a process never falls: the next case needs another one.
      const isLarge = (answer.peak ?? 0) > limits.memory;
      if (isLarge && answer.problem === undefined) return done;
    }
  }
  return order.to;
}

function fail({ asked, make }: State, index: number, problem: string, shortest?: Buffer): void {
  asked.onFailure({ index, one: make(asked.seed, index), problem, shortest });
}

/** Counts a case; a suspect, and every nth, is run in processes of its own too. */
async function look(state: State, answer: Answer): Promise<void> {
  const { asked, make, folder, tally } = state;
  const { index, digest, problem, slowest = 0, peak = 0 } = answer;
  tally.inProcess += 1;
  tally.slowest = Math.max(tally.slowest, slowest);
  asked.onProgress(tally.inProcess);
  if (problem !== undefined) return;
  const isSuspect = slowest > limits.time / 2 || peak > limits.memory;
  if (!isSuspect && index % asked.everyFresh !== 0) return;
  const one = make(asked.seed, index);
  tally.fresh += one.lines.length;
  const found = await judgeFresh(one, asked.program, folder, digest);
  if (found !== undefined) fail(state, index, found);
}
