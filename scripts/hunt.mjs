/** Looks for counterexamples of the tests' properties with a random seed; an unknown option is refused with the usage. */
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
const usage = `usage: npm run hunt -- [--seed N] [--times N] [--test NAME] [FILE...]
  runs the tests of generated cases with a random seed, or the one of --seed, and 10 times as many cases as
  usual, or --times as many; --test names one test, FILE are files of tests
`;

function read(words) {
  const string = { type: 'string' };
  const options = { seed: string, times: string, test: string };
  const { values, positionals } = parseArgs({ args: words, options, allowPositionals: true });
  const number = (name, least) => {
    const text = values[name];
    if (text === undefined) return undefined;
    if (!/^[0-9]{1,9}$/.test(text) || Number(text) < least) {
      throw new Error(`--${name} is "${text}"; write a whole number from ${least} on`);
    }
    return Number(text);
  };
  if (values.test !== undefined) new RegExp(values.test);
  return {
    seed: number('seed', 0) ?? randomInt(1_000_000_000),
    times: number('times', 1) ?? 10,
    test: values.test,
    files: positionals.length > 0 ? positionals : filesWithProperties(),
  };
}

/** The files of tests that take their seed from test/property.ts. */
function filesWithProperties() {
  return readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts') && !file.startsWith('e2e/'))
    .map((file) => join('test', file))
    .filter((file) => readFileSync(join(root, file), 'utf8').includes("/property.ts'"))
    .sort();
}

/** Runs the tests; returns the exit status of vitest and what its reporter wrote. */
function run({ seed, times, test, files }) {
  const folder = mkdtempSync(join(tmpdir(), 'puppetlb-properties-'));
  try {
    const output = join(folder, 'results.json');
    const words = [
      ...['run', `--testTimeout=${60_000 * times}`],
      ...['--reporter=default', '--reporter=json', `--outputFile.json=${output}`],
      ...(test === undefined ? [] : ['--testNamePattern', test]),
      ...files,
    ];
    const env = { ...process.env, PUPPETLB_SEED: `${seed}`, PUPPETLB_RUNS_FACTOR: `${times}` };
    const vitest = join(root, 'node_modules/.bin/vitest');
    const { status } = spawnSync(vitest, words, { cwd: root, env, stdio: 'inherit' });
    const results = existsSync(output) ? JSON.parse(readFileSync(output, 'utf8')) : undefined;
    return { status, results };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The smallest counterexample of a test that failed, and how to see it again. */
function describe({ fullName, failureMessages }, file, { seed, times }) {
  const [message = ''] = failureMessages;
  const smallest = /^Counterexample: [\s\S]*?(?=\nShrunk )/m.exec(message)?.[0];
  const pattern = `^${fullName.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')}$`;
  const quoted = `'${pattern.replaceAll("'", "'\\''")}'`;
  return [
    `${file} > ${fullName}`,
    `  ${smallest ?? message.split('\n    at ')[0]}`,
    `  npm run hunt -- --seed ${seed} --times ${times} --test ${quoted} ${file}`,
    '',
  ].join('\n');
}

function hunt(asked) {
  process.stdout.write(`seed ${asked.seed}, ${asked.times} times as many cases\n`);
  const { status, results } = run(asked);
  const ran = (results?.numPassedTests ?? 0) + (results?.numFailedTests ?? 0);
  if (status === 0 && ran === 0) {
    process.stderr.write(`no test was run: none is called ${asked.test}\n`);
    return 64;
  }
  const failed = (results?.testResults ?? []).flatMap(({ name, assertionResults = [] }) =>
    assertionResults
      .filter((test) => test.status === 'failed')
      .map((test) => describe(test, relative(root, name), asked)),
  );
  process.stdout.write(failed.map((text) => `${text}\n`).join(''));
  const isSilent = status !== 0 && failed.length === 0;
  const more = isSilent ? `; vitest ended with exit status ${status}` : '';
  process.stdout.write(`seed ${asked.seed}: ${failed.length} failed${more}\n`);
  return status === 0 ? 0 : 1;
}

/** What the command line asks for; undefined where it is refused. */
function readOrRefuse(words) {
  try {
    return read(words);
  } catch (error) {
    process.stderr.write(`${error.message}\n${usage}`);
    return undefined;
  }
}

const asked = readOrRefuse(process.argv.slice(2));
process.exitCode = asked === undefined ? 64 : hunt(asked);
