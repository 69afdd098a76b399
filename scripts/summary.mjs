/**
 * Reads what vitest wrote of a run, for scripts/check: `node scripts/summary.mjs NAME STATUS RESULTS` prints
 * the numbers of tests that passed and of failures, and then a line for each failure.
 */
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

/**
 * What came of a run of tests: `json` is what vitest's reporter wrote, undefined where it wrote nothing;
 * `status` is its exit status, `folder` what files are named from.
 */
export function summarize(name, { json, status, folder }) {
  const results = parse(json);
  if (results === undefined) {
    return { passed: 0, failures: [`${name}: no results (exit status ${status})`] };
  }
  const files = results.testResults
    .filter(({ name }) => typeof name === 'string')
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  const failures = files.flatMap((file) => failuresOf(file, folder));
  // An error that no test waits for fails the run, and none of its tests.
  const isSilent = failures.length === 0 && (status !== 0 || !results.success);
  if (isSilent) failures.push(`an error outside of the tests (exit status ${status})`);
  return {
    passed: results.numPassedTests,
    failures: failures.map((failure) => `${name}: ${oneLine(failure)}`),
  };
}

function parse(json) {
  try {
    const results = JSON.parse(json);
    return Array.isArray(results.testResults) ? results : undefined;
  } catch {
    return undefined;
  }
}

/** The tests of a file that failed; the file, where none did and it failed: an import, a hook. */
function failuresOf({ name, status, message = '', assertionResults = [] }, folder) {
  const file = relative(folder, name);
  const tests = assertionResults
    .filter((test) => test.status === 'failed')
    .map(({ ancestorTitles, title }) => [file, ...ancestorTitles, title].join(' > '));
  if (status !== 'failed' || tests.length > 0) return tests;
  return [`${file}: ${firstLine(message) || 'a hook failed'}`];
}

function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function firstLine(text) {
  return text.trim().split('\n')[0];
}

function oneLine(text) {
  return stripVTControlCharacters(text).replaceAll(/\s+/g, ' ');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [name, status, results] = process.argv.slice(2);
  if (results === undefined || !/^[0-9]+$/.test(status)) {
    process.stderr.write('usage: node scripts/summary.mjs NAME STATUS RESULTS\n');
    process.exit(64);
  }
  const { passed, failures } = summarize(name, {
    json: readIfThere(results),
    status: Number(status),
    folder: process.cwd(),
  });
  process.stdout.write([`${passed} ${failures.length}`, ...failures, ''].join('\n'));
}
