import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeInventory, writtenOut } from './inventories.mjs';
import { medianOf, ratioOf, runInTurn } from './measure.mjs';
import { ansible, haproxy, playbook, puppetlb, python, script } from './programs.mjs';
import { number, printTable, ratio } from './table.mjs';

const servers = 10_000;

/** What a build takes beside programs that make the same file, and beside HAProxy reading it. */
export function measureBuild(folder, runs) {
  const inventory = writeInventory(folder, 'build', writtenOut(servers));
  const [own, fromScript, fromAnsible] = ['puppetlb', 'script', 'ansible'].map((name) =>
    join(folder, `${name}.cfg`),
  );
  const variables = JSON.stringify({ inventory, target: fromAnsible });
  const programs = [
    {
      name: 'puppetlb build --haproxy off',
      words: puppetlb('build', inventory, '--haproxy', 'off'),
      output: own,
    },
    {
      name: 'Python script: PyYAML (C), Jinja2',
      words: [python, script, inventory],
      output: fromScript,
    },
    { name: 'haproxy -c -dW', words: [haproxy, '-c', '-dW', '-f', own] },
    {
      name: 'ansible-playbook, one template',
      words: [ansible, '-i', 'localhost,', '-c', 'local', '-e', variables, playbook],
      prepare: () => rmSync(fromAnsible, { force: true }),
    },
  ];
  const taken = runInTurn(programs, runs, folder);
  for (const other of [fromScript, fromAnsible]) assertSame(own, other);
  printTable(
    `Build: ${number(servers)} servers in pools of 500, ${runs} rounds; the outputs are the same`,
    ['program', 'wall ms', 'CPU ms', 'peak MiB', 'puppetlb / it: wall', 'CPU'],
    programs.map(({ name }, index) => [
      name,
      ...['wall', 'cpu', 'peak'].map((what) => number(medianOf(taken[index], what))),
      ...['wall', 'cpu'].map((what) => ratio(ratioOf(taken[0], taken[index], what))),
    ]),
  );
}

/** Throws where two configurations differ below the comment that puppetlb begins with. */
function assertSame(own, other) {
  const text = readFileSync(own, 'utf8');
  const below = text.slice(text.indexOf('\nglobal\n') + 1);
  if (!below.startsWith('global\n') || below !== readFileSync(other, 'utf8')) {
    throw new Error(`${other} is not what puppetlb builds`);
  }
}
