import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { program } from '../built.ts';
import { runProgram } from '../program.ts';
import { useFreshFolder } from '../use-folder.ts';

const folder = useFreshFolder();
const { at, read, write } = folder;

function inventory(count: number, port = 8140): string {
  const servers = Array.from(
    { length: count },
    (_, index) => `      - { name: m${index}, address: 10.${index >> 8}.${index & 255}.1 }\n`,
  );
  return `haproxy: { balancers: [10.255.0.0/27] }
pools:
  - name: compile
    bind: 10.255.0.100:${port}
    check: node
    servers:
${servers.join('')}`;
}

const claim = (words: object): string =>
  JSON.stringify({ host: hostname(), pid: 0, started: '', temporaries: [], folders: [], ...words });

const build = (...words: string[]) =>
  runProgram(['build', ...words], folder.path, { env: { PATH: '' } });

const odd = (path: string): string[] =>
  readdirSync(at(path), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.includes('.puppetlb-'),
  );

const forms = [
  ['--out-dir', 'out'],
  ['--puppet-module', 'haproxy_masters'],
] as const;

/** Starts a build, and ends it when it began to write. */
async function interrupt(words: readonly string[], signal: NodeJS.Signals): Promise<unknown> {
  const child = spawn(process.execPath, [program, 'build', '--haproxy', 'off', ...words], {
    cwd: folder.path,
    stdio: 'ignore',
  });
  const end = new Promise((resolve) => {
    child.on('exit', (code, by) => resolve(code ?? by));
  });
  const path = join(at(words[1] ?? ''), '.puppetlb-write');
  while (child.exitCode === null && !existsSync(path)) {
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  child.kill(signal);
  return end;
}

describe.each(forms)('build %s %s', (...form) => {
  it('that was killed is finished by the next one, which leaves nothing else', async () => {
    write('puppetlb.yaml', inventory(100));
    expect((await build(...form)).code).toBe(0);
    // On a busy machine a build may end before it is killed.
    for (let port = 8141; !odd(form[1]).includes('.puppetlb-write'); port += 1) {
      write('puppetlb.yaml', inventory(300, port));
      await interrupt(form, 'SIGKILL');
    }
    const checked = await build(...form, '--check');
    expect(checked.code).toBe(2);
    expect(checked.stderr).toContain(`${form[1]} is incomplete: its build was interr`);
    expect(await build(...form)).toMatchObject({ code: 0 });
    expect(odd(form[1])).toEqual([]);
    expect(await build(...form, '--check')).toMatchObject({ code: 0, output: '' });
  });

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'is not ended half-way by %s',
    async (signal) => {
      write('puppetlb.yaml', inventory(100));
      expect(await interrupt(form, signal)).toBe(0);
      expect(odd(form[1])).toEqual([]);
      expect(await build(...form, '--check')).toMatchObject({ code: 0, output: '' });
    },
  );

  it('waits for another one, and both are whole', async () => {
    write('puppetlb.yaml', inventory(50));
    const script = `for at in 1 2 3; do "$0" "$1" build --haproxy off ${form.join(' ')} & all="$all $!"; done; for one in $all; do wait $one || exit; done`;
    const { status, stderr } = spawnSync('sh', ['-c', script, process.execPath, program], {
      cwd: folder.path,
      encoding: 'utf8',
    });
    expect(status, stderr).toBe(0);
    expect(odd(form[1])).toEqual([]);
    expect(await build(...form, '--check')).toMatchObject({ code: 0, output: '' });
  });
});

describe('a folder that another run claims', () => {
  it('is refused where that does not end', { timeout: 30_000 }, async () => {
    write('puppetlb.yaml', inventory(1));
    folder.make('out');
    write('out/.puppetlb-write', claim({ host: 'elsewhere', pid: 7 }));
    const { code, stderr } = await build('--out-dir', 'out');
    expect([code, stderr]).toEqual([
      74,
      'puppetlb: out is being written by a different puppetlb (process 7 on elsewhere); wait, or remove out/.puppetlb-write\n',
    ]);
    expect(folder.names('out')).toEqual(['.puppetlb-write']);
  });

  it('is taken where its process has ended, or its number has another one', async () => {
    write('puppetlb.yaml', inventory(1));
    folder.make('out/m0');
    for (const words of [{}, { pid: 2 ** 22 + 1 }, { pid: process.pid, started: '1' }]) {
      write('out/m0/services.puppetlb-0123456789ab', 'half');
      write('out/m0/services', 'old');
      const temporaries = ['m0/services.puppetlb-0123456789ab'];
      write('out/.puppetlb-write', claim({ ...words, temporaries }));
      expect(await build('--out-dir', 'out')).toMatchObject({ code: 0 });
      expect(odd('out')).toEqual([]);
      expect(read('out/m0/services')).not.toBe('old');
    }
  });

  it('removes nothing that no build makes, whatever the claim says', async () => {
    write('puppetlb.yaml', inventory(1));
    write('mine', 'x');
    folder.make('out/empty');
    folder.make('other');
    const temporaries = ['../mine', at('mine'), 'haproxy.cfg'];
    write('out/.puppetlb-write', claim({ temporaries, folders: ['../other', at('other'), '.'] }));
    write('out/haproxy.cfg', '# Made by puppetlb. Change the inventory, not this file.\n');
    expect(await build('--out-dir', 'out')).toMatchObject({ code: 0 });
    expect([folder.has('mine'), folder.has('other')]).toEqual([true, true]);
  });
});

it('what an older build left is pointed at', async () => {
  write('puppetlb.yaml', inventory(1));
  await build('--out-dir', 'out');
  write('out/m0/services.puppetlb-0123456789ab', 'half');
  const { code, stderr } = await build('--out-dir', 'out', '--check');
  expect([code, stderr]).toEqual([
    2,
    'puppetlb: out/m0/services.puppetlb-0123456789ab was left by an interrupted build; remove it\n',
  ]);
});

describe('build --check compares bytes', () => {
  it.each([
    [
      'a byte order mark',
      (text: Buffer) => Buffer.concat([Buffer.from('\ufeff'), text]),
      '- <U+FEFF># ',
    ],
    [
      'a byte that is no UTF-8',
      (text: Buffer) => Buffer.concat([text, Buffer.from([0xff])]),
      '- <0xFF>',
    ],
    ['a missing line feed', (text: Buffer) => text.subarray(0, -1), '+ \n'],
    [
      'a carriage return',
      (text: Buffer) => Buffer.from(text.toString().replace('\n', '\r\n')),
      '<U+000D>',
    ],
  ])('%s differs', async (_, change, shown) => {
    write('puppetlb.yaml', inventory(1));
    await build('-o', 'haproxy.cfg');
    expect(await build('--check', '-o', 'haproxy.cfg')).toMatchObject({ code: 0, output: '' });
    write('haproxy.cfg', change(Buffer.from(read('haproxy.cfg'))));
    const { code, stderr } = await build('--check', '-o', 'haproxy.cfg');
    expect(code).toBe(2);
    expect(stderr).toContain(shown);
  });
});
