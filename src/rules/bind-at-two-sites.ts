import { isAny } from '../inventory/values/address.ts';
import { formatListenEndpoint, ipOf } from '../inventory/values/listen-endpoint.ts';
import type { Rule } from './rule.ts';
import { isLoopback } from './shared/reach.ts';
import { siteViews } from './shared/site-views.ts';

/** The balancers of two sites have one VIP. */
export const bindAtTwoSites: Rule = {
  code: 'INV133',
  name: 'bind-at-two-sites',
  severity: 'warning',
  summary: 'Two sites bind the same address.',
  why: 'A VIP belongs to one network. The balancers of two sites take it from each other, or HAProxy never starts at one of them.',
  *check({ whole }) {
    if (whole === undefined) return;
    const taken = new Map<string, string | undefined>();
    for (const view of siteViews(whole)) {
      for (const { endpoint } of view.pools.flatMap(({ binds }) => binds)) {
        const address = ipOf(endpoint.value);
        if (address === undefined || isAny(address) || isLoopback(address)) continue;
        const text = formatListenEndpoint(endpoint.value);
        const first = taken.get(text);
        if (first === undefined) taken.set(text, view.site);
        else if (first !== view.site) {
          yield {
            message: `sites ${first} and ${view.site} both bind ${text}`,
            at: endpoint.from,
            help: `write bind: { ${first}: ADDRESS:PORT, ${view.site}: ADDRESS:PORT }`,
          };
        }
      }
    }
  },
};
