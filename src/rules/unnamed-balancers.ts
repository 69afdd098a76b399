import { kindOf } from '../inventory/check-kinds.ts';
import { isCheckedByScript } from '../inventory/nodes.ts';
import type { Rule } from './rule.ts';
import { membersOf } from './shared/places.ts';

/** Nodes are checked by their script, and nobody says from where. */
export const unnamedBalancers: Rule = {
  code: 'CHK209',
  name: 'unnamed-balancers',
  severity: 'info',
  summary: 'Where scripts on the nodes are asked, the inventory names who may ask them.',
  why: 'Without "balancers" the check is written without only_from or IPAddressAllow: every address may ask, and each question costs the node a TLS connection.',
  *check({ haproxy, pools }) {
    if (haproxy.place === undefined || !haproxy.isValid || haproxy.balancers.length > 0) return;
    const asked = pools.filter(({ check }) => kindOf(check).asksScript);
    if (![...membersOf(asked)].some(({ server }) => isCheckedByScript(server))) return;
    yield {
      message: 'nodes are checked and no balancers are named, so everybody may ask them',
      at: haproxy.place,
      part: 'key',
      help: 'write balancers: [ADDRESS], the addresses that checks come from',
    };
  },
};
