import { join } from 'node:path';
import { expect } from 'vitest';
import type { Balancer } from './balancer.ts';
import { Front } from './front.ts';
import { fall, fleet, hasty, withAgent } from './inventory.ts';
import { Node } from './node.ts';
import { until } from './processes.ts';
import { PuppetServer } from './puppet-server.ts';
import type { Site } from './site.ts';

/** Two balancers in front of three nodes: the first is a real Puppet Server, the others lead to it. */
export class Fleet {
  readonly site: Site;
  readonly puppet: PuppetServer;
  readonly nodes: readonly Node[];
  readonly fronts: readonly Front[];
  /** The balancers that run. */
  balancers: readonly Balancer[] = [];
  /** The file that an agent's catalog makes. */
  readonly made: string;

  private constructor(parts: {
    site: Site;
    puppet: PuppetServer;
    nodes: readonly Node[];
    fronts: readonly Front[];
    made: string;
  }) {
    this.site = parts.site;
    this.puppet = parts.puppet;
    this.nodes = parts.nodes;
    this.fronts = parts.fronts;
    this.made = parts.made;
  }

  static async start(site: Site): Promise<Fleet> {
    const made = site.path('made-by-puppet');
    const certnames = [1, 2, 3].map((number) => `compile0${number}.test`);
    const puppet = await PuppetServer.start(
      site.path('puppet'),
      site.address(101),
      ['compile01.test', ...certnames, `IP:${site.vip('balancer1')}`],
      { file: made, content: 'made by Puppet' },
    );
    await puppet.ready();
    const fronts = [102, 103].map((last) => new Front(site.address(last)));
    await Promise.all(fronts.map((front) => front.pass(site.address(101))));
    const folder = await site.build('balancer1', fleet(site, 'balancer1', puppet.caFile));
    await site.build('balancer2', fleet(site, 'balancer2', puppet.caFile));
    await site.build('hasty1', hasty(site, 'hasty1', puppet.caFile));
    await site.build('hasty2', hasty(site, 'hasty2', puppet.caFile));
    const nodes = certnames.map(
      (name, index) => new Node(site.path(name), site.address(101 + index)),
    );
    for (const [index, node] of nodes.entries()) {
      await node.install(join(folder, certnames[index] ?? ''), puppet.caFile);
      await node.serve();
    }
    const started = new Fleet({ site, puppet, nodes, fronts, made });
    await started.balance('balancer1', 'balancer2');
    return started;
  }

  async close(): Promise<void> {
    await Promise.all(this.fronts.map((front) => front.stop()));
  }

  /** Ends the balancers that run, and starts others from what was built for them. */
  async balance(...names: readonly string[]): Promise<void> {
    await Promise.all(this.balancers.map((balancer) => balancer.stop()));
    this.balancers = await Promise.all(names.map((name) => this.site.balance(name)));
  }

  /** Waits until all balancers see the servers that fit so. */
  async see(fits: RegExp, wanted: (server: string) => RegExp): Promise<void> {
    const waits = this.balancers.map(async (balancer) => {
      const servers = [...(await balancer.rows()).keys()].filter((server) => fits.test(server));
      expect(servers).not.toEqual([]);
      await Promise.all(servers.map((server) => balancer.until(server, wanted(server))));
    });
    await Promise.all(waits);
  }

  /** Waits until all balancers see all servers UP. */
  seeUp(): Promise<void> {
    return this.see(/./, () => /^UP L7OK 200$/);
  }

  /** What was counted of failed checks, by balancer and server. */
  failures(): Promise<Record<string, string>[]> {
    return Promise.all(this.balancers.map((balancer) => balancer.failures()));
  }

  /** Waits until the agents have put the servers that fit into an admin state. */
  async seeAdminState(fits: RegExp, wanted: number): Promise<void> {
    for (const balancer of this.balancers) {
      const servers = [...(await balancer.rows()).keys()].filter((server) => fits.test(server));
      for (const server of servers) {
        let seen = -1;
        await until(
          async () => {
            seen = await balancer.adminState(server);
            return seen === wanted;
          },
          () => `${server} is in admin state ${seen}`,
        );
      }
    }
  }

  /**
   * Expects that something makes the servers that fit DOWN with `fall` failed checks each, in the
   * ways that are given by pool, and that it leaves the others alone.
   */
  async expectDown(
    fits: RegExp,
    ways: { readonly script: RegExp; readonly status: RegExp },
    doIt: () => unknown,
  ): Promise<void> {
    await this.seeUp();
    const before = await this.failures();
    await doIt();
    await this.see(fits, (server) => (server.startsWith('status/') ? ways.status : ways.script));
    const after = await this.failures();
    for (const [index, failures] of before.entries()) {
      for (const [server, text] of Object.entries(failures)) {
        const added = difference(text, after[index]?.[server] ?? '');
        expect(added, server).toEqual(fits.test(server) ? expected(server, added) : [0, 0]);
      }
    }
  }
}

/** The agent of a node that fails says "down", which is one failed check more, or ends the count early. */
function expected(server: string, [failed = 0]: readonly number[]): number[] {
  const isWithin = withAgent.test(server) && failed > 0 && failed <= fall + 1;
  return [isWithin ? failed : fall, 1];
}

function difference(before: string, after: string): number[] {
  const [earlier, later] = [before, after].map((text) => text.split(' ').map(Number));
  return (later ?? []).map((count, index) => count - (earlier?.[index] ?? 0));
}
