import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runProgram } from '../program.ts';
import { useFolder } from '../use-folder.ts';
import { buildInto, runApart } from './machine.ts';
import { run } from './nodes.ts';

const machine = useFolder();

const inventory = (check: string, more = ''): string => `
haproxy: { balancers: [127.0.0.1], global: { log: [], chroot: false, user: false, group: false } }
${more}
pools:
  - name: compile
    bind: 127.0.0.100:8140
    check: ${check}
    servers:
      - { name: compile01, address: 127.0.0.1, certname: compile01.example.com }
      - { name: compile02, address: 127.0.0.2 }
`;

async function build(name: string, yaml: string): Promise<string> {
  const folder = machine.at(name);
  await buildInto(folder, yaml, ['--puppet-module', 'modules/masters']);
  return folder;
}

/** Applies classes as a node, twice; prints what Puppet said, and how it ended each time. */
function apply(folder: string, certname: string, classes: string, between = ':'): string {
  writeFileSync(join(folder, 'site.pp'), classes);
  const words = `puppet apply --color false --modulepath modules --certname ${certname} --detailed-exitcodes`;
  const own = '--vardir own/var --confdir own/conf';
  return `
again() { rc=0; ${words} ${own} site.pp || rc=$?; echo "ended with $rc"; }
again
${between}
again`;
}

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
      `${apply(folder, 'compile01.example.com', 'include masters::node')}
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

  it('sets up a node of Puppet 4 for systemd, by its host name, once', async () => {
    const yaml = inventory('{ kind: node, transport: systemd }', 'puppet: { version: "4" }');
    const folder = await build('units', yaml);
    const node = "class { 'masters::node': manage_services => false }";
    const { stdout, stderr } = await runApart(
      folder,
      `hostname compile02
echo 127.0.0.1 compile02 >/etc/hosts
mkdir -p /etc/puppetlabs/puppet && echo 'path /' >/etc/puppetlabs/puppet/auth.conf
${apply(folder, 'compile02', node)}
echo 'include masters::node' >site.pp
puppet apply --color false --noop --modulepath modules --certname compile02 --vardir own/var --confdir own/conf site.pp
head -n 1 /etc/puppetlabs/puppet/auth.conf
cat /etc/systemd/system/puppetmastercheck.socket`,
    );
    expect(stdout.match(/ended with [0-9]/g), stdout + stderr).toEqual([
      'ended with 2',
      'ended with 0',
    ]);
    const planned = /Exec\[puppetmastercheck.socket starts when it is new\].*\(noop\)/;
    expect(stdout, stderr).toMatch(planned);
    expect(stdout).toMatch(/^# puppetmastercheck: begin$/m);
    expect(stdout).toMatch(/^IPAddressAllow=127.0.0.1$/m);
  });

  it('leaves a stopped xinetd stopped, until it is told otherwise', async () => {
    const folder = await build('stopped', inventory('{ kind: node }'));
    const { stdout, stderr } = await runApart(
      folder,
      `${apply(folder, 'compile01.example.com', 'include masters::node', 'service xinetd stop >/dev/null; sleep 1')}
pgrep -c xinetd || true
echo "class { 'masters::node': service_ensure => running }" >site.pp
again
pgrep -c xinetd`,
    );
    const said = stdout.match(/^(ended with )?[0-9]$/gm);
    expect(said, stdout + stderr).toEqual([
      ...['ended with 2', 'ended with 0', '0', 'ended with 2', '1'],
    ]);
  });

  it.each([true, false])(
    'replaces nothing where another service is in the way: %s',
    async (isManaged) => {
      const folder = await build(`foreign-${isManaged}`, inventory('{ kind: node }'));
      const node = (more: string): string =>
        `class { 'masters::node': manage_services => ${isManaged}${more} }`;
      const { stdout, stderr } = await runApart(
        folder,
        `cat >/etc/xinetd.d/puppet-check <<'END'
service puppet-check
{
    type = UNLISTED
    socket_type = stream
    wait = no
    port = 9200
    user = nobody
    server = /usr/local/sbin/puppetmastercheck
}
END
echo old >/usr/local/sbin/puppetmastercheck
${apply(folder, 'compile01.example.com', node(''))}
cat /usr/local/sbin/puppetmastercheck; ls /etc/xinetd.d
echo "${node(", replaces => ['/etc/xinetd.d/puppet-check']")}" >site.pp
again
again
ls /etc/xinetd.d`,
      );
      expect(stdout.match(/ended with [0-9]/g), stdout + stderr).toEqual([
        ...['ended with 6', 'ended with 4', 'ended with 2', 'ended with 0'],
      ]);
      expect(stdout + stderr).toMatch(/puppet-check has another service with the check's port/);
      expect(stdout).toMatch(/^old$/m);
      expect(stdout.match(/^puppet(-check|mastercheck)$/gm)).toEqual([
        'puppet-check',
        'puppetmastercheck',
      ]);
    },
  );

  it('says so where the inventory has no such node', async () => {
    const folder = await build('unknown', inventory('{ kind: node }'));
    const { stdout, stderr } = await runApart(
      folder,
      apply(folder, 'other.example.com', 'include masters::node'),
    );
    expect(stdout).toMatch(/ended with 1/);
    expect(stderr).toMatch(/the inventory of masters has no node other.example.com/);
  });

  it('reloads HAProxy for what it takes, and keeps what it has otherwise', async () => {
    const folder = await build('balancer', inventory('{ kind: node }'));
    const source = join(folder, 'modules/masters/files/haproxy.cfg');
    const good = readFileSync(source, 'utf8');
    const reload = "reload => '/usr/sbin/service haproxy reload'";
    const { stdout, stderr } = await runApart(
      folder,
      `mkdir -p /run/haproxy
${apply(folder, 'lb1', `class { 'masters::balancer': ${reload} }`)}
echo "started as $(cat /run/haproxy.pid)"
echo '# changed' >>'${source}'
again
echo 'bogus' >>'${source}'
again
grep -c bogus /etc/haproxy/haproxy.cfg || true
pgrep -c haproxy`,
    );
    writeFileSync(source, good);
    expect(stdout.match(/ended with [0-9]/g), stdout + stderr).toEqual([
      'ended with 2',
      'ended with 0',
      'ended with 2',
      'ended with 4',
    ]);
    expect(stdout).toMatch(/Service\[haproxy\]: Triggered 'refresh'/);
    expect(stdout.split('\n').slice(-3, -1)[0]).toBe('0');
    expect(stderr).toMatch(/unknown keyword 'bogus'|validat/);
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
