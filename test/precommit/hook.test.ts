import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lintCommand } from '../../src/cli/commands/lint.ts';
import { address, root } from '../built.ts';
import { type Desk, machinesOf, type Run, toDesk } from './machine.ts';

const page = join(root, 'docs/pre-commit.md');
const text = readFileSync(page, 'utf8');

/** The block of the page that is called so. */
function block(name: string): string {
  const [, found] =
    new RegExp(`^\`\`\`\\w+ ${name.replaceAll('.', '\\.')}\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(
      text,
    ) ?? [];
  if (found === undefined) throw new Error(`${page} has no block ${name}`);
  return found;
}

const readme = readFileSync(join(root, 'README.md'), 'utf8');

describe.each([...machinesOf('here'), ...machinesOf('sid')])('pre-commit, $suite', (machine) => {
  let desk: Desk;
  beforeAll(() => {
    desk = toDesk(machine);
  });
  afterAll(() => desk.remove());

  const write = (name: string, content: string): void => writeFileSync(desk.path(name), content);
  const configure = (yaml: string): void =>
    write('.pre-commit-config.yaml', yaml.replaceAll(address, '../puppetlb'));
  const use = (example: string): void => {
    copyFileSync(join(root, 'examples', example, 'inventory.yaml'), desk.path('puppetlb.yaml'));
    copyFileSync(join(root, 'examples/fleet/haproxy.cfg'), desk.path('haproxy.cfg'));
  };
  const commit = (): Run => {
    desk.run(['git', 'add', '--all']);
    return desk.run(['pre-commit', 'run', '--all-files', '--color', 'never']);
  };

  it('writes haproxy.cfg, once, and not over what somebody else made', () => {
    configure(block('.pre-commit-config.yaml').replace('puppetlb-build', 'puppetlb-write'));
    use('fleet');
    const built = readFileSync(desk.path('haproxy.cfg'), 'utf8');
    write('haproxy.cfg', built.replaceAll('fall 3', 'fall 5'));
    expect(commit().status).toBe(1);
    expect(commit().status).toBe(0);
    expect(readFileSync(desk.path('haproxy.cfg'), 'utf8')).toBe(built);
    write('haproxy.cfg', 'global\n');
    const { status, output } = commit();
    expect([status, output]).toEqual([1, expect.stringContaining('was not written by puppetlb')]);
    expect(readFileSync(desk.path('haproxy.cfg'), 'utf8')).toBe('global\n');
  });

  it.each(['puppetlb-build', 'puppetlb-write', 'puppetlb-build\n      - id: puppetlb-write'])(
    'shows what is wrong with an inventory once, also with %s',
    (hooks) => {
      configure(block('.pre-commit-config.yaml').replace('puppetlb-build', hooks));
      use('seed');
      const { status, output } = commit();
      expect(status).toBe(1);
      expect(output.match(/error\[INV102\]/g)).toHaveLength(1);
      const counted =
        /^puppetlb: puppetlb.yaml has \d+ errors?; run puppetlb lint puppetlb.yaml$/gm;
      expect(output.match(counted)).toHaveLength(hooks.split('\n').length);
      use('fleet');
      expect(commit().status).toBe(0);
    },
  );

  it('passes an inventory and what it builds', () => {
    configure(block('.pre-commit-config.yaml'));
    use('fleet');
    const { status, output } = commit();
    expect(output).toMatch(
      /^lint the inventory of Puppet masters\.+Passed\nhaproxy\.cfg is what the inventory builds\.+Passed\n$/m,
    );
    expect(status).toBe(0);
  });

  it("fails on the article's inventory, and on a haproxy.cfg that was edited, as the page shows it", async () => {
    configure(block('.pre-commit-config.yaml'));
    use('seed');
    const seed = commit();
    expect(seed.status).toBe(1);
    use('fleet');
    write(
      'haproxy.cfg',
      readFileSync(desk.path('haproxy.cfg'), 'utf8').replace('fall 3', 'fall 5'),
    );
    const edited = commit();
    expect(edited.status).toBe(1);
    const [lint = ''] = seed.output.split(/^(?=haproxy\.cfg is)/m);
    const [, build = ''] = edited.output.split(/^(?=haproxy\.cfg is)/m);
    const shown = text.replace(block('seed'), () => lint).replace(block('edited'), () => build);
    await expect(shown).toMatchFileSnapshot(page);
  });

  it('keeps a commit with a mistake from being made', () => {
    configure(block('.pre-commit-config.yaml'));
    use('seed');
    desk.run(['git', 'add', '--all']);
    expect(desk.run(['pre-commit', 'install']).status).toBe(0);
    const message = ['-c', 'user.name=x', '-c', 'user.email=x@example.com', 'commit', '-m', 'x'];
    const refused = desk.run(['git', ...message]);
    expect(refused.output).toContain('server name "puppetmaster1" is already taken');
    expect(refused.status).toBe(1);
    use('fleet');
    desk.run(['git', 'add', '--all']);
    expect(desk.run(['git', ...message]).status).toBe(0);
    rmSync(desk.path('.git/hooks/pre-commit'));
  });

  it('looks at the configuration file too', () => {
    configure(block('.pre-commit-config.yaml'));
    use('fleet');
    expect(commit().status).toBe(0);
    write('puppetlb.config.yaml', 'lint: { severities: { INV102: off, HAP32: of } }\n');
    const { status, output } = commit();
    expect(output).toContain('--> puppetlb.config.yaml:1:');
    expect(status).toBe(1);
    rmSync(desk.path('puppetlb.config.yaml'));
  });

  it('takes a commit where there is no tag', () => {
    const shown = block('.pre-commit-commit.yaml');
    configure(shown.replace(/(?<=rev: )[0-9a-f]{40}$/m, desk.commit));
    use('fleet');
    expect(commit().output).toMatch(/^lint the inventory of Puppet masters\.+Passed\n$/m);
  });

  it('tries a commit of the repository', () => {
    use('seed');
    desk.run(['git', 'add', '--all']);
    const words = ['try-repo', '../puppetlb', 'puppetlb-lint', '--ref', desk.commit, '--all-files'];
    const { status, output } = desk.run(['pre-commit', ...words]);
    expect(output).toContain(
      'server name "puppetmaster1" is already taken\n   --> puppetlb.yaml:10:15',
    );
    expect(status).toBe(1);
  });

  it('looks at inventories of other names, each with its own output', () => {
    configure(block('.pre-commit-several.yaml'));
    mkdirSync(desk.path('sites'));
    for (const site of ['berlin', 'lyon']) {
      copyFileSync(join(root, 'examples/fleet/inventory.yaml'), desk.path(`sites/${site}.yaml`));
      copyFileSync(join(root, 'examples/fleet/haproxy.cfg'), desk.path(`sites/${site}.cfg`));
    }
    expect(commit().output).toMatch(/^lint .*Passed\nberlin.*Passed\nlyon.*Passed\n$/m);
    renameSync(desk.path('sites/lyon.cfg'), desk.path('sites/other.cfg'));
    const { status, output } = commit();
    expect(output).toMatch(/^lint .*Passed\nberlin.*Passed\nlyon.*Failed\n/m);
    expect(output).toContain('puppetlb: sites/lyon.cfg: no such file\n');
    expect(status).toBe(1);
    rmSync(desk.path('sites'), { recursive: true });
  });

  it('runs the configuration of the README', () => {
    const [, yaml = ''] = /^```yaml \.pre-commit-config\.yaml\n([\s\S]*?)^```$/m.exec(readme) ?? [];
    configure(yaml);
    use('fleet');
    expect(commit().output).toMatch(/^lint the inventory of Puppet masters\.+Passed\n/m);
    const [, warned = ''] = /^```yaml next\.yaml\n([\s\S]*?)^```$/m.exec(readme) ?? [];
    write('puppetlb.yaml', warned);
    const { status, output } = commit();
    expect([status, output]).toEqual([1, expect.stringContaining('warning[PUP405]')]);
  });

  it.runIf(lintCommand.options.some(({ name }) => name === 'fix'))(
    'fixes what has one right answer, stops the commit, and accepts what was fixed',
    () => {
      configure(block('.pre-commit-config.yaml').replace('puppetlb-lint', 'puppetlb-fix'));
      const inventory = readFileSync(join(root, 'examples/fleet/inventory.yaml'), 'utf8');
      const ring = `defaults: { hash-type: consistent }
pools:
  - name: compile # the ring
    bind: 10.0.0.100:8140
    servers:
      - { name: a, address: 10.0.0.1 }
      - { name: b, address: 10.0.0.2 }
`;
      write('puppetlb.yaml', ring);
      const first = commit();
      expect(first.output).toMatch(/^fix and lint the inventory of Puppet masters\.+Failed$/m);
      expect(first.output).toContain('- files were modified by this hook\n');
      expect(first.status).toBe(1);
      const fixed = readFileSync(desk.path('puppetlb.yaml'), 'utf8');
      expect(fixed).toContain('- name: compile # the ring\n');
      expect(fixed.match(/\bid: [12]\b/g)).toEqual(['id: 1', 'id: 2']);
      expect(commit().output).toMatch(/^fix and lint .*Passed$/m);
      write('puppetlb.yaml', inventory);
    },
  );

  it('says which Node it needs where there is none', () => {
    configure(block('.pre-commit-config.yaml'));
    use('fleet');
    commit();
    mkdirSync(desk.path('../bin'), { recursive: true });
    const inside = desk.run([
      'sh',
      '-c',
      'cd ../bin; for p in sh env dirname git pre-commit; do ln -sf "$(command -v $p)"; done; pwd',
    ]);
    const PATH = inside.output.trim();
    const { status, output } = desk.run(['pre-commit', 'run', '--all-files'], { PATH });
    expect(output).toContain(
      'puppetlb: there is no node in the PATH; puppetlb needs Node 20 or later (PATH is ',
    );
    expect(status).toBe(1);
  });

  it('says which Node it needs where there is an older one', () => {
    const fake = `#!/bin/sh\nexec ${machine.root === '/' ? process.execPath : '/usr/bin/node'} --require "$(dirname "$0")/old.cjs" "$@"\n`;
    mkdirSync(desk.path('../old'), { recursive: true });
    writeFileSync(desk.path('../old/node'), fake);
    chmodSync(desk.path('../old/node'), 0o755);
    writeFileSync(
      desk.path('../old/old.cjs'),
      "Object.defineProperty(process, 'versions', { value: { node: '18.20.4' } });\n",
    );
    const before = desk.run(['sh', '-c', 'echo "$(cd ../old; pwd):$PATH"']).output.trim();
    const { status, output } = desk.run(['pre-commit', 'run', '--all-files'], { PATH: before });
    expect(output).toContain('puppetlb: this is Node 18.20.4; puppetlb needs Node 20 or later\n');
    expect(status).toBe(1);
  });
});

describe.each(machinesOf('bullseye'))(
  'the oldest pre-commit, and a real old Node, $suite',
  (machine) => {
    it('run the hook, which says which Node it needs', () => {
      const desk = toDesk(machine);
      try {
        const yaml = block('.pre-commit-config.yaml').replaceAll(address, '../puppetlb');
        writeFileSync(desk.path('.pre-commit-config.yaml'), yaml);
        writeFileSync(desk.path('puppetlb.yaml'), 'pools: []\n');
        desk.run(['git', 'add', '--all']);
        expect(desk.run(['pre-commit', '--version']).output).toBe('pre-commit 2.10.1\n');
        const { status, output } = desk.run(['pre-commit', 'run', '--all-files']);
        expect(output).toMatch(
          /^puppetlb: this is Node 12\.[0-9.]+; puppetlb needs Node 20 or later$/m,
        );
        expect(status).toBe(1);
      } finally {
        desk.remove();
      }
    });
  },
);
