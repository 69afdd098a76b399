import { describe, expect, it } from 'vitest';
import { haproxies } from '../integration/haproxies.ts';
import {
  fileId,
  idEverywhere,
  inventoryFile,
  inventoryOf,
  runningId,
  settingsFile,
  startApplied,
  twoServers,
  untilEnded,
} from './applying.ts';
import { configurationFile, pidFile, useBalancers } from './balancer.ts';
import { until } from './namespace.ts';

const makeBalancer = useBalancers();
const vip = '10.99.0.1';
const three = [...twoServers, '{ name: c, address: 127.0.0.4 }'];

describe.each(haproxies)('apply on HAProxy $version', (haproxy) => {
  const { version } = haproxy;

  it('carries out a change that needs a reload, and loses no client', async () => {
    const balancer = await makeBalancer(haproxy);
    await startApplied(balancer, haproxy);
    const nothing = await balancer.puppetlb(['apply', '--yes']);
    expect([nothing.code, nothing.stderr]).toEqual([0, '']);
    expect(nothing.stdout).toContain('nothing to do');
    balancer.write(
      inventoryFile,
      inventoryOf({ version, servers: three, more: '    retries: 5\n' }),
    );
    const dry = await balancer.puppetlb(['apply', '--dry-run']);
    expect([dry.code, dry.stderr]).toEqual([2, '']);
    const asks = await balancer.puppetlb(['apply']);
    expect([asks.code, asks.stderr]).toEqual([64, expect.stringContaining('--yes')]);
    const before = await idEverywhere(balancer);
    const clients = await balancer.startClients('127.0.0.1', 8140);
    const { code, stdout, stderr } = await balancer.puppetlb(['apply', '--yes']);
    const { failed } = await balancer.stopClients(clients);
    expect([code, stderr, failed], stdout).toEqual([0, '', 0]);
    expect(stdout).toMatch(/^TARGET.*\nCHANGE.*\n.*^WATCH.*^UNDO.*^applied: process \d+/ms);
    expect(await idEverywhere(balancer)).toMatch(/^puppetlb-[0-9a-f]{12}$/);
    expect(await idEverywhere(balancer)).not.toBe(before);
    expect((await balancer.run(['ls', '-A', '/etc/haproxy'])).stdout).toBe('haproxy.cfg\n');
  });

  it('refuses what cannot start, and rolls back what does not, and says why', async () => {
    const balancer = await makeBalancer(haproxy);
    await startApplied(balancer, haproxy);
    const before = await idEverywhere(balancer);
    await balancer.run(['chmod', '640', configurationFile]);
    balancer.write(inventoryFile, inventoryOf({ version, servers: three, bind: `${vip}:8140` }));
    const refused = await balancer.puppetlb(['apply', '--yes']);
    expect([refused.code, refused.stderr]).toEqual([
      1,
      expect.stringContaining('--remove 127.0.0.1:8140'),
    ]);
    const words = ['apply', '--yes', '--remove', '127.0.0.1:8140'];
    const absent = await balancer.puppetlb(words);
    expect([absent.code, absent.stderr]).toEqual([
      1,
      expect.stringContaining(`error[HAP401]: ${vip} is not an address of this machine`),
    ]);
    expect(await idEverywhere(balancer)).toBe(before);
    // The address leaves after everything was checked, as that of a pair does.
    await balancer.run(['ip', 'address', 'add', `${vip}/32`, 'dev', 'lo']);
    const reload = `ip address del ${vip}/32 dev lo 2>/dev/null; kill -USR2 $(cat ${pidFile})`;
    balancer.write(
      settingsFile,
      `${balancer.read(settingsFile)}reload: command\nreload-command: [sh, -c, "${reload}"]\n`,
    );
    const { code, stdout, stderr } = await balancer.puppetlb(words);
    expect(code, stdout + stderr).toBe(4);
    expect(stdout).toMatch(/^rolled back: /m);
    expect(await idEverywhere(balancer)).toBe(before);
    const { stdout: mode } = await balancer.run(['stat', '-c', '%a', configurationFile]);
    expect(mode).toBe('640\n');
  });

  it('sends commands where those are enough', async () => {
    const balancer = await makeBalancer(haproxy);
    await startApplied(balancer, haproxy);
    const [worker, before] = [await balancer.worker(), await idEverywhere(balancer)];
    const servers = [twoServers[0] ?? '', '{ name: b, address: 127.0.0.3, weight: 7 }'];
    balancer.write(inventoryFile, inventoryOf({ version, servers }));
    const { code, stdout, stderr } = await balancer.puppetlb([
      'apply',
      '--yes',
      '--format',
      'json',
    ]);
    expect([code, stderr], stdout).toEqual([0, '']);
    expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')).toMatchObject({
      changed: true,
      result: 'applied',
    });
    expect([await balancer.worker(), await idEverywhere(balancer)]).toEqual([worker, before]);
    expect(await balancer.ask('show stat')).toMatch(/^compile,b,.*,UP( 1\/2)?,7,/m);
    expect(balancer.read(configurationFile)).toContain('weight 7');
  });

  it.runIf(version === '2.6')('rolls back where a pool loses all of its servers', async () => {
    const balancer = await makeBalancer(haproxy);
    await startApplied(balancer, haproxy);
    const before = await idEverywhere(balancer);
    const text = inventoryOf({ version }).replace('port: 9200', 'port: 9999');
    balancer.write(inventoryFile, text.replace('retries', 'retries'));
    const { code, stdout, stderr } = await balancer.puppetlb(['apply', '--yes']);
    expect([code, stderr], stdout).toEqual([4, '']);
    expect(stdout).toMatch(/rolled back: no server is left in rotation in compile/);
    expect(await idEverywhere(balancer)).toBe(before);
  });

  it.runIf(version === '2.6')(
    'waits for a person, and rolls back where the foreground process is killed',
    async () => {
      const balancer = await makeBalancer(haproxy);
      await startApplied(balancer, haproxy);
      const before = await idEverywhere(balancer);
      balancer.write(
        inventoryFile,
        inventoryOf({ version, servers: three, more: '    retries: 5\n' }),
      );
      const apply = () => balancer.puppetlb(['apply', '--yes', '--confirm', '60s']);
      const waits = async () => {
        let stdout = '';
        await until(async () => {
          ({ stdout } = await balancer.run(['cat', '/var/lib/puppetlb/apply.json']));
          return stdout.includes('"step": "watched"');
        }, 'the change is watched');
        return JSON.parse(stdout);
      };
      const first = apply();
      const { foreground } = await waits();
      expect((await balancer.puppetlb(['apply', '--yes'])).code).toBe(75);
      await balancer.run(['kill', '-9', String(foreground.pid)]);
      await first;
      await untilEnded(balancer);
      expect(await idEverywhere(balancer)).toBe(before);
      const second = apply();
      await waits();
      let confirmed = await balancer.puppetlb(['confirm']);
      for (; confirmed.code === 75; ) confirmed = await balancer.puppetlb(['confirm']);
      expect([confirmed.code, (await second).code]).toEqual([0, 0]);
      expect(await idEverywhere(balancer)).not.toBe(before);
      expect(fileId(balancer)).toBe(await runningId(balancer));
    },
  );
});
