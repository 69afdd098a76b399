import { describe, expect, it } from 'vitest';
import { haproxies } from '../integration/haproxies.ts';
import {
  changedInventory,
  idEverywhere,
  inventoryFile,
  inventoryOf,
  settingsFile,
  startApplied,
  twoServers,
} from './applying.ts';
import { type Balancer, configurationFile, useBalancers } from './balancer.ts';
import { journalOf } from './killing.ts';
import { until } from './namespace.ts';

const makeBalancer = useBalancers();
const [haproxy] = haproxies.filter(({ version }) => version === '2.6');
if (haproxy === undefined) throw new Error('HAProxy 2.6 is missing');
const { version } = haproxy;

async function started(
  trigger: 'master' | 'signal' | 'systemd' | 'command' = 'master',
): Promise<Balancer> {
  const balancer = await makeBalancer(haproxy ?? { version, root: '/' });
  await startApplied(balancer, haproxy ?? { version, root: '/' }, trigger);
  return balancer;
}

const change = (balancer: Balancer) => balancer.write(inventoryFile, changedInventory(version));

describe('apply', () => {
  it.each(['signal', 'systemd', 'command'] as const)('reloads by %s', async (trigger) => {
    const balancer = await started(trigger);
    const before = await idEverywhere(balancer);
    change(balancer);
    const { code, stdout, stderr } = await balancer.puppetlb(['apply', '--yes', '--ticket', 'A-1']);
    expect([code, stderr], stdout).toEqual([0, '']);
    expect(await idEverywhere(balancer)).toMatch(/^puppetlb-/);
    expect(await idEverywhere(balancer)).not.toBe(before);
    await until(() => balancer.logged().includes('step=end'), 'syslog has the end');
    const steps = [...balancer.logged().matchAll(/action=apply step=(\S+)/g)];
    expect(steps.map(([, step]) => step)).toEqual(
      'start guarded replaced reloaded watched confirmed applied end'.split(' '),
    );
    expect(balancer.logged()).toContain('ticket=A-1');
    expect(balancer.logged()).toMatch(/step=guarded .*old_id=puppetlb-\S+ new_id=puppetlb-/);
  });

  it('changes nothing where the folder of the file cannot be written, or its disk is full', async () => {
    const balancer = await started();
    const before = await idEverywhere(balancer);
    change(balancer);
    await balancer.run(['mount', '--bind', '/etc/haproxy', '/etc/haproxy']);
    await balancer.run(['mount', '-o', 'remount,ro,bind', '/etc/haproxy']);
    const denied = await balancer.puppetlb(['apply', '--yes']);
    expect([denied.code, denied.stderr]).toEqual([74, expect.stringContaining('read-only')]);
    await balancer.run(['umount', '/etc/haproxy']);
    const full =
      'mount -t tmpfs -o size=4k,mode=700 full /var/lib/puppetlb; cat /dev/zero > /var/lib/puppetlb/x';
    await balancer.run(['sh', '-c', full]);
    const { code, stderr } = await balancer.puppetlb(['apply', '--yes']);
    expect([code, stderr]).toEqual([74, expect.stringMatching(/disk is full|no space/)]);
    expect(await idEverywhere(balancer)).toBe(before);
    expect((await balancer.run(['ls', '-A', '/etc/haproxy'])).stdout).toBe('haproxy.cfg\n');
  });

  it('rolls back where the disk of the journal is full halfway', async () => {
    const balancer = await started();
    const before = await idEverywhere(balancer);
    change(balancer);
    await balancer.run([
      'mount',
      '-t',
      'tmpfs',
      '-o',
      'size=64k,mode=700',
      'small',
      '/var/lib/puppetlb',
    ]);
    const run = balancer.puppetlb(['apply', '--yes', '--confirm', '60s']);
    await until(() => journalOf(balancer)?.step === 'watched', 'it is watched');
    await balancer.run(['sh', '-c', 'cat /dev/zero > /var/lib/puppetlb/x']);
    await balancer.puppetlb(['abort']);
    await balancer.run(['rm', '/var/lib/puppetlb/x']);
    await balancer.puppetlb(['abort']);
    const { code, stdout } = await run;
    expect(code, stdout).toBe(4);
    expect(await idEverywhere(balancer)).toBe(before);
  });

  it('follows a link and keeps it', async () => {
    const balancer = await started();
    await balancer.run([
      'sh',
      '-c',
      'cd /etc/haproxy && mkdir real && mv haproxy.cfg real/ && ln -s real/haproxy.cfg .',
    ]);
    change(balancer);
    const { code, stdout, stderr } = await balancer.puppetlb(['apply', '--yes']);
    expect([code, stderr], stdout).toEqual([0, '']);
    expect((await balancer.run(['readlink', configurationFile])).stdout).toBe('real/haproxy.cfg\n');
    expect(await idEverywhere(balancer)).toMatch(/^puppetlb-/);
  });

  it('refuses a file that is mounted by itself, and writes it in place where that is said', async () => {
    const balancer = await started();
    await balancer.run(['mount', '--bind', configurationFile, configurationFile]);
    change(balancer);
    const refused = await balancer.puppetlb(['apply', '--yes']);
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('--in-place')]);
    const { code, stdout, stderr } = await balancer.puppetlb(['apply', '--yes', '--in-place']);
    expect([code, stderr], stdout).toEqual([0, '']);
    expect(await idEverywhere(balancer)).toMatch(/^puppetlb-/);
  });

  it('lets one at a time', async () => {
    const balancer = await started();
    change(balancer);
    const runs = await Promise.all([1, 2, 3].map(() => balancer.puppetlb(['apply', '--yes'])));
    const codes = runs.map(({ code }) => code).sort();
    expect(codes.filter((code) => code === 0).length).toBeGreaterThan(0);
    expect(codes.filter((code) => code !== 0 && code !== 75)).toEqual([]);
    expect(await idEverywhere(balancer)).toMatch(/^puppetlb-/);
    const waited = await balancer.puppetlb(['apply', '--yes', '--lock-wait', '60s']);
    expect(waited.code).toBe(0);
  });

  it('finds a reload that was lost between those of somebody else', async () => {
    const balancer = await started('signal');
    change(balancer);
    let isOver = false;
    const others = (async () => {
      while (!isOver) {
        await balancer.signalReload();
        await new Promise((done) => setTimeout(done, 60));
      }
    })();
    const { code, stdout } = await balancer.puppetlb(['apply', '--yes']);
    isOver = true;
    await others;
    expect([0, 4], stdout).toContain(code);
    await until(async () => /^puppetlb-/.test(await idEverywhere(balancer)), 'the file runs');
  });

  it('does what a plan says, or refuses', async () => {
    const balancer = await started();
    change(balancer);
    const saved = await balancer.puppetlb(['apply', '--plan', '/root/plan.json']);
    expect(saved.code, saved.stderr).toBe(2);
    balancer.write(
      inventoryFile,
      inventoryOf({ version, servers: twoServers, more: '    retries: 7\n' }),
    );
    const other = await balancer.puppetlb(['apply', '--yes', '/root/plan.json']);
    expect([other.code, other.stderr]).toEqual([
      1,
      expect.stringContaining('changed since the plan was saved'),
    ]);
    change(balancer);
    const { code, stdout, stderr } = await balancer.puppetlb(['apply', '--yes', '/root/plan.json']);
    expect([code, stderr], stdout).toEqual([0, '']);
  });

  it('refuses what nobody named', async () => {
    const balancer = await started();
    const before = await idEverywhere(balancer);
    const refusal = async (text: string) => {
      balancer.write(inventoryFile, text);
      const { code, stderr } = await balancer.puppetlb(['apply', '--yes']);
      expect(code, stderr).toBe(1);
      return stderr;
    };
    const servers = twoServers.map((server) => server.replace(' }', ', state: maint, reason: x }'));
    expect(await refusal(inventoryOf({ version, servers }))).toContain('--allow-empty compile');
    const renamed = inventoryOf({ version })
      .replace('name: compile', 'name: other')
      .replace('8140"', '8141"');
    expect(await refusal(renamed)).toMatch(/--remove (compile|127.0.0.1:8140)/);
    expect(await refusal(inventoryOf({ version }).replace(/admin.sock/, 'other.sock'))).toContain(
      '--remove /run/haproxy/admin.sock',
    );
    const text = balancer.read(configurationFile);
    balancer.write(configurationFile, `# This file is managed by Puppet\n${text}`);
    expect(await refusal(changedInventory(version))).toMatch(/belongs to Puppet.*apply => true/);
    balancer.write(
      configurationFile,
      text.replace(/puppetlb-[0-9a-f]{12}/, 'puppetlb-000000000000'),
    );
    expect(await refusal(changedInventory(version))).toContain('--adopt');
    balancer.write(configurationFile, text);
    expect(await idEverywhere(balancer)).toBe(before);
    const runner = await balancer.puppetlb(['apply', '--yes'], { env: { CI: 'true' } });
    expect([runner.code, runner.stderr]).toEqual([1, expect.stringContaining('--no-rollback')]);
    expect(await idEverywhere(balancer)).toBe(before);
  });

  it('takes over a configuration that it does not know, and leads back to it', async () => {
    const balancer = await started();
    const text = balancer.read(configurationFile).replace(/ {2}description .*\n/, '');
    balancer.write(configurationFile, text);
    await balancer.reload();
    balancer.write(inventoryFile, changedInventory(version));
    expect((await balancer.puppetlb(['apply', '--yes'])).code).toBe(1);
    const run = balancer.puppetlb(['apply', '--yes', '--adopt', '--confirm', '60s']);
    await until(() => journalOf(balancer)?.step === 'watched', 'it is watched');
    expect((await balancer.puppetlb(['abort'])).code).toBe(0);
    const { code, stdout } = await run;
    expect(code, stdout).toBe(4);
    expect(balancer.read(configurationFile)).toBe(text);
    expect(await balancer.ask('show info')).not.toMatch(/puppetlb-/);
  });

  it('touches nothing that somebody else wrote meanwhile', async () => {
    const balancer = await started();
    change(balancer);
    const run = balancer.puppetlb(['apply', '--yes', '--confirm', '60s']);
    await until(() => journalOf(balancer)?.step === 'watched', 'it is watched');
    const theirs = `${balancer.read(configurationFile)}# theirs\n`;
    balancer.write(configurationFile, theirs);
    await balancer.puppetlb(['abort']);
    const { code, stdout } = await run;
    expect([code, stdout]).toEqual([3, expect.stringMatching(/LOOK NOW.*changed by someone else/)]);
    expect(balancer.read(configurationFile)).toBe(theirs);
  });

  it('is refused where this balancer holds the VIP and the other one is not as far', async () => {
    const balancer = await started();
    await balancer.run(['ip', 'address', 'add', '10.99.0.1/32', 'dev', 'lo']);
    balancer.write(settingsFile, `${balancer.read(settingsFile)}peer: [cat, /root/peer.json]\n`);
    const text = changedInventory(version).replace(
      '"127.0.0.1:8140"',
      '["127.0.0.1:8140", "10.99.0.1:8140"]',
    );
    balancer.write(inventoryFile, text);
    const peer = (id: string) =>
      balancer.write('/root/peer.json', JSON.stringify({ runtime: { id } }));
    peer('puppetlb-000000000000');
    const refused = await balancer.puppetlb(['apply', '--yes']);
    expect([refused.code, refused.stderr]).toEqual([
      1,
      expect.stringMatching(/holds the VIP.*--alone/),
    ]);
    const id = /puppetlb-[0-9a-f]{12}$/.exec(
      refused.stderr.split(', not ')[1]?.split(';')[0] ?? '',
    )?.[0];
    peer(id ?? '');
    const { code, stdout, stderr } = await balancer.puppetlb(['apply', '--yes']);
    expect([code, stderr], stdout).toEqual([0, '']);
  });

  it('goes on where its output is closed', async () => {
    const balancer = await started();
    const before = await idEverywhere(balancer);
    change(balancer);
    const { program } = await import('../built.ts');
    const { stdout } = await balancer.run([
      'bash',
      '-c',
      `"$0" "$1" apply --yes | head -n 1; echo "\${PIPESTATUS[0]}"`,
      process.execPath,
      program,
    ]);
    expect(stdout).toMatch(/^TARGET.*\n0\n$/);
    expect(await idEverywhere(balancer)).not.toBe(before);
  });
});
