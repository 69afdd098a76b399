import { canonicalIPv6 } from '../haproxy/facts/ip.ts';
import { kindOf } from '../inventory/check-kinds.ts';
import type { Pool } from '../inventory/model.ts';
import { isCheckedByScript } from '../inventory/nodes.ts';
import { ipOf } from '../inventory/values/listen-endpoint.ts';
import type { Rule } from './rule.ts';
import { poolName } from './shared/places.ts';

/** A VIP is named as an address that checks come from. */
export const vipAsBalancer: Rule = {
  code: 'CHK212',
  name: 'vip-as-balancer',
  severity: 'warning',
  summary: 'A bind address of a pool is listed in haproxy.balancers.',
  why: "HAProxy sends checks from the balancer's own address, not from a VIP that keepalived moves: only_from refuses them, and every master is DOWN. A single balancer without a VIP can bind every address.",
  *check({ haproxy, pools }) {
    const isAsked = ({ check, servers }: Pool) =>
      kindOf(check).asksScript && servers.some(isCheckedByScript);
    if (!pools.some(isAsked)) return;
    const binds = pools.flatMap((pool) =>
      pool.binds.map(({ endpoint: { value, from } }) => ({ ...value, from, pool })),
    );
    const sources = new Set(pools.flatMap(sourcesOf));
    for (const { value, from } of haproxy.balancers) {
      const own = bare(value);
      const bind = binds.find((one) => ipOf(one)?.text === own);
      if (bind === undefined || sources.has(own)) continue;
      const help = "write each balancer's own address";
      const other = `${help}; for one balancer without a VIP write bind: "*:${bind.port}"`;
      yield {
        message: `${value} is a bind address, but checks come from each balancer's own address`,
        at: from,
        help: haproxy.balancers.length === 1 ? other : help,
        related: [{ at: bind.from, note: `${poolName(bind.pool)} is bound to it here` }],
      };
    }
  },
};

/** An address in the spelling of binds; a network of one address is that address. */
function bare(network: string): string {
  if (!network.includes(':')) return network.replace(/\/32$/, '');
  const address = network.replace(/\/128$/, '');
  return address.includes('/') ? address : canonicalIPv6(address);
}

/** The addresses that "source" in extra lines makes checks come from. */
function sourcesOf({ extra, servers }: Pool): string[] {
  const lines = [...extra, ...servers.flatMap((server) => server.extra ?? [])];
  return lines.flatMap(({ value: words }) => {
    const address = words[words.indexOf('source') + 1];
    return words.includes('source') && address !== undefined
      ? [address.replace(/^\[(.*)\](:\d*)?$/, '$1').replace(/^([0-9.]+):\d*$/, '$1')]
      : [];
  });
}
