import { describe, expect, it } from 'vitest';
import { askMaster, askWorker } from '../../src/cli/balancer/socket.ts';
import { readProc } from '../../src/haproxy/process/show-proc.ts';
import { haproxies } from '../integration/haproxies.ts';
import { type Balancer, configurationFile, masterSocketPath, useBalancers } from './balancer.ts';
import { until } from './namespace.ts';

const configuration = `global
  stats socket /run/haproxy/admin.sock mode 660 level admin
defaults
  mode tcp
  option httpchk GET /
  timeout connect 1s
  timeout client 1m
  timeout server 1m
listen pool
  bind 127.0.0.1:8140
  server a 127.0.0.2:8140 check port 9200 inter 200
`;

const makeBalancer = useBalancers();

async function start(balancer: Balancer, options = {}) {
  await balancer.listen('a', '127.0.0.2', 8140);
  await balancer.listen('a', '127.0.0.2', 9200, 'http');
  balancer.write(configurationFile, configuration);
  await balancer.start(options);
}

describe.each(haproxies)('HAProxy $version', (haproxy) => {
  it('lists its processes, also after reloads that keep an old worker and that fail', async () => {
    const balancer = await makeBalancer(haproxy);
    await start(balancer);
    const first = await balancer.worker();
    const list = async () => {
      const answer = await askMaster(balancer.path(masterSocketPath), 'show proc');
      return readProc(answer) ?? expect.fail(answer);
    };
    const pids = async () => {
      const { workers, oldWorkers } = await list();
      return [workers.map(({ pid }) => pid), oldWorkers.map(({ pid }) => pid)];
    };
    expect(await pids()).toEqual([[first], []]);
    const { key, hello } = await balancer.connect('127.0.0.1', 8140);
    expect(hello).toBe('a');
    await balancer.reload();
    const second = await balancer.worker();
    expect(await pids()).toEqual([[second], [first]]);
    const { reloads } = (await list()).master;
    expect(reloads).toBeGreaterThan(0);
    const ofOld = await askWorker(balancer.path(masterSocketPath), first, 'show info');
    expect(ofOld).toMatch(/^Stopping: 1$/m);
    expect(ofOld).toMatch(/^CurrConns: [1-9]/m);

    balancer.write(configurationFile, 'nonsense\n');
    await balancer.signalReload();
    await until(async () => (await list()).master.reloads > reloads, 'the master counts');
    // 2.2 executes itself twice, and counts no failures.
    await until(async () => (await pids()).flat().length === 2, 'two workers');
    expect((await pids()).flat()).toEqual([second, first]);
    const { failed } = await list();
    expect(failed).toBe(haproxy.version === '2.2' ? undefined : 1);

    expect(await balancer.isOpen(key)).toBe(true);
    await balancer.disconnect(key);
    await until(async () => (await pids()).flat().length === 1, 'the old worker ends');
  });

  it('runs in a balancer with checks, without a master too', async () => {
    const balancer = await makeBalancer(haproxy);
    await start(balancer, { mode: 'daemon' });
    const states = () => balancer.ask('show stat');
    await until(async () => /^pool,a,.*,UP,/m.test(await states()), 'the check succeeds');
    await balancer.health('127.0.0.2', 9200, 'down');
    await until(async () => /^pool,a,.*,DOWN,/m.test(await states()), 'the check fails');
    await balancer.health('127.0.0.2', 9200, 'up');
    await until(async () => /^pool,a,.*,UP,/m.test(await states()), 'the check succeeds again');
    const clients = await balancer.startClients('127.0.0.1', 8140);
    await balancer.reload();
    const { tries, failed, byServer } = await balancer.stopClients(clients);
    expect([failed, byServer]).toEqual([0, { a: tries }]);
    const { code, stdout } = await balancer.puppetlb(['--version']);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^puppetlb \d/)]);
  });

  it('leaves nothing of a balancer on the machine', async () => {
    const balancer = await makeBalancer(haproxy);
    await start(balancer);
    await balancer.run(['logger', '-p', 'authpriv.notice', '-t', 'test', '--', 'a line']);
    await until(() => balancer.logged().includes('test: a line'), 'syslog has it');
    await until(() => balancer.notified().includes('READY=1'), 'systemd has it');
    const { pid } = balancer.namespace;
    await balancer.namespace.stop();
    expect(() => process.kill(pid, 0)).toThrow();
  });
});
