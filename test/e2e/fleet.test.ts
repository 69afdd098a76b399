import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runAgent } from './agent.ts';
import type { Balancer } from './balancer.ts';
import { fall, fleet, missingPackages, Site } from './fleet.ts';
import { Front } from './front.ts';
import { burden, flood } from './load.ts';
import { Node } from './node.ts';
import { stop, until } from './processes.ts';
import { PuppetServer } from './puppet-server.ts';

/** How many answers of the script are watched. */
const checks = Number(process.env['PUPPETLB_E2E_CHECKS'] ?? 10_000);

const unavailable =
  'HTTP/1.1 503 Service Unavailable\r\nContent-Length: 5\r\nConnection: close\r\n\r\nerror';
const forcedDrain = 8;

describe.skipIf(missingPackages().length > 0)('the real programs', () => {
  const site = new Site();
  const made = site.path('made-by-puppet');
  const nodes = [101, 102, 103].map(
    (last) => new Node(site.path(`compile0${last - 100}`), site.address(last)),
  );
  const fronts = [102, 103].map((last) => new Front(site.address(last)));
  const balancers: Balancer[] = [];
  let puppet: PuppetServer;

  /** The servers of all pools, or of those nodes or pools whose names fit. */
  const servers = (fits: RegExp = /./): string[] =>
    [
      'compile/compile01',
      'compile/compile03',
      'pcp/compile01',
      'pcp/compile03',
      'systemd/compile02',
      'status/compile01',
      'status/compile02',
      'status/compile03',
    ].filter((server) => fits.test(server));

  /** Waits until all balancers see servers so. */
  async function allSee(fits: RegExp, wanted: RegExp): Promise<void> {
    await Promise.all(
      balancers.flatMap((balancer) =>
        servers(fits).map((server) => balancer.until(server, wanted)),
      ),
    );
  }

  const countFailures = (): Promise<Record<string, string>[]> =>
    Promise.all(balancers.map((balancer) => balancer.failures()));

  /** Expects that something takes servers out by `fall` failed checks each, and leaves the rest alone. */
  async function takesOut(
    fits: RegExp,
    wanted: (server: string) => RegExp,
    doIt: () => unknown,
  ): Promise<void> {
    await allSee(/./, /^UP L7OK 200$/);
    const before = await countFailures();
    await doIt();
    const out = balancers.flatMap((balancer) =>
      servers(fits).map((server) => balancer.until(server, wanted(server))),
    );
    await Promise.all(out);
    const expected = before.map((failures) =>
      Object.fromEntries(
        Object.entries(failures).map(([server, text]) => {
          const [failed, down] = text.split(' ').map(Number) as [number, number];
          return [server, fits.test(server) ? `${failed + fall} ${down + 1}` : text];
        }),
      ),
    );
    expect(await countFailures()).toEqual(expected);
  }

  beforeAll(async () => {
    const started = await PuppetServer.start(
      site.path('puppet'),
      site.address(101),
      [
        'compile01.test',
        'compile02.test',
        'compile03.test',
        `IP:${site.address(110)}`,
      ],
      { file: made, content: 'made by Puppet' },
    );
    puppet = started;
    await puppet.ready();
    await Promise.all(fronts.map((front) => front.pass(site.address(101))));
    const folder = await site.build('balancer1', fleet(site, 1, puppet.caFile));
    await site.build('balancer2', fleet(site, 2, puppet.caFile));
    for (const [index, node] of nodes.entries()) {
      await node.install(join(folder, `compile0${index + 1}.test`), puppet.caFile);
      await node.serve();
    }
    balancers.push(await site.balance('balancer1'), await site.balance('balancer2'));
  });

  afterAll(async () => {
    await Promise.all(fronts.map((front) => front.stop()));
    await site.close();
  });

  it('are UP behind xinetd, behind systemd, and asked by HAProxy itself', async () => {
    await allSee(/./, /^UP L7OK 200$/);
    const { status, output } = await site.probe('balancer1');
    expect(status, output).toBe(0);
  });

  it('give an agent its catalog through the VIP', async () => {
    rmSync(made, { force: true });
    const { status, output } = await runAgent(site.path('agent'), site.address(110));
    expect(status, output).toBe(2);
    expect(readFileSync(made, 'utf8')).toBe('made by Puppet');
    expect(Number((await balancers[0]?.row('compile/BACKEND').catch(() => undefined))?.get('stot') ?? 1)).toBeGreaterThan(0);
  });
});
