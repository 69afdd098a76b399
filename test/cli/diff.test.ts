import { spawnSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildIn, type Run, runProgram } from '../program.ts';
import { useFolder } from '../use-folder.ts';
import { validate } from './preview-schema.ts';

const inventory = `pools:
  - name: one
    bind: 10.0.0.100:8140
    servers:
      - { name: a, address: 10.0.0.101 }
      - { name: b, address: 10.0.0.102 }
      - { name: c, address: 10.0.0.103 }
`;

const socket = 'haproxy: { global: { stats-socket: /run/haproxy/admin.sock } }\n';

/** A configuration with the stats socket of `socket`. */
function withSocket(text: string): string {
  const line = '  stats socket /run/haproxy/admin.sock mode 660 level admin expose-fd listeners\n';
  return text.replace('global\n', `global\n${line}`);
}

const folder = useFolder();
const { write } = folder;
let built = '';
beforeAll(async () => {
  write('puppetlb.yaml', inventory);
  built = await buildIn(folder.path);
});

function diff(words: string, stdin: string | Uint8Array = ''): Promise<Run> {
  const env = { PATH: process.env['PATH'] ?? '', HOME: folder.path };
  return runProgram(['diff', ...words.split(' ')], folder.path, { stdin, env });
}

function git(...words: string[]): string {
  const run = spawnSync('git', words, { cwd: folder.path, encoding: 'utf8' });
  expect(run.status, run.stderr).toBe(0);
  return run.stdout;
}

describe('puppetlb diff', () => {
  it('finds no difference in comments, order of options and spelling of times', async () => {
    const other = built
      .replaceAll('inter 2000 rise 3 fall 3', 'fall 3 inter 2s rise 3 # slow')
      .replace('timeout client 15m', 'timeout client 900s')
      .replace('listen one', '# a comment\n\nlisten one');
    expect(other).not.toBe(built);
    const { output, code } = await diff('--against -', other);
    expect([output, code]).toEqual(['no difference to HAProxy; no reload needed\n', 0]);
  });

  it('takes an inventory by its content where its name says nothing', async () => {
    const { output, code } = await diff('--against -', inventory);
    expect([output, code]).toEqual(['no difference to HAProxy; no reload needed\n', 0]);
  });

  it('reads a folder as HAProxy does', async () => {
    const [base = '', listen = ''] = built.split(/(?=^listen)/m);
    folder.make('parts');
    write('parts/10-base.cfg', base);
    write('parts/20-listen.cfg', listen);
    expect((await diff('--against parts')).code).toBe(0);
  });

  it('compares with a revision of git', async () => {
    git('init', '--quiet');
    git('add', 'puppetlb.yaml');
    git('-c', 'user.name=a', '-c', 'user.email=a@b.c', 'commit', '--quiet', '-m', 'x');
    expect((await diff('--against-rev HEAD')).code).toBe(0);
    write('next.yaml', inventory.replace('name: c', 'name: d'));
    const page = await diff('--against-rev HEAD --format html');
    expect([page.stdout.slice(0, 15), page.code]).toEqual(['<!doctype html>', 0]);
    const missing = await diff('next.yaml --against-rev HEAD');
    expect(missing.code).toBe(74);
    expect(missing.stderr).toMatch(/^puppetlb: git has no next.yaml in HEAD: path 'next.yaml'/);
    const unknown = await diff('--against-rev nosuch');
    expect([unknown.code, unknown.stderr]).toEqual([
      74,
      "puppetlb: git has no puppetlb.yaml in nosuch: invalid object name 'nosuch'.\n",
    ]);
    expect((await diff('--against-rev=--help')).code).toBe(64);
  });

  it('says first what takes service away, then what it needs, then who moves', async () => {
    const old = withSocket(built).replace(
      / {2}server c .*\n/,
      (line) => `${line}${line.replace('server c', 'server d').replace('103', '104')}`,
    );
    write(
      'drained.yaml',
      `${inventory.replace('102 }', '102, state: drain }').replace('103 }', '103, state: drain }')}${socket}`,
    );
    const { stdout, code } = await diff('drained.yaml --against - --clients agents.txt', old);
    expect([stdout, code]).toEqual(['', 74]);
    write('agents.txt', 'web1 10.1.0.1\nweb2 10.1.0.2\nweb3 10.1.0.3\nweb4 10.1.0.4\n');
    const run = await diff('drained.yaml --against - --clients agents.txt --verbose', old);
    expect(run.stderr).toBe('');
    expect(run.stdout.split('\n').slice(0, 3)).toEqual([
      'DANGER  one: 4 -> 1 servers in rotation (b, c drained; d removed); no spare server is left',
      'RELOAD  not needed: send 4 commands to the stats socket (runtime state not checked; use --state)',
      'AGENTS  one: 3 of 4 agents move because 3 servers left',
    ]);
    expect(run.stdout).toContain('  web1 10.1.0.1  b -> a\n');
    expect(run.stdout).toContain('  set server one/d state maint\n  del server one/d\n');
    expect(run.code).toBe(2);
  });

  it('says a state in the words of the inventory, and of a file with its own', async () => {
    write('maint.yaml', inventory.replace('102 }', '102, state: maint }'));
    const away = await diff('maint.yaml --against puppetlb.yaml');
    expect(away.stdout).toMatch(/^DANGER .* \(b in maintenance\)/);
    expect(away.stdout).toContain('~ b state: ready -> maint ');
    const disabled = withSocket(built).replace(/server b .*/, '$& disabled');
    write('back.yaml', `${inventory}${socket}`);
    const back = await diff('back.yaml --against -', disabled);
    expect(back.stdout).toContain('~ b state: disabled -> ready ');
    expect(back.stdout).toContain(
      '(they are lost at the next reload: also write the new configuration file)',
    );
  });

  it('sees renamed and moved servers, a VIP that goes, and checks that get stricter', async () => {
    const pools = `${inventory}  - name: two
    bind: 10.0.0.100:8141
    servers:
      - { name: e, address: 10.0.0.105 }
`;
    write('two.yaml', pools);
    write(
      'moved.yaml',
      pools
        .replace('      - { name: b, address: 10.0.0.102 }\n', '')
        .replace('name: c', 'name: renamed')
        .replace('8141', '8142')
        .replace(
          '      - { name: e',
          '      - { name: b, address: 10.0.0.102, port: 8140 }\n      - { name: e',
        )
        .replace('name: two\n', 'name: two\n    check: { fall: 1 }\n'),
    );
    const { stdout } = await diff('moved.yaml --against two.yaml --format json');
    const preview = JSON.parse(stdout);
    expect(validate(preview), JSON.stringify(validate.errors)).toBe(true);
    const found = preview.changes.map(
      (change: Record<string, unknown>) =>
        `${change['kind']} ${change['section']}/${change['server'] ?? ''} ${change['what']}`,
    );
    expect(found).toEqual([
      'renamed one/renamed name',
      'removed one/b server',
      'removed two/ bind',
      'added two/ bind',
      'moved two/b server',
      'changed two/e fall',
    ]);
    expect(preview.risks.map(({ message }: { message: string }) => message)).toEqual([
      '3 -> 2 servers in rotation (b removed); the busiest server gets 33.3 % -> 50.0 % of the agents, 100.0 % if one more fails',
      'no longer listens on 10.0.0.100:8141',
      'checks that passed may now fail: fall 3 -> 1',
    ]);
    expect(preview.changes[0].at).toEqual({
      before: { file: 'two.yaml', line: 7, column: 17 },
      after: { file: 'moved.yaml', line: 6, column: 17 },
    });
  });

  it('is the same in colour, where colour is wanted', async () => {
    write('fewer.yaml', inventory.replace(/ {6}.*name: c.*\n/, ''));
    const words = 'fewer.yaml --against puppetlb.yaml --unified'.split(' ');
    const shown = async (
      more: readonly string[],
      env: Record<string, string>,
      isTerminal = false,
    ) => (await runProgram(['diff', ...words, ...more], folder.path, { env, isTerminal })).stdout;
    const plain = await shown([], {});
    expect(plain).not.toContain('\u001b');
    const coloured = await shown(['--color', 'always'], { NO_COLOR: '1' });
    expect(coloured.replace(/\u001b\[[0-9;]*m/g, '')).toBe(plain);
    for (const part of ['1;33mRELOAD', '1;34mAGENTS', '31m-  server c ', '34m@@ ']) {
      expect(coloured).toContain(`\u001b[${part}`);
    }
    expect(await shown([], { FORCE_COLOR: '1' })).toBe(coloured);
    expect(await shown([], {}, true)).toBe(coloured);
    expect(await shown([], { NO_COLOR: '1' }, true)).toBe(plain);
    expect(await shown([], { TERM: 'dumb' }, true)).toBe(plain);
    expect(await shown(['--color', 'never'], {}, true)).toBe(plain);
    const page = await shown(['--format', 'markdown', '--color', 'always'], {}, true);
    expect(page).not.toContain('\u001b');
  });

  it('judges dates where it is asked to', async () => {
    write(
      'until.yaml',
      inventory.replace('102 }', '102, state: drain, reason: disk, until: 2026-11-01 }'),
    );
    const words = 'until.yaml --against until.yaml';
    expect((await diff(words)).stdout).toBe('no difference to HAProxy; no reload needed\n');
    const { stdout, code } = await diff(`${words} --today`);
    expect(stdout).toBe(
      'DANGER  "b" is still out of rotation after 2026-11-01\nno difference to HAProxy; no reload needed\n',
    );
    expect(code).toBe(0);
  });

  it('knows what a bind on every address takes', async () => {
    write('any.yaml', inventory.replace('10.0.0.100:8140', '"[::]:8140"'));
    const { stdout } = await diff('any.yaml --against puppetlb.yaml');
    expect(stdout).not.toContain('DANGER');
    const back = await diff('puppetlb.yaml --against any.yaml');
    expect(back.stdout).toContain('DANGER  one: no longer listens on [::]:8140\n');
    expect(back.stdout).toMatch(/AGENTS {2}one: 6\d\.\d % ± 0\.\d\d of agents move/);
  });

  it('computes what would avoid moves that only the hash causes', async () => {
    write(
      'top.yaml',
      inventory.replace(
        '      - { name: a',
        '      - { name: d, address: 10.0.0.104 }\n      - { name: a',
      ),
    );
    const wayOf = async (words: string) =>
      JSON.parse((await diff(`${words} --format json`)).stdout).pools[0].paths[0];
    const mapped = await wayOf('top.yaml --against puppetlb.yaml');
    expect(mapped.all_clients.moved).toBeCloseTo(0.75, 6);
    expect(mapped.all_clients.moved_by_servers).toBeCloseTo(0.25, 6);
    expect(mapped.advice).toMatchObject([{ kind: 'consistent' }]);
    expect(mapped.advice[0].moved).toBeCloseTo(0.25, 2);
    expect(mapped.advice[0].once).toBeCloseTo(2 / 3, 2);
    const swap = inventory.replace(/( {6}.*name: a.*\n)( {6}.*name: b.*\n)/, '$2$1');
    expect(swap).not.toBe(inventory);
    write('swapped.yaml', swap);
    const swapped = await wayOf('swapped.yaml --against puppetlb.yaml');
    expect(swapped.all_clients.moved_by_hash).toBeCloseTo(2 / 3, 6);
    expect(swapped.advice).toEqual([{ kind: 'append', moved: 0 }]);
    for (const name of ['top', 'puppetlb']) {
      const text = folder.read(`${name}.yaml`);
      const ring = text
        .replace('    servers', '    hash-type: consistent\n    servers')
        .replaceAll(' }', ', weight: 100 }');
      write(`${name}-ring.yaml`, ring);
    }
    const ringed = await wayOf('top-ring.yaml --against puppetlb-ring.yaml');
    expect(ringed.all_clients.moved).toBeCloseTo(0.915, 3);
    expect(ringed.advice).toMatchObject([{ kind: 'ids' }]);
    expect(ringed.advice[0].moved).toBeCloseTo(0.25, 2);
  });

  it('says what a ring has too many points for, and what it still knows', async () => {
    const rows = Array.from(
      { length: 2050 },
      (_, at) =>
        `      - { name: s${at}, address: 10.1.${at >> 8}.${at & 255}, id: ${at + 1}, weight: 256 }\n`,
    );
    const pool = (count: number) =>
      `${inventory.slice(0, inventory.indexOf('    servers'))}    hash-type: consistent\n    servers:\n${rows.slice(0, count).join('')}`;
    write('huge.yaml', pool(2050));
    write('huge-before.yaml', pool(2049));
    const { stdout, code } = await diff('huge.yaml --against huge-before.yaml');
    expect(code).toBe(2);
    expect(stdout).toContain(
      'its hash ring has 8,392,704 points, more than 8,388,608; use smaller weights',
    );
    expect(stdout).toContain('one: 2049 -> 2050 servers in rotation, busiest server 0.0 %');
    expect(stdout).not.toContain('AGENTS');
  });

  it('writes a difference that git applies', async () => {
    const lines = built.split('\n');
    const texts = [
      built.replace('server a', 'server z').replace('maxconn 4096', 'maxconn 5000'),
      lines
        .toReversed()
        .filter((line) => !line.startsWith('# Made'))
        .join('\n'),
      built.trimEnd(),
      `${built}\n\n# the end`,
      `${built.replaceAll('\n', '\n\n')}`,
      'global\n',
    ];
    for (const [at, text] of texts.entries()) {
      folder.make(`tree${at}`);
      const name = `tree${at}/ha proxy".cfg`;
      write(name, text);
      const run = await runProgram(['diff', '--against', name, '--unified'], folder.path);
      write('patch', run.stdout);
      git('apply', '--unidiff-zero', '--whitespace=nowarn', 'patch');
      expect(folder.read(name)).toBe(built);
    }
  });

  it('masks secrets in every format', async () => {
    const secret = (word: string) =>
      `${built}userlist u\n  user x insecure-password ${word}\nfrontend f\n  mode http\n  bind :80\n  stats auth admin:${word}\n  http-request set-header Authorization "Basic ${word}"\n  redirect location /x?api_key=${word}&a=1\n# password ${word}\n`;
    write('secret.cfg', secret('hunter2'));
    const all = ['', ' --unified --verbose', ' --format json --unified'];
    for (const words of [...all, ' --format markdown', ' --format html']) {
      const { output, stdout } = await diff(`--against secret.cfg${words}`);
      expect(output).not.toContain('hunter2');
      expect(stdout).toContain('frontend f');
    }
  });

  it('says what it cannot read, at its place, and guesses nothing', async () => {
    const tries: [string, string | Uint8Array, number, RegExp][] = [
      ['--against -', '', 1, /<stdin>:1:1: the file is empty/],
      ['--against -', new Uint8Array([0, 1, 2, 255, 0, 0]), 1, /<stdin>:1:1: the file is/],
      ['--against -', 'hello world\n', 1, /it has no section/],
      ['--against -', 'pools: 3\n', 1, /error\[/],
      ['--against missing.cfg', '', 74, /missing.cfg: no such file/],
      ['--against loop.cfg', '', 74, /loop.cfg: too many levels of symbolic links/],
      ['--against - --clients -', '', 64, /standard input can be used only once/],
      ['--against puppetlb.yaml --against-rev HEAD', '', 64, /exclude each other/],
      ['puppetlb.yaml', '', 64, /needs --against FILE/],
      ['--against puppetlb.yaml --clients -', 'web01\n10.0.0.300\n', 1, /<stdin>:1:1: /],
      ['--against puppetlb.yaml --clients -', '10.0.0.0/8\n', 1, /more than 1,048,576 addresses/],
    ];
    folder.link('loop.cfg', 'loop.cfg');
    for (const [words, stdin, code, message] of tries) {
      const run = await diff(words, stdin);
      expect([run.stdout, run.code], words).toEqual(['', code]);
      expect(run.stderr, words).toMatch(message);
    }
  });

  it('compares what HAProxy refuses, and says so', async () => {
    const { stderr, code } = await diff('--against -', `${built}  server broken "10.0.0.1\n`);
    expect(stderr).toMatch(/^puppetlb: <stdin>:\d+:3: /);
    expect(code).toBe(0);
  });
});
