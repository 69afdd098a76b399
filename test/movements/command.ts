/** The command line of the random reloads; scripts/movements.mjs bundles and runs it. */
import { parseArgs } from 'node:util';
import { numberOf, textOptions } from '../fuzz/options.ts';
import { haproxies } from '../integration/haproxies.ts';
import { describeFailure, runTour, type Tour } from './tour.ts';

const usage = `usage: npm run movements -- [--runs N] [--seed N] [--first N] [--clients N] [--haproxy LIST]
  starts HAProxy, lets agents connect, reloads it with a random change, and compares who moved with what
  "puppetlb diff" says; --haproxy names versions, as in 2.2,2.6,3.0,3.2 (those that are installed)
`;

const options = textOptions(['runs', 'seed', 'first', 'clients', 'haproxy']);

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

async function runOne(tour: Tour): Promise<boolean> {
  const started = performance.now();
  const { cases, connections, again, moved, failed, missed } = await runTour(tour, (done) => {
    if (done % 500 === 0) say(`${done} of ${tour.runs}`);
  });
  const seconds = Math.round((performance.now() - started) / 1000);
  say(
    `HAProxy ${tour.haproxy.version}: ${cases} changes of seed ${tour.seed}, ${connections} connections (${again} made again), ${moved} agents moved, ${failed.length} changes foretold wrongly, in ${seconds} s`,
  );
  for (const outcome of failed.slice(0, 5)) say(describeFailure(tour, outcome));
  if (missed.length > 0) say(`  wrong models that were not caught: ${missed.join('; ')}`);
  return failed.length === 0;
}

/** Runs the command line; 0 where every change was foretold. */
export async function run(words: readonly string[]): Promise<number> {
  try {
    const { values } = parseArgs({ args: [...words], options });
    const wanted = values['haproxy']?.split(',');
    const chosen = haproxies.filter(({ version }) => wanted?.includes(version) ?? true);
    const missing = wanted?.find((version) => !chosen.some((one) => one.version === version));
    if (missing !== undefined) throw new Error(`there is no HAProxy ${missing} here`);
    let isRight = true;
    for (const haproxy of chosen) {
      const isFine = await runOne({
        haproxy,
        seed: numberOf(values, 'seed', 1),
        first: numberOf(values, 'first', 0),
        runs: numberOf(values, 'runs', 200),
        clients: numberOf(values, 'clients', 40),
      });
      isRight &&= isFine;
    }
    return isRight ? 0 : 1;
  } catch (error) {
    process.stderr.write(`${(error as Error).stack}\n${usage}`);
    return 64;
  }
}
