/** The command line of the fuzzer; scripts/fuzz.mjs bundles and runs it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { kindOf } from './attempt.ts';
import { type Failure, type Hunt, hunt } from './hunt.ts';
import { checkModels } from './models.ts';
import { numberOf, textOptions } from './options.ts';

const usage = `usage: npm run fuzz -- [input|models] [--runs N] [--seed N] [--first N] [--jobs N] [--fresh N] [--corpus DIR]
  input   hostile input through lint and build, in children of this process; every --fresh'th (100) also
          in a process of its own. --first N begins with the Nth input of a seed: one alone with --runs 1
  models  models with hostile words are rendered, read back and compared
`;

const options = textOptions(['runs', 'seed', 'first', 'jobs', 'fresh', 'corpus']);

/** Failures of one kind that are written; more of it say nothing new. */
const maxOfKind = 3;

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

async function huntInput(
  root: string,
  programs: Pick<Hunt, 'program' | 'server'>,
  values: Record<string, unknown>,
): Promise<number> {
  const seed = numberOf(values, 'seed', 1);
  const runs = numberOf(values, 'runs', 10_000);
  const found = new Map<string, number>();
  const started = performance.now();
  const tally = await hunt({
    root,
    ...programs,
    corpus: values['corpus'] as string | undefined,
    seed,
    runs,
    first: numberOf(values, 'first', 0),
    jobs: numberOf(values, 'jobs', 1),
    everyFresh: numberOf(values, 'fresh', 100),
    onFailure: (failure) => {
      const kind = kindOf(failure.problem);
      const count = (found.get(kind) ?? 0) + 1;
      found.set(kind, count);
      if (count <= maxOfKind) write(root, seed, failure);
    },
    onProgress: (done) => {
      if (done % 5000 === 0) say(`${done} of ${runs}`);
    },
  });
  const failed = [...found.values()].reduce((sum, count) => sum + count, 0);
  const seconds = Math.round((performance.now() - started) / 1000);
  say(
    `${tally.inProcess} inputs of seed ${seed}, each twice, and ${tally.fresh} processes of their own in ${seconds} s; the slowest took ${Math.round(tally.slowest)} ms; ${failed} failed`,
  );
  for (const [kind, count] of found) say(`  ${count} x ${kind}`);
  return failed === 0 ? 0 : 1;
}

/** Writes the input of a failure, the shortest one with it, and how to see it again. */
function write(root: string, seed: number, { index, one, problem, shortest }: Failure): void {
  const folder = join(root, 'fuzz-failures');
  mkdirSync(folder, { recursive: true });
  const name = join(folder, `${seed}-${index}`);
  writeFileSync(`${name}.yaml`, one.stdin);
  if (shortest !== undefined) writeFileSync(`${name}.shortest.yaml`, shortest);
  const again = `npm run fuzz -- --seed ${seed} --first ${index} --runs 1`;
  const lines = one.lines.map((words) => JSON.stringify(words)).join('\n');
  writeFileSync(`${name}.txt`, `${problem}\n\n${one.how}\n${lines}\n${again}\n`);
  say(`${name}.txt: ${problem.split('\n')[0]}`);
}

/** Runs the fuzzer; `root` is the project's folder, `programs` the built one and the bundled child. */
export async function run(
  words: readonly string[],
  root: string,
  programs: Pick<Hunt, 'program' | 'server'>,
): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      options,
      allowPositionals: true,
    });
    const [what = 'input', ...more] = positionals;
    if (more.length > 0 || !['input', 'models'].includes(what))
      throw new Error(`no target ${positionals.join(' ')}`);
    if (what === 'input') return await huntInput(root, programs, values);
    const [seed, runs] = [numberOf(values, 'seed', 1), numberOf(values, 'runs', 10_000)];
    checkModels(seed, runs);
    say(`${runs} models of seed ${seed} were read back as they were meant`);
    return 0;
  } catch (error) {
    process.stderr.write(`${(error as Error).stack}\n${usage}`);
    return 64;
  }
}
