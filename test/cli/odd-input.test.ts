import { spawnSync } from 'node:child_process';
import { chmodSync, rmSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildIn, type Run, runProgram } from '../program.ts';
import { useFolder } from '../use-folder.ts';

const inventory = `pools:
  - name: one
    bind: 10.0.0.100:8140
    servers:
      - { name: a, address: 10.0.0.101 }
      - { name: b, address: 10.0.0.102 }
`;

const same = 'no difference to HAProxy; no reload needed\n';
const nobody = 65_534;

const folder = useFolder({ mode: 0o755 });
const outside = useFolder();
const { write } = folder;
let built = '';
beforeAll(async () => {
  write('puppetlb.yaml', inventory);
  built = await buildIn(folder.path);
  write('haproxy.cfg', built);
});

function run(words: string, stdin: string | Uint8Array = ''): Promise<Run> {
  const env = { PATH: process.env['PATH'] ?? '', HOME: folder.path };
  return runProgram(words.split(' '), folder.path, { stdin, env });
}

function git(...words: string[]): void {
  const who = ['-c', 'user.name=a', '-c', 'user.email=a@b.c', '-c', 'protocol.file.allow=always'];
  const { status, stderr } = spawnSync('git', [...who, ...words], {
    cwd: folder.path,
    encoding: 'utf8',
  });
  expect(status, stderr).toBe(0);
}

/** Runs as a user who may read nothing of root's. */
async function asNobody<T>(action: () => Promise<T>): Promise<T> {
  const isRoot = process.getuid?.() === 0;
  if (isRoot) process.seteuid?.(nobody);
  try {
    return await action();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}

/** Nothing is written but one or more lines that tell of the mistake. */
async function expectRefusal(words: string, code: number, said: RegExp): Promise<void> {
  const { stdout, stderr, code: ended } = await run(words);
  expect([stdout, ended], words).toEqual(['', code]);
  expect(stderr, words).toMatch(said);
  expect(stderr, words).not.toMatch(/\n {4}at |internal error/);
}

describe('files that are odd', () => {
  it('without permission are said to be so, whatever they are for', async () => {
    write('secret', inventory);
    chmodSync(folder.at('secret'), 0);
    chmodSync(folder.make('closed'), 0);
    const denied = /^puppetlb: (secret|closed): permission denied\n/;
    for (const words of [
      'diff --against secret',
      'diff --against closed',
      'diff secret --against haproxy.cfg',
      'diff --against haproxy.cfg --clients secret',
      'route secret 10.0.0.1',
      'route --clients secret',
      'import secret',
      'import closed',
    ]) {
      await asNobody(() => expectRefusal(words, 74, denied));
    }
  });

  it('without an end are read up to what they may have', async () => {
    await expectRefusal('diff --against /dev/zero', 1, /^puppetlb: \/dev\/zero:1:1: .*16 MiB\n$/);
    await expectRefusal('import /dev/zero', 1, /has more than 16 MiB/);
    await expectRefusal('diff /dev/zero --against haproxy.cfg', 1, /16 MiB/);
  });

  it('of a folder are passed over where HAProxy does so', async () => {
    folder.make('parts/folder.cfg');
    write('parts/10.cfg', built);
    folder.link('.', 'parts/again.cfg');
    expect(spawnSync('mkfifo', [folder.at('parts/pipe.cfg')]).status).toBe(0);
    expect((await run('diff --against parts')).stdout).toBe(same);
    expect((await run('import parts')).code).toBe(0);
    folder.link('nowhere', 'parts/lost.cfg');
    await expectRefusal('diff --against parts', 74, /parts\/lost\.cfg: no such file/);
  });

  it('in Latin-1 are compared, and the difference says that git refuses it', async () => {
    const latin = Buffer.from(`# Gr\u00fc\u00dfe\n${built}`, 'latin1');
    write('latin.cfg', latin);
    const { stdout, stderr, code } = await run('diff --against latin.cfg --unified');
    expect([stdout.split('\n')[0], code]).toEqual([same.trim(), 0]);
    expect(stderr).toBe('puppetlb: latin.cfg is not UTF-8, so git apply refuses the diff\n');
    expect(stdout).toContain('\n-# Grüße\n');
  });

  it('with mistakes are said with each mistake at its place', async () => {
    write('twice.yaml', inventory.replace('name: b', 'name: a'));
    const { stdout, stderr, code } = await run('diff --against twice.yaml');
    expect([stdout, code]).toEqual(['', 1]);
    expect(stderr).toMatch(
      /^error\[INV102\]: server name "a" is already taken\n +--> twice\.yaml:6:17\n/,
    );
    write('clients.txt', '10.0.0.1\nweb1 10.0.0.2\nrubbish\n10.0.0.0/33\n10.0.0.3;x\n\u0001\n');
    for (const words of ['diff --against haproxy.cfg', 'route']) {
      const listed = await run(`${words} --clients clients.txt`);
      expect([listed.stdout, listed.code]).toEqual(['', 1]);
      const places = listed.stderr.match(/^puppetlb: clients\.txt:\d+:\d+:/gm);
      expect(places).toEqual([3, 4, 5, 6].map((line) => `puppetlb: clients.txt:${line}:1:`));
    }
  });

  it('that hold a pool which the inventory has not, or the other way round, differ', async () => {
    write('more.cfg', built.replace('listen one', 'listen other').replace('8140', '8141'));
    const { stdout, code } = await run('diff --against more.cfg');
    expect(code).toBe(2);
    expect(stdout).toContain('DANGER  other: no longer listens on 10.0.0.100:8141\n');
    expect(stdout).toContain('RELOAD  needed: one added, other removed');
    await expectRefusal('route 10.0.0.1 --pool other', 64, /unknown pool "other"; known: one/);
  });

  it('that HAProxy refuses are compared, each line of its refusal at its place', async () => {
    const lines = built.split('\n');
    const at = lines.findIndex((line) => line.includes('server a'));
    write('refused.cfg', lines.with(at, `${lines[at]} wight 3`).join('\n'));
    const { stderr, code } = await run('diff --against refused.cfg --haproxy auto');
    const place = `puppetlb: refused.cfg:${at + 1}:1: HAProxy rejects it: `;
    expect(stderr).toContain(place);
    expect(stderr).toContain("unknown keyword 'wight'");
    expect(code).toBe(2);
  });
});

describe('a revision', () => {
  beforeAll(() => {
    git('init', '--quiet');
    folder.link('puppetlb.yaml', 'link.yaml');
    folder.link('/etc/passwd', 'out.yaml');
    folder.link('nothing.yaml', 'dangling.yaml');
    folder.make('sub');
    write('sub/own.yaml', inventory);
    for (const words of [
      ['init', '--quiet'],
      ['add', '.'],
      ['-c', 'user.name=a', '-c', 'user.email=a@b.c', 'commit', '--quiet', '-m', 'x'],
    ]) {
      spawnSync('git', words, { cwd: folder.at('sub') });
    }
    git('submodule', '--quiet', 'add', './sub', 'sub');
    git('add', 'puppetlb.yaml', 'link.yaml', 'out.yaml', 'dangling.yaml');
    git('commit', '--quiet', '-m', 'x');
    git('update-ref', 'refs/heads/--output=x', 'HEAD');
  });

  it('holds what links in it lead to, and submodules have their own', async () => {
    expect((await run('diff link.yaml --against-rev HEAD')).output).toBe(same);
    expect((await run('diff sub/own.yaml --against-rev HEAD')).output).toBe(same);
    for (const name of ['out', 'dangling']) {
      rmSync(folder.at(`${name}.yaml`));
      write(`${name}.yaml`, inventory);
    }
    const link = (where: string) => new RegExp(`HEAD: there it is a link that leads ${where}\n$`);
    await expectRefusal('diff out.yaml --against-rev HEAD', 74, link('out of the repository'));
    await expectRefusal('diff dangling.yaml --against-rev HEAD', 74, link('to nothing'));
  });

  it('that is no revision, or has no such file, is said', async () => {
    write('renamed.yaml', inventory);
    const tries: [string, number, RegExp][] = [
      [
        'renamed.yaml --against-rev HEAD',
        74,
        /git show HEAD:\.\/OLD\.yaml \| puppetlb diff renamed\.yaml/,
      ],
      ['--against-rev HEAD~7', 74, /git has no puppetlb\.yaml in HEAD~7: invalid object name/],
      ['--against-rev=--output=x', 64, /"--output=x" is not a revision/],
      ['--against-rev=:/x', 64, /":\/x" is not a revision/],
      ['--against-rev=HEAD\nHEAD', 64, /"HEAD<U\+000A>HEAD" is not a revision/],
      ['--against-rev=', 64, /--against-rev needs REV/],
      ['sub --against-rev HEAD', 74, /sub: is a directory/],
      ['missing.yaml --against-rev HEAD', 74, /missing\.yaml: no such file/],
      ['- --against-rev HEAD', 64, /--against-rev needs an inventory in a file/],
    ];
    for (const [words, code, said] of tries) await expectRefusal(`diff ${words}`, code, said);
    expect((await run('diff --against-rev refs/heads/--output=x')).output).toBe(same);
  });

  it('outside of a repository is said', async () => {
    outside.write('puppetlb.yaml', inventory);
    const env = { PATH: process.env['PATH'] ?? '', HOME: outside.path };
    const words = ['diff', '--against-rev', 'HEAD'];
    const { stdout, stderr, code } = await runProgram(words, outside.path, { env });
    expect([stdout, code]).toEqual(['', 74]);
    expect(stderr).toMatch(/^puppetlb: git has no puppetlb.yaml in HEAD: not a git repository/);
  });
});
