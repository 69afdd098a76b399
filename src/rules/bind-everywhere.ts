import { isAny } from '../inventory/values/address.ts';
import { formatListenEndpoint, formatPorts } from '../inventory/values/listen-endpoint.ts';
import type { Rule } from './rule.ts';

/** A pool listens on every address of the balancer. */
export const bindEverywhere: Rule = {
  code: 'INV119',
  name: 'bind-everywhere',
  severity: 'warning',
  summary: 'A pool listens on its VIP, not on every address of the balancer.',
  why: 'It answers on management and backup networks too, and HAProxy does not start where Puppet Server itself runs beside it. "[::]" takes IPv4 as well, unless "*" has the same port; those agents then reach other masters.',
  *check({ pools }) {
    for (const { endpoint } of pools.flatMap((pool) => pool.binds)) {
      const { address } = endpoint.value;
      if (address !== '*' && !isAny(address)) continue;
      yield {
        message: `${formatListenEndpoint(endpoint.value)} is every address of the balancer`,
        at: endpoint.from,
        help: `write VIP:${formatPorts(endpoint.value)}, with the address that agents use`,
      };
    }
  },
};
