import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formats } from '../../src/report/lint/formats.ts';
import { program } from '../built.ts';
import { useFolder } from '../use-folder.ts';

const inventory = join(import.meta.dirname, '../../examples/fleet/inventory.yaml');

const folder = useFolder();

function run(words: readonly string[], stdin = ''): SpawnSyncReturns<string> {
  return spawnSync(program, words, { input: stdin, encoding: 'utf8', cwd: folder.path });
}

describe('the shipped program', () => {
  it('reads standard input', () => {
    const { stdout, status } = run(['lint', '-'], 'pools: {}\n');
    expect(stdout).toContain('--> <stdin>:1:8');
    expect(status).toBe(1);
  });

  it('says in one line that standard output is full', () => {
    const full = openSync('/dev/full', 'w');
    const { stderr, status } = spawnSync(program, ['build', inventory, '--haproxy', 'off'], {
      stdio: ['ignore', full, 'pipe'],
      encoding: 'utf8',
    });
    expect(stderr).toBe('puppetlb: cannot write to standard output: no space left on device\n');
    expect(status).toBe(74);
  });

  it('says nothing where the reader is gone', async () => {
    const child = spawn(program, ['schema'], { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    let said = '';
    child.stderr.on('data', (text) => {
      said += text;
    });
    const [status] = await once(child, 'close');
    expect([said, status]).toEqual(['', 74]);
  });

  it('says one line of a file whose name has two', () => {
    const { stderr, status } = run(['build', 'a\npuppetlb: b']);
    expect(stderr).toMatch(/^puppetlb: a<U\+000A>puppetlb: b: .*\n$/);
    expect(status).toBe(74);
  });

  it('says of a pipe that leads to no file what it is', () => {
    const { stderr, status } = run(['lint', '-', '--format', 'json=/dev/stdout'], 'pools: {}\n');
    expect(stderr).toBe(
      'puppetlb: cannot write /dev/stdout: not a regular file; omit it to write to standard output\n',
    );
    expect(status).toBe(74);
  });

  it('ends a file that never ends', () => {
    const { stdout, status } = run(['lint', '/dev/zero']);
    expect(stdout).toContain('the file has more than 16 MiB');
    expect(status).toBe(1);
  });

  it('writes nothing where the inventory is wrong', () => {
    folder.write('bad.yaml', 'pools: []\n');
    const { status } = run(['build', 'bad.yaml', '-o', 'haproxy.cfg']);
    expect(status).toBe(1);
    expect(folder.names()).toEqual(['bad.yaml']);
  });

  it('shows a finding by colour only where it is asked for', () => {
    expect(run(['lint', '--color', 'always', 'bad.yaml']).stdout).toContain('\u001b[');
    expect(run(['lint', 'bad.yaml']).stdout).not.toContain('\u001b[');
  });

  const parts = readdirSync(dirname(program)).filter((name) => /(?<!puppetlb)\.cjs$/.test(name));

  it.each(parts)('carries nothing but what it needs: %s', (name) => {
    const text = readFileSync(join(dirname(program), name), 'utf8');
    const modules = [...text.matchAll(/(?<!')require\("([^"]+)"\)/g)].map(([, name = '']) => name);
    const foreign = modules.filter((name) => !isBuiltin(name));
    const apart = name === 'lint.cjs' ? './lazy.cjs' : './lsp.cjs';
    expect(foreign.filter((other) => other !== apart)).toEqual([]);
  });

  it('loads the formats that are seldom asked for when they are', () => {
    const text = readFileSync(join(dirname(program), 'lint.cjs'), 'utf8');
    expect(text).not.toContain('testsuite');
    expect(run(['lint', '--format', 'junit', 'bad.yaml']).stdout).toContain('<testsuite ');
  });

  it('passes through as it is what --fix does not understand', () => {
    for (const bytes of [
      Buffer.from('pools:\n  - name: a\xff\n', 'latin1'),
      Buffer.from('\ufeffpools: []\n', 'utf16le'),
      Buffer.from([0, 1, 2, 255]),
      Buffer.alloc(0),
    ]) {
      const words = ['lint', '--fix', '-'];
      const { stdout, status } = spawnSync(program, words, { input: bytes, cwd: folder.path });
      expect(stdout).toEqual(bytes);
      expect(status).toBe(1);
    }
  });

  it('does not pass through the beginning of what is too large', () => {
    const { stdout, stderr, status } = run(['lint', '--fix', '-'], '#'.repeat(17 * 2 ** 20));
    expect(stdout).toBe('');
    expect(stderr).toContain(
      'puppetlb: standard input was not read to its end; nothing is written',
    );
    expect(status).toBe(74);
  });

  it('lints a sound inventory without what explains mistakes', () => {
    const copy = folder.at('sound');
    cpSync(dirname(program), copy, { recursive: true });
    rmSync(join(copy, 'lazy.cjs'));
    const start = (file: string): SpawnSyncReturns<string> =>
      spawnSync(join(copy, 'puppetlb.cjs'), ['lint', file], { encoding: 'utf8' });
    expect(start(inventory)).toMatchObject({ status: 0, stderr: '' });
    expect(start('bad.yaml').status).not.toBe(0);
  });

  it.each(formats)('says of every kind of mistake what the whole program says: %s', (format) => {
    const words = ['lint', ...badInventories(), '--format', format];
    const copy = folder.at('whole');
    cpSync(dirname(program), copy, { recursive: true });
    cpSync(join(copy, 'program.cjs'), join(copy, 'lint.cjs'));
    const whole = spawnSync(join(copy, 'puppetlb.cjs'), words, { encoding: 'utf8' });
    expect(whole.stdout.length).toBeGreaterThan(10_000);
    const { stdout, stderr, status } = spawnSync(program, words, { encoding: 'utf8' });
    expect({ stdout, stderr, status }).toEqual({
      stdout: whole.stdout,
      stderr: '',
      status: whole.status,
    });
    rmSync(copy, { recursive: true });
  });
});

/** The wrong inventory of every fixture. */
function badInventories(): readonly string[] {
  const fixtures = join(import.meta.dirname, '../fixtures');
  return readdirSync(fixtures, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('bad.yaml'))
    .sort()
    .map((file) => join(fixtures, file));
}
