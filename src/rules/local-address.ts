import type { Bind } from '../inventory/model.ts';
import { isAny } from '../inventory/values/address.ts';
import { ipOf } from '../inventory/values/listen-endpoint.ts';
import { quote } from '../text/characters.ts';
import type { Rule } from './rule.ts';
import { membersOf } from './shared/places.ts';
import { isLoopback } from './shared/reach.ts';

/** A server has an address that means another machine on each balancer. */
export const localAddress: Rule = {
  code: 'INV118',
  name: 'local-address',
  severity: 'warning',
  summary: 'The address of a server is a different machine on each balancer.',
  why: 'A loopback address is the balancer itself. An address of 169.254.0.0/16 is valid on one link only, and can change at any time.',
  *check({ pools, haproxy: { balancers } }) {
    const reached = pools.filter(({ binds }) => binds.length === 0 || !binds.every(isLocalBind));
    for (const { address } of [...membersOf(reached)].map(({ server }) => server)) {
      if (address === undefined || 'hostName' in address.value) continue;
      // One balancer alone may well have Puppet Server beside it.
      const isOwn = isLoopback(address.value) && balancers.length !== 1;
      if (!isOwn && !address.value.text.startsWith('169.254.')) continue;
      const what = isOwn ? 'the loopback address of the balancer itself' : 'a link-local address';
      yield {
        message: `${quote(address.value.text)} is ${what}`,
        at: address.from,
        help: 'write the address at which the balancers reach the master',
      };
    }
  },
};

function isLocalBind({ endpoint }: Bind): boolean {
  const address = ipOf(endpoint.value);
  return address !== undefined && !isAny(address) && isLoopback(address);
}
