import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeInventory, writtenOut } from './inventories.mjs';
import { medianOf, ratioOf, runInTurn } from './measure.mjs';
import { puppetlb } from './programs.mjs';
import { number, printTable, ratio } from './table.mjs';

/** How much longer than an empty Node a hook takes that lints a small inventory. */
export function measureStart(folder, runs) {
  const inventory = writeInventory(folder, 'ten', writtenOut(10));
  const first = join(folder, 'first');
  const [same, grown] = [10, 11].map(
    (count) => `${writeInventory(folder, `${count}`, writtenOut(count))}`,
  );
  const diff = (old) => puppetlb('diff', inventory, '--against', old);
  const programs = [
    { name: 'node -e 0', words: [process.execPath, '-e', '0'] },
    { name: 'puppetlb lint', words: puppetlb('lint', inventory) },
    { name: 'puppetlb diff, nothing changes', words: diff(same) },
    { name: 'puppetlb diff, a server less, with advice', words: diff(grown), exitCode: 2 },
    {
      name: 'puppetlb lint, nothing compiled yet',
      words: puppetlb('lint', inventory),
      cacheHome: first,
      prepare: () => rmSync(first, { recursive: true, force: true }),
    },
    {
      name: 'puppetlb lint, as root: none kept',
      words: puppetlb('lint', inventory),
      cacheHome: '/dev/null',
    },
  ];
  const taken = runInTurn(programs, runs, folder);
  printTable(
    `Start: lint of 10 servers, ${runs} rounds`,
    ['program', 'wall ms', 'CPU ms', 'peak MiB', 'wall ratio', 'CPU ratio'],
    programs.map(({ name }, index) => [
      name,
      ...['wall', 'cpu', 'peak'].map((what) => number(medianOf(taken[index], what))),
      ...['wall', 'cpu'].map((what) => ratio(ratioOf(taken[index], taken[0], what))),
    ]),
  );
}
