import { canonicalIPv6 } from '../haproxy/facts/ip.ts';
import { kindOf } from '../inventory/check-kinds.ts';
import type { Bind, Pool } from '../inventory/model.ts';
import { isCheckedByScript } from '../inventory/nodes.ts';
import type { Rule } from './rule.ts';
import { poolName } from './shared/places.ts';

/** A VIP is named as an address that checks come from. */
export const vipAsBalancer: Rule = {
  code: 'CHK212',
  name: 'vip-as-balancer',
  severity: 'warning',
  summary: 'A bind address of a pool is listed in haproxy.balancers.',
  why: "HAProxy checks from the balancer's own address, not from a VIP that keepalived moves: only_from refuses it, and every master is DOWN. A single balancer without a VIP can bind every address.",
  *check({ haproxy, pools }) {
    if (!pools.some(isAsked)) return;
    const bound = boundAddresses(pools);
    const isAlone = haproxy.balancers.length === 1;
    const sources = new Set(pools.flatMap(sourcesOf));
    for (const { value, from } of haproxy.balancers) {
      const found = bound.get(bare(value));
      if (found === undefined || sources.has(bare(value))) continue;
      const own = "write each balancer's own address";
      const { port } = found.bind.endpoint.value;
      yield {
        message: `${value} is a bind address; checks come from each balancer's own address`,
        at: from,
        help: isAlone ? `${own}; for one balancer without a VIP write bind: "*:${port}"` : own,
        related: [
          { at: found.bind.endpoint.from, note: `${poolName(found.pool)} is bound to it here` },
        ],
      };
    }
  },
};

function isAsked({ check, servers }: Pool): boolean {
  return kindOf(check).asksScript && servers.some(isCheckedByScript);
}

interface Bound {
  readonly pool: Pool;
  readonly bind: Bind;
}

function boundAddresses(pools: readonly Pool[]): ReadonlyMap<string, Bound> {
  const bound = new Map<string, Bound>();
  for (const pool of pools) {
    for (const bind of pool.binds) {
      const { address } = bind.endpoint.value;
      if (address === '*') continue;
      if (!bound.has(address.text)) bound.set(address.text, { pool, bind });
    }
  }
  return bound;
}

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
