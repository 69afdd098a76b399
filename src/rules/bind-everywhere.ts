import type { Bind } from '../inventory/model.ts';
import { isAny } from '../inventory/values/address.ts';
import {
  formatListenEndpoint,
  formatPorts,
  ipOf,
  type ListenEndpoint,
} from '../inventory/values/listen-endpoint.ts';
import type { Rule } from './rule.ts';

/** A pool listens on every address of the balancer. */
export const bindEverywhere: Rule = {
  code: 'INV119',
  name: 'bind-everywhere',
  severity: 'warning',
  summary: 'A pool listens on every address of the balancer.',
  why: 'The pool also answers on management and backup networks, and HAProxy does not start on a machine where Puppet Server has the port. "[::]" accepts IPv4 too, unless "*" has the same port; those agents then reach other masters. A pool that binds both "*" and "[::]" of one port is not reported.',
  *check({ pools }) {
    for (const { endpoint, binds } of pools.flatMap(({ binds }) =>
      binds.map(({ endpoint }) => ({ endpoint, binds })),
    )) {
      const family = everywhere(endpoint.value);
      if (family === undefined || binds.some((other) => isOtherHalf(other, endpoint.value)))
        continue;
      yield {
        message: `bind ${formatListenEndpoint(endpoint.value)} listens on every address of the balancer`,
        at: endpoint.from,
        help: `write VIP:${formatPorts(endpoint.value)}, where VIP is the address that agents connect to`,
      };
    }
  },
};

/** The family of a bind of every address. */
function everywhere(endpoint: ListenEndpoint): 4 | 6 | undefined {
  if (endpoint.address === '*') return 4;
  const address = ipOf(endpoint);
  return address !== undefined && isAny(address) ? address.family : undefined;
}

/** Whether a bind takes every address of the other family: who writes both means it. */
function isOtherHalf({ endpoint: { value } }: Bind, own: ListenEndpoint): boolean {
  const family = everywhere(value);
  return (
    family !== undefined && family !== everywhere(own) && formatPorts(value) === formatPorts(own)
  );
}
