import { existsSync, readFileSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { agentCommand } from './agent.ts';
import { Fleet } from './fleet.ts';
import { withAgent } from './inventory.ts';
import { burden, flood } from './load.ts';
import { run, stop, until } from './processes.ts';
import { missingPackages, Site } from './site.ts';

/** How many answers of the script are watched. */
const checks = Number(process.env['PUPPETLB_E2E_CHECKS'] ?? 10_000);

const unavailable =
  'HTTP/1.1 503 Service Unavailable\r\nContent-Length: 5\r\nConnection: close\r\n\r\nerror';
/** SRV_ADMF_FDRAIN in the srv_admin_state of `show servers state` (management guide, 9.3). */
const drained = 0x08;
const isFailed = /^DOWN.* L7STS 503$/;

describe.skipIf(missingPackages().length > 0)('the real programs', () => {
  let site: Site;
  let fleet: Fleet;

  beforeAll(async () => {
    site = new Site();
    fleet = await Fleet.start(site);
  });
  afterAll(async () => {
    await fleet?.close();
    await site.close();
  });

  const agent = (): string[] => agentCommand(site.path('agent'), site.vip('balancer1'));

  it('are UP behind xinetd, behind systemd, and asked by HAProxy itself', async () => {
    await fleet.seeUp();
    const { status, output } = await site.probe('balancer1');
    expect(status, output).toBe(0);
  });

  it('give an agent its catalog through the VIP', async () => {
    const { status, output } = await run(agent());
    expect(status, output).toBe(2);
    expect(readFileSync(fleet.made, 'utf8')).toBe('made by Puppet');
    await fleet.seeUp();
  });

  it('go out with the state file, so that an agent finds no server, and come back', async () => {
    rmSync(fleet.made, { force: true });
    const isOut = /^DOWN L7STS 503$/;
    await fleet.expectDown(/^(?!status)/, { script: isOut, status: isOut }, () => {
      for (const node of fleet.nodes) node.setState('drain upgrade to 7.17\n');
    });
    await fleet.seeAdminState(withAgent, drained);
    const { status, output } = await run(agent());
    expect(status, output).toBe(1);
    expect(existsSync(fleet.made)).toBe(false);
    for (const node of fleet.nodes) node.removeState();
    await fleet.seeUp();
    await fleet.seeAdminState(withAgent, 0);
  });

  it('are DOWN where Puppet Server answers 503', async () => {
    const { pair } = fleet.puppet;
    const ways = { script: isFailed, status: /^DOWN.* L7RSP$/ };
    await fleet.expectDown(/[23]$/, ways, () =>
      Promise.all(fleet.fronts.map((front) => front.answer(pair, unavailable))),
    );
    await Promise.all(fleet.fronts.map((front) => front.pass(site.address(101))));
    await fleet.seeUp();
  });

  it('are DOWN where Puppet Server hangs', async () => {
    const ways = { script: isFailed, status: /^DOWN.* L[46]TOUT$/ };
    await fleet.expectDown(/./, ways, () => fleet.puppet.hang());
    fleet.puppet.resume();
    await fleet.seeUp();
  });

  it('do not mind connections of an address that is not a balancer', async () => {
    const before = await fleet.failures();
    const { refused, bytes } = await flood(site.address(66), site.address(101), 9200);
    expect(refused).toBeGreaterThan(500);
    expect(bytes).toBe(0);
    await untilAsks(countAsks() + 50);
    expect(await fleet.failures()).toEqual(before);
    await fleet.seeUp();
  });

  it(`fail none of ${checks} checks, idle and under load`, { timeout: 3_600_000 }, async () => {
    await fleet.balance('hasty1', 'hasty2');
    await fleet.seeUp();
    const before = await fleet.failures();
    const first = countAsks();
    await untilAsks(first + checks * 0.7);
    const load = await burden(site.vip('hasty1'), agent(), site.path('load.log'));
    await untilAsks(first + checks);
    await Promise.all(load.map(stop));
    expect(await fleet.failures()).toEqual(before);
    await fleet.seeUp();
    await fleet.balance('balancer1', 'balancer2');
  });

  /** How often the scripts of all nodes heard of Puppet Server that it runs. */
  const countAsks = (): number =>
    [...fleet.puppet.asks().values()].reduce((sum, count) => sum + count, 0);

  async function untilAsks(count: number): Promise<void> {
    await until(
      () => countAsks() >= count,
      () => `${countAsks()} checks of ${count}`,
      3600,
    );
  }

  it('are DOWN where Puppet Server stops', async () => {
    const ways = { script: isFailed, status: /^DOWN.* L4CON$/ };
    await fleet.expectDown(/./, ways, async () => {
      await fleet.puppet.stop();
      await Promise.all(fleet.fronts.map((front) => front.stop()));
    });
  });
});
