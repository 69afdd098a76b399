import type { Bind } from '../inventory/model.ts';
import { isAny } from '../inventory/values/address.ts';
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
    const balancers = haproxy.balancers.map(({ value }) => value);
    if (balancers.length === 0 || balancers.some((address) => address.includes('/'))) return;
    const elsewhere = pools
      .flatMap(({ binds }) => binds)
      .filter((bind) => isElsewhere(bind, new Set(balancers)));
    const [first] = elsewhere;
    if (first === undefined) return;
    const addresses = new Map(elsewhere.map((bind) => [textOf(bind), bind.endpoint.from]));
    const [text, ...others] = [...addresses.keys()];
    yield {
      message:
        others.length === 0
          ? `the VIP ${text} is none of the balancers' addresses`
          : `${text} and ${others.length} other VIP${others.length === 1 ? '' : 's'} are none of the balancers' addresses`,
      at: first.endpoint.from,
      help: 'set net.ipv4.ip_nonlocal_bind=1 (net.ipv6.ip_nonlocal_bind=1 for IPv6) on the balancers, or write transparent: true, and let keepalived bring it up',
      related: others.slice(0, 3).map((other) => {
        return { at: addresses.get(other) ?? 'builtin', note: 'nor is this one' };
      }),
    };
  },
};

function isElsewhere(bind: Bind, balancers: ReadonlySet<string>): boolean {
  const { address } = bind.endpoint.value;
  if (address === '*' || isAny(address) || isLoopback(address)) return false;
  return bind.transparent?.value !== true && !balancers.has(address.text);
}

function textOf({ endpoint }: Bind): string {
  const { address } = endpoint.value;
  return address === '*' ? address : address.text;
}
