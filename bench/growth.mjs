import {
  hostsInOnePool,
  misspelled,
  noAddress,
  oneName,
  poolSize,
  rangesAndPatterns,
  writeInventory,
  writtenOut,
} from './inventories.mjs';
import { medianOf, ratioOf, runInTurn } from './measure.mjs';
import { copyPuppetlb } from './programs.mjs';
import { number, printTable, ratio } from './table.mjs';

const sizes = [1000, 2000, 4000, 8000, 16_000, 32_000, 64_000];

/** What grows; `most` where a pool may not have more servers. */
const cases = [
  { name: 'lint, no mistake', lines: (count) => writtenOut(count) },
  { name: 'build, no mistake', command: 'build', lines: (count) => writtenOut(count) },
  {
    name: 'lint, a misspelled property in every server',
    lines: (count) => writtenOut(count, poolSize, misspelled),
    exitCode: 1,
  },
  {
    name: 'lint, a wrong address in every server',
    lines: (count) => writtenOut(count, poolSize, noAddress),
    exitCode: 1,
  },
  {
    name: 'lint, one name for all servers of a pool',
    lines: (count) => writtenOut(count, poolSize, oneName),
    exitCode: 1,
  },
  {
    name: 'build, hosts in ranges, pools by patterns',
    command: 'build',
    lines: rangesAndPatterns,
  },
  {
    name: 'build, one pool, servers written out',
    command: 'build',
    lines: (count) => writtenOut(count, count),
    most: 10_000,
  },
  {
    name: 'lint, one pool, a misspelled property in every server',
    lines: (count) => writtenOut(count, count, misspelled),
    exitCode: 1,
    most: 10_000,
  },
  {
    name: 'lint, one pool, one name for all servers',
    lines: (count) => writtenOut(count, count, oneName),
    exitCode: 1,
    most: 10_000,
  },
  {
    name: 'build, one pool, hosts by a pattern',
    command: 'build',
    lines: hostsInOnePool,
    most: 10_000,
  },
];

/** Whether time and memory grow no faster than the inventory. */
export function measureGrowth(folder, runs) {
  const { puppetlb } = copyPuppetlb(folder);
  for (const one of cases) measureCase(one, puppetlb, folder, runs);
}

function measureCase({ name, command = 'lint', lines, exitCode, most }, puppetlb, folder, runs) {
  const counts = sizes.filter((count) => count <= (most ?? count));
  const programs = counts.map((count) => {
    const inventory = writeInventory(folder, `growth-${count}`, lines(count));
    const words = puppetlb(
      command,
      inventory,
      ...(command === 'build' ? ['--haproxy', 'off'] : []),
    );
    return { name: `${name}: ${count}`, words, exitCode };
  });
  const taken = runInTurn(programs, runs, folder);
  printTable(
    `Growth: ${name}, ${runs} rounds`,
    ['servers', 'wall ms', 'CPU ms', 'peak MiB', 'wall / half as many', 'CPU'],
    counts.map((count, index) => [
      number(count),
      ...['wall', 'cpu', 'peak'].map((what) => number(medianOf(taken[index], what))),
      ...['wall', 'cpu'].map((what) =>
        index === 0 ? '' : ratio(ratioOf(taken[index], taken[index - 1], what)),
      ),
    ]),
  );
}
