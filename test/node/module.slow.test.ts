import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useFolder } from '../use-folder.ts';
import { runApart } from './machine.ts';
import { applyTwice, buildModule, moduleInventory as inventory } from './modules.ts';

const machine = useFolder();
const build = (name: string, yaml: string): Promise<string> => buildModule(machine.at(name), yaml);

describe('the Puppet module', { timeout: 300_000 }, () => {
  it('sets up a node of Puppet 4 for systemd, by its host name, once', async () => {
    const yaml = inventory('{ kind: node, transport: systemd }', 'puppet: { version: "4" }');
    const folder = await build('units', yaml);
    const node = "class { 'masters::node': manage_services => false }";
    const { stdout, stderr } = await runApart(
      folder,
      `hostname compile02
echo 127.0.0.1 compile02 >/etc/hosts
mkdir -p /etc/puppetlabs/puppet && echo 'path /' >/etc/puppetlabs/puppet/auth.conf
${applyTwice(folder, 'compile02', node)}
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

  it('lets puppetlb apply an inventory that changed, and leaves haproxy.cfg alone', async () => {
    const folder = await build('apply', inventory('{ kind: node }'));
    const options = [
      'apply => true, manage_package => false',
      "inventory => '/etc/inventory.yaml', inventory_source => '/etc/source.yaml'",
      `command => '/bin/sh -c "echo applied >>/etc/applied"'`,
    ];
    const balancer = `class { 'masters::balancer': ${options.join(', ')} }`;
    const { stdout, stderr } = await runApart(
      folder,
      `echo first >/etc/source.yaml
${applyTwice(folder, 'compile01.example.com', balancer)}
cat /etc/inventory.yaml /etc/applied`,
    );
    expect(stdout.match(/^(ended with [0-9]|first|applied)$/gm), stdout + stderr).toEqual([
      ...['ended with 2', 'ended with 0', 'first', 'applied'],
    ]);
    expect(stdout).not.toMatch(/haproxy.cfg.*content/);
  });

  it('leaves a stopped xinetd stopped, until it is told otherwise', async () => {
    const folder = await build('stopped', inventory('{ kind: node }'));
    const { stdout, stderr } = await runApart(
      folder,
      `${applyTwice(folder, 'compile01.example.com', 'include masters::node', 'service xinetd stop >/dev/null; sleep 1')}
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
${applyTwice(folder, 'compile01.example.com', node(''))}
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

  it('reloads HAProxy for what it takes, and keeps what it has otherwise', async () => {
    const folder = await build('balancer', inventory('{ kind: node }'));
    const source = join(folder, 'modules/masters/files/haproxy.cfg');
    const good = readFileSync(source, 'utf8');
    const reload = "reload => '/usr/sbin/service haproxy reload'";
    const { stdout, stderr } = await runApart(
      folder,
      `mkdir -p /run/haproxy
${applyTwice(folder, 'lb1', `class { 'masters::balancer': ${reload} }`)}
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
});
