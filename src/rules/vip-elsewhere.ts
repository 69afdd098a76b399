import type { Bind } from '../inventory/model.ts';
import type { Origin } from '../inventory/place.ts';
import { isAny } from '../inventory/values/address.ts';
import { ipOf } from '../inventory/values/listen-endpoint.ts';
import type { Rule } from './rule.ts';
import { isLoopback } from './shared/reach.ts';

/** A VIP is none of the balancers' addresses. */
export const vipElsewhere: Rule = {
  code: 'HAP330',
  name: 'vip-elsewhere',
  severity: 'info',
  summary: 'A VIP is an address of a balancer, or HAProxy may bind it all the same.',
  why: 'HAProxy checks the file without a word, and does not start on a balancer that has no such address at that moment: the second one of a pair, which is there for the day when the first fails.',
  *check({ pools, haproxy }) {
    const balancers = new Set(haproxy.balancers.map(({ value }) => value));
    if (balancers.size === 0 || haproxy.balancers.some(({ value }) => value.includes('/'))) return;
    const vips = pools.flatMap(({ binds }) => binds.flatMap(vipOf));
    const elsewhere = vips.filter(([address]) => !balancers.has(address));
    const [first] = elsewhere;
    if (first === undefined) return;
    const addresses = new Map(elsewhere);
    const [text, ...others] = [...addresses.keys()];
    const more = `${others.length} other VIP${others.length === 1 ? '' : 's'}`;
    yield {
      message:
        others.length === 0
          ? `the VIP ${text} is none of the balancers' addresses`
          : `${text} and ${more} are none of the balancers' addresses`,
      at: first[1],
      help: 'set net.ipv4.ip_nonlocal_bind=1 (net.ipv6.ip_nonlocal_bind=1 for IPv6) on the balancers, or write transparent: true, and let keepalived bring it up',
      related: others.slice(0, 3).map((other) => {
        return { at: addresses.get(other), note: 'nor is this one' };
      }),
    };
  },
};

/** An address that HAProxy must have to start. */
function vipOf({ endpoint, transparent }: Bind): [address: string, from: Origin][] {
  const address = ipOf(endpoint.value);
  if (address === undefined || isAny(address) || isLoopback(address)) return [];
  return transparent?.value === true ? [] : [[address.text, endpoint.from]];
}
