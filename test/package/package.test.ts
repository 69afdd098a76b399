import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { root, stagedTree } from '../built.ts';
import { useFolder } from '../use-folder.ts';

const page = join(root, 'docs/library.md');
const text = readFileSync(page, 'utf8');
const folder = useFolder();
let packed: readonly string[] = [];

/** The package as npm makes it, installed without a network in a project of its own. */
beforeAll(() => {
  const [made] = JSON.parse(
    run('npm', ['pack', stagedTree(), '--json', '--ignore-scripts']).stdout,
  );
  packed = made.files.map(({ path }: { path: string }) => path).sort();
  folder.write('package.json', '{ "private": true, "type": "module" }');
  const [, install = ''] = /^```sh\n(.*)\n```$/m.exec(text) ?? [];
  expect(run('sh', ['-c', `${install} --offline --ignore-scripts --no-audit`]).status).toBe(0);
  for (const [, name = '', block = ''] of text.matchAll(/^```\w+ (\S+)\n([\s\S]*?)^```$/gm)) {
    folder.write(name, block);
  }
}, 120_000);

function run(program: string, words: readonly string[]): SpawnSyncReturns<string> {
  return spawnSync(program, words, { cwd: folder.path, encoding: 'utf8' });
}

describe('the package', () => {
  it('holds what it needs and nothing else', async () => {
    await expect(`${packed.join('\n')}\n`).toMatchFileSnapshot('files.txt');
  });

  it('needs no other package', () => {
    const listed = JSON.parse(run('npm', ['ls', '--all', '--json']).stdout);
    expect(Object.keys(listed.dependencies)).toEqual(['puppetlb']);
    expect(listed.dependencies.puppetlb.dependencies).toBeUndefined();
  });

  it('brings the command', () => {
    const { stdout, stderr } = run('npx', [
      'puppetlb',
      'build',
      '--listen-only',
      '--haproxy',
      'off',
    ]);
    expect(stdout, stderr).toContain('listen puppetmaster_8140\n');
  });
});

describe('the library', () => {
  it('does in a program of its user what its page shows', async () => {
    const { stdout, stderr } = run('node', ['check.mjs']);
    expect(stderr).toBe('');
    const shown = text.replace(
      /(```text check\.out\n)[\s\S]*?(```)/,
      (_, head: string, tail: string) => head + stdout + tail,
    );
    await expect(shown).toMatchFileSnapshot(page);
  });

  it('has types for what its page shows', () => {
    const options = { module: 'nodenext', strict: true, noEmit: true, types: ['node'] };
    const more = { noUncheckedIndexedAccess: true, allowJs: true, checkJs: true };
    folder.write(
      'tsconfig.json',
      JSON.stringify({ compilerOptions: { ...options, ...more }, files: ['check.mjs'] }),
    );
    folder.make('node_modules/@types');
    folder.link(join(root, 'node_modules/@types/node'), 'node_modules/@types/node');
    const tsc = join(root, 'node_modules/.bin/tsc');
    expect(run(tsc, ['-p', '.']).stdout).toBe('');
    const program = folder.read('check.mjs');
    folder.write('check.mjs', program.replace('rotation.after', 'rotation.afer'));
    expect(run(tsc, ['-p', '.']).stdout).toContain("Property 'afer' does not exist");
  });

  it('says what it is given wrongly, in findings and in words', async () => {
    const script = `import { compile, diff, lint } from 'puppetlb';
      const bad = { name: 'bad.yaml', text: 'pools: [\\u0000' };
      const good = { name: 'a.yaml', text: 'pools: [{ name: a, bind: "10.0.0.1:8140", servers: [{ name: b, address: 10.0.0.2 }] }]' };
      const told = (call) => { try { return call(); } catch (error) { return error.name + ': ' + error.message; } };
      console.log(JSON.stringify([
        lint(bad).summary.error > 0,
        compile(bad).configuration,
        diff(bad, good).preview,
        diff(good, bad).report.summary.error > 0,
        diff(good, good).preview.is_same,
        told(() => diff(good, good, { clients: ['10.0.0.300'] })),
        told(() => diff(good, good, { clients: ['10.0.0.0/8'] })),
        told(() => lint(good.text)),
        told(() => compile()),
        told(() => diff(good, [good.text])),
      ]));`;
    const { stdout, stderr } = run('node', ['--input-type=module', '-e', script]);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual([
      true,
      null,
      null,
      true,
      true,
      'RangeError: a client is refused: "10.0.0.300" is not an IP address: 300 is more than 255',
      'RangeError: the networks hold too many addresses',
      'TypeError: a source is { name, text }, two strings',
      'TypeError: a source is { name, text }, two strings',
      'TypeError: a source is { name, text }, two strings',
    ]);
  });
});
