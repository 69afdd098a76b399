import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commands } from '../../src/cli/commands/list.ts';
import { commandHelp } from '../../src/cli/help.ts';
import { type Desk, inventory, toDesk } from '../pages/recipe.ts';

const root = join(import.meta.dirname, '../..');
let desk: Desk;
beforeEach(() => {
  desk = toDesk();
});
afterEach(() => desk.remove());

/** What the example of a command leaves, and its exit code, where nobody answers and something changes. */
const results: Readonly<Record<string, { status?: number; file?: string; out?: RegExp }>> = {
  init: { file: 'puppetlb.yaml' },
  build: { file: 'etc/haproxy/haproxy.cfg' },
  lint: {},
  diff: { status: 2, out: /^AGENTS {2}compile: 1 of 1 agent moves/m },
  route: { out: /^10\.0\.3\.17 .*-> compile01/m },
  lsp: { status: 1 },
  // This machine is no balancer: it has no settings.
  status: { status: 74 },
  drain: { status: 74 },
  maint: { status: 74 },
  ready: { status: 74 },
  apply: { status: 74 },
  confirm: { status: 74 },
  abort: { status: 74 },
  probe: { status: 1, out: /^FAIL {2}compile\/compile01/m },
  import: { file: 'puppetlb.yaml' },
  explain: { out: /^INV102 / },
  rules: { out: /^INV102 /m },
  schema: { file: 'inventory.schema.json' },
  completion: { file: 'etc/bash_completion.d/puppetlb' },
  man: { file: 'usr/local/share/man/man1/puppetlb.1' },
};

describe('the example in the help', () => {
  it.each(commands)('of $name works', async (command) => {
    const { name, example } = command;
    expect(commandHelp(command)).toContain(`\nExample:\n  ${example}\n`);
    const { status = 0, file, out } = results[name] ?? {};
    expect(Object.keys(results)).toContain(name);
    desk.write('etc/haproxy/haproxy.cfg', '');
    cpSync(join(root, 'examples/smallest/haproxy.cfg'), desk.path('etc/haproxy/haproxy.cfg'));
    for (const folder of ['etc/bash_completion.d', 'usr/local/share/man/man1']) {
      desk.write(`${folder}/.keep`, '');
    }
    if (name !== 'init' && name !== 'import') desk.write('puppetlb.yaml', inventory());
    if (name === 'diff') {
      const { stdout } = await desk.run(['puppetlb', 'build', '--haproxy', 'off']);
      const swapped = stdout.replace(/( +server compile01.*\n)( +server compile02.*\n)/, '$2$1');
      desk.write('etc/haproxy/haproxy.cfg', swapped);
      desk.write('agents.csv', 'certname,ipaddress\nweb01.example.com,10.0.3.17\n');
    }
    const line = example.replace(/^sudo /, '').replace(/ \/(?=etc|usr)/g, ' ');
    const run = await desk.run(['unshare', '--net', 'sh', '-c', line]);
    expect([run.status, run.stderr.replace(/^(?:puppetlb: |\d+ of \d+ TCP).*\n/gm, '')]).toEqual([
      status,
      '',
    ]);
    if (out !== undefined) expect(run.stdout).toMatch(out);
    if (file !== undefined)
      expect(readFileSync(desk.path(file), 'utf8').length).toBeGreaterThan(99);
  });
});
