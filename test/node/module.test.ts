import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runProgram } from '../program.ts';
import { useFolder } from '../use-folder.ts';
import { runApart } from './machine.ts';
import { applyTwice, buildModule, moduleInventory as inventory } from './modules.ts';
import { run } from './nodes.ts';

const machine = useFolder();
const build = (name: string, yaml: string): Promise<string> => buildModule(machine.at(name), yaml);

describe('the Puppet module', { timeout: 300_000 }, () => {
  for (const [name, yaml] of [
    ['xinetd', inventory('{ kind: node, agent: { port: 9201 } }')],
    ['systemd', inventory('{ kind: node, transport: systemd }')],
    ['legacy', inventory('{ kind: node }', 'puppet: { version: "4", layout: debian }')],
  ] as const) {
    it(`is what puppet parser validate and puppet-lint take: ${name}`, async () => {
      const folder = await build(name, yaml);
      const manifests = ['node.pp', 'balancer.pp'].map((file) =>
        join(folder, 'modules/masters/manifests', file),
      );
      const parsed = await run(['puppet', 'parser', 'validate', ...manifests]);
      expect(parsed).toEqual({ status: 0, stdout: '', stderr: '' });
      const linted = await run(['puppet-lint', '--fail-on-warnings', join(folder, 'modules')]);
      expect(linted).toEqual({ status: 0, stdout: '', stderr: '' });
    });
  }

  it('sets up a node with a running xinetd, once', async () => {
    const folder = await build('node', inventory('{ kind: node, agent: { port: 9201 } }'));
    await runProgram(['build', '--out-dir', 'out'], folder);
    const { stdout, stderr } = await runApart(
      folder,
      `${applyTwice(folder, 'compile01.example.com', 'include masters::node')}
sleep 1
curl -s --max-time 8 http://127.0.0.1:9200/
for file in /usr/local/sbin/puppetmastercheck /etc/xinetd.d/puppetmastercheck; do sha256sum <"$file"; done
tail -n 2 /etc/services`,
    );
    expect(stdout.match(/ended with [0-9]/g), stdout + stderr).toEqual([
      'ended with 2',
      'ended with 0',
    ]);
    expect(stdout).toMatch(/Puppetmaster has failed: /);
    expect(stdout).toMatch(/puppetmastercheck-agent\t9201\/tcp\t# puppetlb\n$/);
    for (const name of ['puppetmastercheck', 'puppetmastercheck.xinetd']) {
      const file = join(folder, 'out/compile01.example.com', name);
      const { stdout: sum } = await run(['sha256sum'], { input: readFileSync(file, 'utf8') });
      expect(stdout).toContain(sum);
    }
  });

  it('says so where the inventory has no such node', async () => {
    const folder = await build('unknown', inventory('{ kind: node }'));
    const { stdout, stderr } = await runApart(
      folder,
      applyTwice(folder, 'other.example.com', 'include masters::node'),
    );
    expect(stdout).toMatch(/ended with 1/);
    expect(stderr).toMatch(/the inventory of masters has no node other.example.com/);
  });

  it('is called like its folder', async () => {
    machine.write('names/puppetlb.yaml', inventory('{ kind: node }'));
    for (const name of ['Masters', 'my-masters', 'node', '1st']) {
      const words = ['build', '--puppet-module', name];
      const { code, stderr } = await runProgram(words, machine.at('names'));
      expect(code).toBe(64);
      expect(stderr).toMatch(/cannot be the name of a Puppet module/);
      expect(machine.has(`names/${name}`)).toBe(false);
    }
  });
});
