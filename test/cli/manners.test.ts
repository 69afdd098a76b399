import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../built.ts';
import { runProgram } from '../program.ts';
import { useFreshFolder } from '../use-folder.ts';

const folder = useFreshFolder();
const smallest = readFileSync(join(root, 'examples/smallest/inventory.yaml'), 'utf8');
const run = (words: string, cwd = folder.path) => runProgram(words.split(' '), cwd);
const build = 'build --haproxy off -o haproxy.cfg';

describe('a haproxy.cfg that is there', () => {
  it.each([
    ['by hand', 'global\n  maxconn 10\n'],
    ['that names puppetlb below its first line', 'global\n# Made by puppetlb.\n'],
    ['with a comment of its own', '# Managed by Puppet\n'],
    ['of which no line ends', 'x'.repeat(5000)],
  ])('is not replaced where it was made %s', async (_, text) => {
    folder.write('puppetlb.yaml', smallest);
    folder.write('haproxy.cfg', text);
    const { code, stderr } = await run(build);
    expect(code).toBe(1);
    expect(stderr).toContain(
      'haproxy.cfg was not written by puppetlb; it is unchanged (use --force',
    );
    expect(folder.read('haproxy.cfg')).toBe(text);
    expect((await run(`${build} --force`)).code).toBe(0);
    expect(folder.read('haproxy.cfg')).toMatch(/^# Made by puppetlb\./);
  });

  it.each(['', '--listen-only'])('is replaced where puppetlb made it: %s', async (option) => {
    const words = `${build} ${option}`.trim();
    folder.write('puppetlb.yaml', smallest);
    folder.write('haproxy.cfg', '');
    expect((await run(words)).code).toBe(0);
    const first = folder.read('haproxy.cfg');
    expect((await run(`${words} --check`)).code).toBe(0);
    folder.write('puppetlb.yaml', smallest.replace('10.0.0.101', '10.0.0.111'));
    expect((await run(words)).code).toBe(0);
    expect(folder.read('haproxy.cfg')).toBe(first.replace('10.0.0.101', '10.0.0.111'));
  });
});

describe('the inventory', () => {
  it('is the nearest one above, up to the root of the repository', async () => {
    folder.write('puppetlb.yaml', smallest.replace('10.0.0.101', '10.0.0.999'));
    folder.write('repository/.git/HEAD', '');
    folder.write('repository/deep/er/x', '');
    folder.write('deep/er/x', '');
    const found = await run('lint', join(folder.path, 'deep/er'));
    expect(found.stdout).toContain(' ../../puppetlb.yaml:');
    expect(found.code).toBe(1);
    const apart = await run('lint', join(folder.path, 'repository/deep/er'));
    expect(apart).toMatchObject({ code: 74, stdout: '' });
    expect(apart.stderr).toContain('puppetlb.yaml: no such file');
  });

  it('is found in a folder, and what is no inventory is left alone', async () => {
    folder.write('sites/fra.yaml', smallest.replace('10.0.0.101', '10.0.0.999'));
    folder.write('sites/deep/muc.yml', smallest.replace('10.0.0.101', '10.0.0.998'));
    folder.write('sites/hiera.yaml', 'version: 5\n# pools: none\n');
    folder.write('sites/.hidden/x.yaml', 'pools: [\n');
    folder.write('sites/pools.txt', 'pools: [\n');
    const { code, stdout } = await run('lint sites --format concise');
    expect(code).toBe(1);
    const files = stdout.split('\n').flatMap((line) => /^[^:]+\.ya?ml/.exec(line)?.[0] ?? []);
    expect([...new Set(files)].sort()).toEqual(['sites/deep/muc.yml', 'sites/fra.yaml']);
    folder.write('empty/x.yaml', 'a: b\n');
    expect(await run('lint empty')).toMatchObject({ code: 74, stdout: '' });
  });
});

describe('a path that leads nowhere', () => {
  it.each([
    ['a link to itself', 'loop'],
    ['a name that is too long', 'x'.repeat(5000)],
    ['a name below a file', 'puppetlb.yaml/x'],
  ])('is said in one line: %s', async (_, name) => {
    folder.write('puppetlb.yaml', smallest);
    folder.link('loop', 'loop');
    for (const words of [`lint ${name}`, `build --haproxy off -o ${name}`]) {
      const { code, stderr } = await run(words);
      expect([code, stderr]).toEqual([74, expect.stringMatching(/^puppetlb: \S+: .*\n$/)]);
    }
    folder.write('haproxy.cfg', 'global\n');
    const imported = await run(`import haproxy.cfg -o ${name}`);
    expect([imported.code, imported.stdout]).not.toEqual([70, '']);
  });
});

describe('a report', () => {
  it('ends in what --fix repairs, where there is something', async () => {
    folder.write(
      'puppetlb.yaml',
      smallest.replace('name: puppetmaster1,', 'name: puppetmaster1 ,weight: "1",'),
    );
    const text = smallest.replace(/bind: (\S+)/, 'bind:$1');
    folder.write('puppetlb.yaml', text);
    expect((await run('lint')).stdout).toMatch(/\n1 fixable with --fix\n$/);
    expect((await run('lint --format json')).stdout).not.toContain('with --fix');
    await run('lint --fix');
    expect((await run('lint')).stdout).not.toContain('fixable');
  });

  it('shows errors alone with --quiet, and judges as without', async () => {
    folder.write(
      'puppetlb.yaml',
      smallest.replace('servers:', 'timeouts: { client: 10s, server: 10s }\n    servers:'),
    );
    const loud = await run('lint --max-warnings 0');
    expect(loud.stdout).not.toBe('');
    const quiet = await run('lint -q --max-warnings 0');
    expect(quiet).toMatchObject({ code: loud.code, stdout: '' });
    folder.write('puppetlb.yaml', smallest.replace('10.0.0.101', '10.0.0.999'));
    const { stdout } = await run('lint --quiet');
    expect(stdout).toMatch(/^error/);
    expect(stdout).not.toMatch(/^(warning|info)/m);
    expect(stdout).toMatch(/\n1 error\n/);
  });

  it('is not made twice: build --check counts what lint shows', async () => {
    folder.write('puppetlb.yaml', smallest.replace('10.0.0.101', '10.0.0.999'));
    const checked = await run(`${build} --check`);
    expect(checked).toMatchObject({ code: 1, stdout: '' });
    expect(checked.stderr).toBe(
      'puppetlb: puppetlb.yaml has 1 error; run puppetlb lint puppetlb.yaml\n',
    );
    expect((await run(`${build} --check --format concise`)).stderr).toMatch(/^puppetlb\.yaml:\d/);
  });
});
