import { kindOf } from '../inventory/check-kinds.ts';
import { isCheckedByScript } from '../inventory/nodes.ts';
import type { Rule } from './rule.ts';
import { membersOf } from './shared/places.ts';

/** Nodes are checked by their script, and nobody says from where. */
export const unnamedBalancers: Rule = {
  code: 'CHK209',
  name: 'unnamed-balancers',
  severity: 'info',
  summary: 'The scripts on the nodes answer every host, because no balancer is named.',
  why: 'Without "balancers" the check has no only_from or IPAddressAllow. Every host may connect to it, and each request costs the node a TLS connection.',
  *check({ haproxy, pools }) {
    if (haproxy.place === undefined || !haproxy.isValid || haproxy.balancers.length > 0) return;
    const asked = pools.filter(({ check }) => kindOf(check).asksScript);
    if (![...membersOf(asked)].some(({ server }) => isCheckedByScript(server))) return;
    yield {
      message: 'haproxy.balancers is empty: every host may connect to the checks of the nodes',
      at: haproxy.place,
      part: 'key',
      help: 'write balancers: [ADDRESS], with the addresses that the checks come from',
    };
  },
};
