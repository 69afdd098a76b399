import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { address, program, root } from '../built.ts';
import { runPage } from '../pages/transcript.ts';
import { type Desk, machinesOf, toDesk } from './machine.ts';

const page = join(root, 'docs/tutorial.md');
let desk: Desk | undefined;
afterEach(() => desk?.remove());

it('the tutorial shows what its commands do', { timeout: 120_000 }, async () => {
  const [machine] = machinesOf('here');
  if (machine === undefined) throw new Error('no pre-commit');
  const own = toDesk(machine);
  desk = own;
  const bin = own.path('../bin');
  mkdirSync(bin);
  symlinkSync(program, join(bin, 'puppetlb'));
  const person = { NAME: 'x', EMAIL: 'x@example.com' };
  const env = {
    PATH: `${bin}:${process.env['PATH']}`,
    ...Object.fromEntries(
      ['AUTHOR', 'COMMITTER'].flatMap((who) =>
        Object.entries(person).map(([key, value]) => [`GIT_${who}_${key}`, value]),
      ),
    ),
  };
  const folder = {
    path: own.path(''),
    write(name: string, text: string): string {
      const path = own.path(name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text.replaceAll(address, '../puppetlb'));
      return path;
    },
  };
  const statuses: number[] = [];
  const run = await runPage(readFileSync(page, 'utf8'), folder, async (line, _, last) => {
    if (line === 'echo $?') return { code: 0, output: `${last}\n` };
    const { status, output } = own.run(['sh', '-c', line], env);
    if (line.startsWith('git commit')) statuses.push(status ?? -1);
    return { code: status ?? -1, output: output.replaceAll('../puppetlb', address) };
  });
  expect(statuses).toEqual([0, 1, 0]);
  await expect(run).toMatchFileSnapshot(page);
});
