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
  why: 'It answers on management and backup networks too, and HAProxy does not start where Puppet Server itself runs beside it. "[::]" takes IPv4 as well, unless "*" has the same port; those agents then reach other masters. Who binds "*" and "[::]" of one port in a pool means every address: nothing is reported.',
  *check({ pools }) {
    for (const { endpoint, binds } of pools.flatMap(({ binds }) =>
      binds.map(({ endpoint }) => ({ endpoint, binds })),
    )) {
      const family = everywhere(endpoint.value);
      if (family === undefined || binds.some((other) => isOtherHalf(other, endpoint.value)))
        continue;
      yield {
        message: `${formatListenEndpoint(endpoint.value)} is every address of the balancer`,
        at: endpoint.from,
        help: `write VIP:${formatPorts(endpoint.value)}, with the address that agents use`,
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
