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
  summary: 'HAProxy cannot start on a balancer that does not hold the VIP.',
  why: 'haproxy -c accepts the file, but HAProxy does not start on a balancer that does not hold the address at that moment: the second balancer of a pair, which must take over when the first one fails.',
  *check({ pools, haproxy }) {
    const balancers = new Set(haproxy.balancers.map(({ value }) => value));
    if (balancers.size === 0 || haproxy.balancers.some(({ value }) => value.includes('/'))) return;
    const vips = pools.flatMap(({ binds }) => binds.flatMap(vipOf));
    const elsewhere = vips.filter(([address]) => !balancers.has(address));
    const [first] = elsewhere;
    if (first === undefined) return;
    const addresses = new Map(elsewhere);
    const [text, ...others] = [...addresses.keys()];
    const more =
      others.length === 0 ? '' : ` (and ${others.length} other${others.length === 1 ? '' : 's'})`;
    yield {
      message: `HAProxy cannot start on a balancer that does not hold VIP ${text}${more}`,
      at: first[1],
      help: 'set net.ipv4.ip_nonlocal_bind=1 (for IPv6: net.ipv6.ip_nonlocal_bind=1) on the balancers, or write transparent: true',
      related: others.slice(0, 3).map((other) => {
        return { at: addresses.get(other), note: 'another VIP' };
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
