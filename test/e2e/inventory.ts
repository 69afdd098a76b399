import { global, type Site } from './site.ts';

/** How often a check must fail before the server is down. */
export const fall = 3;

/** The pools whose servers are asked by HAProxy's agent protocol too. */
export const withAgent: RegExp = /^(compile|systemd)\//;

/**
 * The inventory of a balancer in front of three nodes: compile01 and compile03 behind xinetd, compile02
 * behind systemd; all three are asked by the script and, in the pool "status", by HAProxy.
 */
export function fleet(site: Site, balancer: string, caFile: string): object {
  // A connection that is dropped once comes after a second; HAProxy waits for it as long as inter.
  const times = { inter: '2s', fastinter: 200, downinter: 500, rise: 2, fall };
  const agent = { port: 9201, inter: '2s' };
  return inventory(site, balancer, [
    { name: 'compile', check: { kind: 'node', ...times, agent }, servers: behindXinetd },
    { name: 'systemd', check: { ...systemd, ...times, agent }, servers: behindSystemd },
    { name: 'pcp', role: 'pcp', check: { kind: 'node', ...times }, servers: behindXinetd },
    { name: 'pcp2', role: 'pcp', check: { ...systemd, ...times }, servers: behindSystemd },
    direct(times, caFile),
  ]);
}

/** The inventory of a balancer that asks the same nodes as often as they can answer. */
export function hasty(site: Site, balancer: string, caFile: string): object {
  const times = { inter: '100ms', rise: 2, fall };
  return inventory(site, balancer, [
    { name: 'compile', check: { kind: 'node', ...times }, servers: behindXinetd },
    { name: 'systemd', check: { ...systemd, ...times }, servers: behindSystemd },
    direct({ rise: 2, fall }, caFile),
  ]);
}

const behindXinetd = ['compile01', 'compile03'];
const behindSystemd = ['compile02'];
const systemd = { kind: 'node', transport: 'systemd', 'jruby-limit': '1m' };

function direct(times: object, caFile: string): object {
  const check = { kind: 'puppet', ...times, 'ca-file': caFile };
  return { name: 'status', check, servers: ['compile*'] };
}

/** The balancer's own address is that of its name's number. */
function inventory(site: Site, balancer: string, pools: readonly object[]): object {
  const number = Number(balancer.slice(-1));
  const vip = site.vip(balancer);
  return {
    haproxy: {
      // puppetlb probe asks from the address that the kernel gives.
      balancers: [site.address(1), site.address(2), '127.0.0.1'],
      timeouts: { check: '5s' },
      global: global(site, balancer),
    },
    puppet: { version: '7', layout: 'debian' },
    hosts: {
      'compile[01:03]': {
        address: site.address(101).replace(/101$/, '[101:103]'),
        certname: 'compile[01:03].test',
      },
    },
    pools: pools.map((pool, index) => ({
      ...pool,
      bind: `${vip}:${8140 + index}`,
      extra: [`source ${site.address(number)}`],
    })),
  };
}
