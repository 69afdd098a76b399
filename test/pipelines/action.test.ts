import { spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { validateAction } from '@action-validator/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { root, stagedTree } from '../built.ts';
import { useFreshFolder } from '../use-folder.ts';

const text = readFileSync(join(root, 'action.yml'), 'utf8');
const action = parse(text);

const folder = useFreshFolder();
beforeEach(() => {
  copyFileSync(join(root, 'examples/fleet/inventory.yaml'), folder.at('puppetlb.yaml'));
  copyFileSync(join(root, 'examples/fleet/haproxy.cfg'), folder.at('haproxy.cfg'));
  copyFileSync(join(root, 'examples/seed/inventory.yaml'), folder.at('seed.yaml'));
});

/** What an expression of the Action is where it is used with these inputs. */
function evaluate(expression: string, inputs: Readonly<Record<string, string>>): string {
  return expression.replace(/\$\{\{ ([\w.-]+) \}\}/g, (_, name: string) => {
    if (name === 'github.action_path') return stagedTree();
    const input = name.replace(/^inputs\./, '');
    const value = inputs[input] ?? action.inputs[input]?.default;
    if (value === undefined) throw new Error(`the Action has no ${name}`);
    return value;
  });
}

/** Runs the steps of the Action as GitHub's runner does, without a network. */
function use(
  inputs: Readonly<Record<string, string>> = {},
  PATH = process.env['PATH'] ?? '',
): { status: number | null; stdout: string; stderr: string } {
  const [{ shell, env, run, ...rest }] = action.runs.steps;
  expect([action.runs.steps.length, shell, rest]).toEqual([1, 'bash', {}]);
  folder.write('step.sh', run);
  const own = Object.entries(env as Record<string, string>).map(([name, value]) => [
    name,
    evaluate(value, inputs),
  ]);
  const words = ['--net', '/bin/bash', '--noprofile', '--norc', '-eo', 'pipefail', 'step.sh'];
  return spawnSync('/usr/bin/unshare', words, {
    cwd: folder.path,
    encoding: 'utf8',
    env: {
      PATH,
      GITHUB_ACTIONS: 'true',
      GITHUB_WORKSPACE: folder.path,
      ...Object.fromEntries(own),
    },
  });
}

describe('the Action', () => {
  it('is what the schema of actions takes, and a broken one is not', () => {
    expect(validateAction(text).errors).toEqual([]);
    for (const broken of [
      text.replace('composite', 'composed'),
      text.replace('description:', 'descripton:'),
      text.replace('  steps:', '  step:'),
    ]) {
      expect(validateAction(broken).errors).not.toEqual([]);
    }
  });

  it('passes an inventory that is right', () => {
    expect(use()).toMatchObject({ status: 0, stderr: '' });
  });

  it('passes where haproxy.cfg is what it builds', () => {
    const { status, stdout } = use({ 'haproxy-cfg': 'haproxy.cfg', 'max-warnings': '0' });
    expect([status, stdout]).toEqual([0, use().stdout]);
  });

  it('fails where one is wrong, in the log, as an annotation and as SARIF', () => {
    const { status, stdout } = use({ inventory: 'seed.yaml', sarif: 'puppetlb.sarif' });
    expect(status).toBe(1);
    expect(stdout).toMatch(/^error\[INV102\]: server name "puppetmaster1" is already taken$/m);
    expect(stdout).toMatch(/^::error file=seed.yaml,line=10,/m);
    const { runs } = JSON.parse(folder.read('puppetlb.sarif'));
    expect(runs[0].results[0].ruleId).toBe('INV102');
  });

  it('looks at all of several inventories', () => {
    const { status, stdout } = use({ inventory: 'puppetlb.yaml\n\nseed.yaml\n' });
    expect(status).toBe(1);
    expect(stdout).toContain('::error file=seed.yaml');
    folder.write('one more.yaml', folder.read('seed.yaml'));
    expect(use({ inventory: 'seed.yaml\none more.yaml' }).stdout).toContain('file=one more.yaml');
  });

  it('fails where haproxy.cfg is another, and says so at the file', () => {
    const other = folder.read('haproxy.cfg').replace('fall 3', 'fall 5');
    folder.write('haproxy.cfg', other);
    const { status, stdout, stderr } = use({ 'haproxy-cfg': 'haproxy.cfg' });
    expect(status).toBe(2);
    expect(stderr).toContain('haproxy.cfg differs from what the inventory builds, from line');
    expect(stdout).toMatch(
      /^::error file=haproxy.cfg::differs from what puppetlb.yaml builds; run puppetlb build -o and commit it$/m,
    );
    expect(folder.read('haproxy.cfg')).toBe(other);
  });

  it('lets no name of a file be a part of the command to the runner', () => {
    const name = 'a,line=9::%0A\n::error::x,b.cfg';
    folder.write(name, folder.read('haproxy.cfg').replace('fall 3', 'fall 5'));
    const { status, stdout, stderr } = use({ 'haproxy-cfg': name });
    expect(status).toBe(2);
    const lines = `${stdout}${stderr}`.split('\n').filter((line) => line.startsWith('::'));
    expect(lines).toEqual([
      '::error file=a%2Cline=9%3A%3A%250A%0A%3A%3Aerror%3A%3Ax%2Cb.cfg::differs from what puppetlb.yaml builds; run puppetlb build -o and commit it',
    ]);
  });

  it('fails with more warnings than are allowed', () => {
    const hasty = folder.read('puppetlb.yaml').replace('client: 15m', 'client: 5s');
    folder.write('puppetlb.yaml', hasty);
    expect(use().status).toBe(0);
    expect(use({ 'max-warnings': '0' }).status).toBe(1);
    expect(folder.has('puppetlb.sarif')).toBe(false);
  });

  it('says which Node it needs where there is none', () => {
    for (const name of ['sh', 'dirname']) folder.link(join('/usr/bin', name), name);
    const { status, stderr } = use({}, folder.path);
    expect(status).toBe(64);
    expect(stderr).toContain('there is no node in the PATH; puppetlb needs Node 20 or later');
  });
});
