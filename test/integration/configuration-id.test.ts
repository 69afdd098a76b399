import { describe, expect, it } from 'vitest';
import { compile } from '../../src/library/index.ts';
import { freePorts } from '../ports.ts';
import { startHaproxy } from './choosing.ts';
import { haproxies } from './haproxies.ts';

function built(port: number, weight: number, client: string, own: string): string {
  const text = `haproxy:
  timeouts: { client: ${client} }
  global: { log: [], chroot: false, user: false, group: false, stats-socket: SOCKET level admin, extra: [hard-stop-after 1s${own}] }
pools:
  - { name: p, bind: "127.0.0.1:${port}", balance: leastconn, check: none, servers: [{ name: a, address: 127.0.0.1, weight: ${weight} }] }
`.replace('SOCKET', '/SOCKET');
  const { configuration = '' } = compile({ name: 'i.yaml', text });
  return configuration.replace('/SOCKET', 'SOCKET');
}

describe.each(haproxies)('HAProxy $version', (haproxy) => {
  it('says which configuration it runs', async () => {
    const [port = 0] = await freePorts(1);
    const running = await startHaproxy(haproxy, built(port, 5, '1h', ''));
    try {
      const description = async () =>
        /^description: (.*)$/m.exec(await running.ask('show info'))?.[1];
      const first = await description();
      expect(first).toMatch(/^puppetlb-[0-9a-f]{12}$/);
      await running.reload(built(port, 7, '1h', ''));
      expect(await description()).toBe(first);
      await running.reload(built(port, 7, '2h', ''));
      expect(await description()).not.toBe(first);
      await running.reload(built(port, 5, '1h', ', description balancers of Bonn'));
      expect(await description()).toMatch(/^balancers of Bonn puppetlb-[0-9a-f]{12}$/);
    } finally {
      await running.stop();
    }
  });
});
