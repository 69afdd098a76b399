import { afterEach, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { closedPort } from '../ports.ts';
import { runProgram } from '../program.ts';
import { useFreshFolder } from '../use-folder.ts';
import { answer, closeStubs, stub } from './stubs.ts';

const folder = useFreshFolder();
afterEach(closeStubs);

const ok = answer(['HTTP/1.0 200 OK\r\n\r\n']);

function write(...ports: readonly number[]): void {
  const servers = ports.map((port, index) => ({
    ...{ name: `m${index}`, address: `127.0.81.${index + 1}`, id: index + 1, check: { port } },
  }));
  folder.write(
    'puppetlb.yaml',
    stringify({ pools: [{ name: 'pool', bind: '127.0.80.1:8140', servers }] }),
  );
}

const probe = (...words: string[]) => runProgram(['probe', ...words], folder.path);

it('says in one line for Nagios whether all, some or none of a pool answer', async () => {
  const [good, bad] = [await stub('127.0.81.1', ok), await closedPort()];
  write(good);
  const fine = await probe('--format', 'nagios');
  expect([fine.code, fine.stdout, fine.stderr]).toEqual([
    0,
    'PUPPETLB PROBE OK - 1 of 1 answers | servers=1 failed=0 not_checked=0\n',
    '',
  ]);
  write(good, bad);
  const some = await probe('--format', 'nagios');
  expect(some.code).toBe(1);
  expect(some.stdout).toMatch(
    /^PUPPETLB PROBE WARNING - 1 of 2 does not answer; .*; pool\/m1 connection refused.* \| servers=2 failed=1 not_checked=0\n$/,
  );
  write(bad, bad);
  const none = await probe('--format', 'nagios');
  expect([none.code, none.stdout.split('\n').length]).toEqual([2, 2]);
  expect(none.stdout).toMatch(/^PUPPETLB PROBE CRITICAL - 2 of 2 do not answer/);
});

it('says what it cannot know, in Nagios words, too', async () => {
  const missing = await probe('--format', 'nagios', 'nowhere.yaml');
  expect([missing.code, missing.stdout]).toEqual([
    3,
    expect.stringMatching(/^PUPPETLB PROBE UNKNOWN - nowhere.yaml: no such file/),
  ]);
  folder.write('puppetlb.yaml', 'pools: 1\n');
  const wrong = await probe('--format', 'prometheus=p.prom', '--format', 'nagios');
  expect([wrong.code, wrong.stdout]).toEqual([
    3,
    'PUPPETLB PROBE UNKNOWN - puppetlb.yaml has errors\n',
  ]);
  expect(wrong.stderr).toMatch(/"pools" is 1/);
  expect(folder.read('p.prom')).toMatch(/^puppetlb_probe_up 0$/m);
});

it('writes metrics beside what people read, without an address', async () => {
  const [good, bad] = [await stub('127.0.81.1', ok), await closedPort()];
  write(good, bad);
  const { code, stdout } = await probe('--format', 'text', '--format', 'prometheus=p.prom');
  expect([code, stdout]).toEqual([1, expect.stringMatching(/^ok +pool\/m0 /m)]);
  const metrics = folder.read('p.prom');
  expect(metrics).toMatch(/^puppetlb_probe_up 1$/m);
  expect(metrics).toMatch(/^puppetlb_probe_success\{pool="pool",server="m0"\} 1$/m);
  expect(metrics).toMatch(/^puppetlb_probe_failed\{pool="pool",server="m1"\} 1$/m);
  expect(metrics).not.toMatch(/127\./);
  const both = await probe('--format', 'json', '--format', 'nagios');
  expect([both.code, both.stderr]).toEqual([64, expect.stringMatching(/nagios=FILE/)]);
  await probe('--format', 'json=answers.json', '--format', 'text');
  expect(
    folder
      .read('answers.json')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).result)
      .sort(),
  ).toEqual(['failed', 'ok']);
});
