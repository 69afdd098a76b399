import {
  hostsInOnePool,
  misspelled,
  noAddress,
  oneAddress,
  oneName,
  poolSize,
  rangesAndPatterns,
  strayTrack,
  writeInventory,
  writtenOut,
} from './inventories.mjs';
import { medianOf, ratioOf, runInTurn } from './measure.mjs';
import { puppetlb } from './programs.mjs';
import * as shapes from './shapes.mjs';
import { number, printTable, ratio } from './table.mjs';

const sizes = [1000, 2000, 4000, 8000, 16_000, 32_000, 64_000];

const pools = (wordServer) => (count) => writtenOut(count, poolSize, wordServer);
const onePool = (wordServer) => (count) => writtenOut(count, count, wordServer);
/** As many as fit: a pool has at most 10,000 servers, a text at most 1 MiB. */
const [aPool, aText] = [8000, 32_000];
/** Where a shape is no larger in any fleet. */
const enough = 16_000;

/**
 * What grows: what the inventory of so many lines or servers is, the words of the command before its
 * files, and `most` where there are limits.
 */
const cases = [
  { name: 'lint, no mistake', lines: pools() },
  { name: 'build, no mistake', command: 'build', lines: pools() },
  { name: 'lint, a misspelled property in every server', lines: pools(misspelled), exitCode: 1 },
  { name: 'lint, a wrong address in every server', lines: pools(noAddress), exitCode: 1 },
  { name: 'lint, one name for all servers of a pool', lines: pools(oneName), exitCode: 1 },
  { name: 'build, hosts in ranges, pools by patterns', command: 'build', lines: rangesAndPatterns },
  { name: 'lint, servers in block style', lines: shapes.blockStyle },
  { name: 'lint, all in one line', lines: shapes.oneLine, most: enough },
  { name: 'lint --together, a file for every pool', together: shapes.manyFiles, most: enough },
  {
    name: 'lint --format json, a misspelled property in every server',
    options: ['--format', 'json'],
    lines: pools(misspelled),
    exitCode: 1,
    most: enough,
  },
  {
    name: 'lint --format sarif, a misspelled property in every server',
    options: ['--format', 'sarif'],
    lines: pools(misspelled),
    exitCode: 1,
    most: enough,
  },
  { name: 'build, one pool, servers written out', command: 'build', lines: onePool(), most: aPool },
  {
    name: 'build, one pool, hosts by a pattern',
    command: 'build',
    lines: hostsInOnePool,
    most: aPool,
  },
  {
    name: 'lint, one pool, a misspelled property in every server',
    lines: onePool(misspelled),
    exitCode: 1,
    most: aPool,
  },
  { name: 'lint, one pool, one name', lines: onePool(oneName), exitCode: 1, most: aPool },
  { name: 'lint, one pool, one address', lines: onePool(oneAddress), exitCode: 1, most: aPool },
  { name: 'lint, one pool, tracks nobody', lines: onePool(strayTrack), exitCode: 1, most: aPool },
  { name: 'lint, a pattern for every 50 hosts', lines: shapes.hostsAndPatterns, most: enough },
  { name: 'lint, an exception for every host', lines: shapes.exceptions, most: enough },
  { name: 'lint, stray exceptions', lines: shapes.strayExceptions, exitCode: 1, most: aPool },
  { name: 'lint, pools of ten that share hosts', lines: shapes.sharedHosts, most: enough },
  { name: 'build, lines of sections', command: 'build', lines: shapes.longSections, most: aText },
  { name: 'lint, broken sections', lines: shapes.brokenSections, exitCode: 1, most: aText },
  { name: 'lint, binds, 250 to a pool', lines: shapes.manyBinds, most: enough },
  {
    name: 'lint, unknown properties in one mapping',
    lines: shapes.unknownProperties,
    exitCode: 1,
    most: enough,
  },
  { name: 'lint, a wrong indent each', lines: shapes.wrongIndents, exitCode: 1, most: aPool },
];

/** Whether time and memory grow no faster than the inventory. */
export function measureGrowth(folder, runs, most) {
  const rows = cases.map((one) => {
    const capped = { ...one, most: Math.min(one.most ?? most, most) };
    return measureCase(capped, folder, runs);
  });
  printTable(
    `Growth, ${runs} rounds: what twice as much costs at most`,
    ['inventory', 'up to', 'CPU ms', 'peak MiB', 'CPU ratio'],
    rows,
  );
}

/** Writes the inventory of a case; returns the paths of its files. */
function writeFiles({ lines, together }, folder, count) {
  if (lines !== undefined) return [writeInventory(folder, `growth-${count}`, lines(count))];
  return together(count).map((part, index) =>
    writeInventory(folder, `growth-${count}-${index}`, part),
  );
}

function toProgram(one, folder, count) {
  const { name, command = 'lint', options = [], together, exitCode } = one;
  const off = command === 'build' ? ['--haproxy', 'off'] : [];
  const words = [...off, ...options, ...(together === undefined ? [] : ['--together'])];
  const files = writeFiles(one, folder, count);
  return { name: `${name}: ${count}`, words: puppetlb(command, ...words, ...files), exitCode };
}

/** Measures a case and prints its table; returns its row of the last one. */
function measureCase(one, folder, runs) {
  const counts = sizes.filter((count) => count <= one.most);
  const programs = counts.map((count) => toProgram(one, folder, count));
  const taken = runInTurn(programs, runs, folder);
  const ratios = (what) =>
    counts.slice(1).map((_, index) => ratioOf(taken[index + 1], taken[index], what));
  printTable(
    `Growth: ${one.name}, ${runs} rounds`,
    ['how many', 'wall ms', 'CPU ms', 'peak MiB', 'wall / half as many', 'CPU'],
    counts.map((count, index) => [
      number(count),
      ...['wall', 'cpu', 'peak'].map((what) => number(medianOf(taken[index], what))),
      ...['wall', 'cpu'].map((what) => (index === 0 ? '' : ratio(ratios(what)[index - 1]))),
    ]),
  );
  const last = taken.at(-1);
  return [
    one.name,
    number(counts.at(-1)),
    number(medianOf(last, 'cpu')),
    number(medianOf(last, 'peak')),
    ratio(Math.max(...ratios('cpu'))),
  ];
}
