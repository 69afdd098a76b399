/** Measures puppetlb beside other programs and prints Markdown tables; see README.md. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureBuild } from './build.mjs';
import { measureChoice } from './choice.mjs';
import { measureGrowth } from './growth.mjs';
import { missingFor } from './programs.mjs';
import { measureStart } from './start.mjs';

const measurements = {
  start: { measure: measureStart, runs: 31 },
  build: { measure: measureBuild, runs: 11 },
  growth: { measure: measureGrowth, runs: 5 },
  choice: { measure: measureChoice, runs: 15 },
};

const usage = `usage: node bench/run.mjs [${Object.keys(measurements).join('|')}] [--runs N] [--most N]`;

/** The measurements that the command line names, all of them where it names none. */
function readCommandLine() {
  const options = { runs: { type: 'string' }, most: { type: 'string' } };
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const names = positionals.length === 0 ? Object.keys(measurements) : positionals;
  for (const name of names) {
    if (!Object.hasOwn(measurements, name)) throw new Error(`there is no measurement "${name}"`);
  }
  for (const [name, value] of Object.entries(values)) {
    if (!/^[1-9][0-9]{0,5}$/.test(value)) {
      throw new Error(`--${name} needs a whole number from 1 on`);
    }
  }
  return { names, runs: values.runs && Number(values.runs), most: Number(values.most ?? 64_000) };
}

async function main() {
  let asked;
  try {
    asked = readCommandLine();
  } catch (error) {
    console.error(`${error.message}\n${usage}`);
    return 64;
  }
  const missing = missingFor(asked.names);
  for (const what of missing) console.error(`missing: ${what}`);
  if (missing.length > 0) return 1;
  const folder = mkdtempSync(join(tmpdir(), 'puppetlb-bench-'));
  try {
    for (const name of asked.names) {
      const { measure, runs } = measurements[name];
      await measure(folder, asked.runs ?? runs, asked.most);
    }
    return 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

process.exitCode = await main();
