import { expect, it } from 'vitest';
import { runProgram } from '../program.ts';
import { useFreshFolder } from '../use-folder.ts';

const folder = useFreshFolder();

it('compares bind options that the running HAProxy still knows', async () => {
  const pool = 'name: a, servers: [{ name: m1, address: 10.0.1.1 }]';
  folder.write(
    'puppetlb.yaml',
    `haproxy: { running: 2.6.12 }\npools:\n  - { ${pool}, bind: { address: "10.0.0.1:8140", extra: [process 1] } }\n`,
  );
  const { stdout } = await runProgram(['build', '--haproxy', 'off'], folder.path);
  folder.write('h.cfg', stdout);
  const diff = ['diff', '--against', 'h.cfg', '--haproxy', 'off'];
  expect((await runProgram(diff, folder.path)).code).toBe(0);
  folder.write('h.cfg', stdout.replace('process 1', 'process 2'));
  const changed = await runProgram(diff, folder.path);
  expect([changed.code, changed.stdout.includes('process 2')]).toEqual([2, true]);
});
