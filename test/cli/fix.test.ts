import { spawnSync } from 'node:child_process';
import { chmodSync, lstatSync, statSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { program } from '../built.ts';
import { type Run, runProgram } from '../program.ts';
import { useFreshFolder } from '../use-folder.ts';

const folder = useFreshFolder();
const { at, read, write } = folder;

const run = (words: readonly string[], stdin?: string | Uint8Array): Promise<Run> =>
  runProgram(words, folder.path, stdin === undefined ? {} : { stdin });

const wrong =
  'pools:\n  - name: p # é\n    bind: 10.0.0.100:8140\n    hash_type: consistent\n    servers:\n      - { name: a, address: 10.0.0.101:8140 }';
const right =
  'pools:\n  - name: p # é\n    bind: 10.0.0.100:8140\n    hash-type: consistent\n    servers:\n      - { name: a, address: 10.0.0.101, port: 8140 }';
const said = (name: string, verb = 'fixed') =>
  `puppetlb: ${name}: 2 ${verb}\n  ${name}:4:5 SCH001: write hash-type:\n  ${name}:6:29 INV111: write address: 10.0.0.101 and port: 8140\n`;

describe('lint --fix', () => {
  it('replaces the file, says what it did, and ends with 0 where nothing is left', async () => {
    write('a.yaml', wrong);
    expect(await run(['lint', '--fix', 'a.yaml'])).toMatchObject({
      code: 0,
      stdout: '',
      stderr: said('a.yaml'),
    });
    expect(read('a.yaml')).toBe(right);
    expect(folder.names()).toEqual(['a.yaml']);
  });

  it('keeps a byte order mark, line breaks of Windows, the mode, and a link', async () => {
    write('a.yaml', `\ufeff${wrong.replaceAll('\n', '\r\n')}`);
    chmodSync(at('a.yaml'), 0o640);
    folder.link('a.yaml', 'b.yaml');
    expect((await run(['lint', '--fix', 'b.yaml'])).code).toBe(0);
    expect(read('a.yaml')).toBe(`\ufeff${right.replaceAll('\n', '\r\n')}`);
    expect(statSync(at('a.yaml')).mode & 0o777).toBe(0o640);
    expect(lstatSync(at('b.yaml')).isSymbolicLink()).toBe(true);
  });

  it('does not touch a file with nothing to repair', async () => {
    write('a.yaml', right);
    utimesSync(at('a.yaml'), 1, 1);
    expect(await run(['lint', '--fix', 'a.yaml'])).toMatchObject({ code: 0, output: '' });
    expect(statSync(at('a.yaml')).mtimeMs).toBe(1000);
  });

  it('reports what is left, as it is after the repairs, and ends with 1 for an error', async () => {
    write('a.yaml', wrong.replace('servers:', 'until: x\n    servers:'));
    const { code, stdout, stderr } = await run(['lint', '--fix', '--format', 'json', 'a.yaml']);
    const report = JSON.parse(stdout);
    expect(code).toBe(1);
    expect(report.diagnostics).toHaveLength(1);
    expect(report.diagnostics[0].start.line).toBe(5);
    expect(stderr).toContain('a.yaml: 2 fixed');
    expect(read('a.yaml')).toBe(right.replace('servers:', 'until: x\n    servers:'));
  });

  it('writes standard input to standard output, whatever it holds, and the report beside it', async () => {
    expect(await run(['lint', '--fix', '-'], wrong)).toMatchObject({
      code: 0,
      stdout: right,
      stderr: said('<stdin>'),
    });
    expect(await run(['lint', '--fix', '-'], `\ufeff${right}`)).toMatchObject({
      code: 0,
      output: `\ufeff${right}`,
    });
    const broken = await run(['lint', '--fix', '-'], 'pools: 5\n');
    expect(broken).toMatchObject({ code: 1, stdout: 'pools: 5\n' });
    expect(broken.stderr).toContain('error[SCH003]');
  });

  it('repairs each of several files, also where another one cannot be read or written', async () => {
    for (const name of ['a.yaml', 'b.yaml']) write(name, wrong);
    const { code, stderr } = await run(['lint', '--fix', 'a.yaml', 'none.yaml', 'b.yaml']);
    expect(code).toBe(74);
    expect(stderr).toContain('none.yaml: no such file');
    expect(read('a.yaml')).toBe(right);
    expect(read('b.yaml')).toBe(right);
  });

  it('says that it cannot write, and leaves all as it is', async () => {
    write('a.yaml', wrong);
    const line = `mkfifo pipe && { cat a.yaml > pipe & exec ${program} lint --fix pipe; }`;
    const { status, stderr } = spawnSync('sh', ['-c', line], {
      cwd: folder.path,
      encoding: 'utf8',
    });
    expect(stderr).toMatch(/^puppetlb: cannot write pipe: not a regular file;/);
    expect(stderr).not.toContain('fixed');
    expect(status).toBe(74);
  });

  it('is there in the built program', () => {
    write('a.yaml', wrong);
    const { status } = spawnSync(program, ['lint', 'a.yaml', '--fix'], { cwd: folder.path });
    expect(status).toBe(0);
    expect(read('a.yaml')).toBe(right);
  });
});

describe('lint --fix --diff', () => {
  it('shows a patch that git applies, writes nothing, and ends with 1', async () => {
    for (const [name, text] of [
      ['a.yaml', wrong],
      ['b c.yaml', `\ufeff${wrong.replaceAll('\n', '\r\n')}\r\n`],
    ] as const) {
      write(name, text);
      const { code, stdout, stderr } = await run(['lint', '--fix', '--diff', name]);
      expect(code).toBe(1);
      expect(stderr).toBe(said(name, 'would be fixed'));
      expect(read(name)).toBe(text);
      const { status, stderr: complaint } = spawnSync('git', ['apply', '-'], {
        cwd: folder.path,
        input: stdout,
        encoding: 'utf8',
        env: { ...process.env, GIT_CEILING_DIRECTORIES: tmpdir(), GIT_DIR: '/nonexistent' },
      });
      expect([status, complaint]).toEqual([0, '']);
      expect((await run(['lint', '--fix', '--diff', name])).output).toBe('');
      expect((await run(['lint', '--fix', '--diff', name])).code).toBe(0);
    }
  });

  it('counts what is left for a person', async () => {
    const { code, output } = await run(['lint', '--fix', '--diff', '-'], 'pools: 5\n');
    expect([code, output]).toEqual([1, 'puppetlb: not fixed: 1 error\n']);
  });

  it.each([
    [['--diff'], 'puppetlb: --diff shows what --fix would do; add --fix\n'],
    [
      ['--fix', '--diff', '--format', 'json'],
      'puppetlb: --diff shows a patch and no report; leave --format out\n',
    ],
  ])('is refused as %j', async (words, message) => {
    expect(await run(['lint', ...words, '-'], right)).toMatchObject({ code: 64, stderr: message });
  });
});
