import { isKnown, type NodeMember, nodesOf } from '../inventory/nodes.ts';
import { below } from '../inventory/place.ts';
import type { Rule } from './rule.ts';

/**
 * Checks a second that a node bears. One took 21 to 27 ms of processor time, TLS included (script,
 * curl and xinetd 2.3.15 on Debian 12): with 25 a second that is more than half a processor.
 */
const mostChecks = 25;

/** All balancers and pools together check a node too often. */
export const checkLoad: Rule = {
  code: 'CHK205',
  name: 'check-load',
  severity: 'warning',
  comparesPools: true,
  summary: 'Balancers and pools together check a node more than 25 times a second.',
  why: 'Each check starts the script and a TLS connection, about 25 ms of processor time. 25 checks a second keep more than half a processor from compiling catalogs, and checks fail when the node is busy.',
  *check(inventory) {
    const { balancers, isValid } = inventory.haproxy;
    if (!isValid) return;
    const askers = Math.max(1, balancers.length);
    for (const { name, members } of nodesOf(inventory)) {
      const rate = askers * members.reduce((sum, member) => sum + asksPerSecond(member), 0);
      if (rate <= mostChecks || !members.every(isKnown)) continue;
      const from = askers === 1 ? '' : ` by ${askers} balancers`;
      const agents = members.some(hasAgent) ? ', agent checks included' : '';
      // The shortest inter that somebody wrote, else the servers of the first pool.
      const [shortest] = members
        .map(({ server }) => server.check.inter)
        .filter((inter) => inter.from !== 'builtin')
        .sort((a, b) => a.value.ms - b.value.ms);
      yield {
        message: `"${name}" is checked ${Math.round(rate)} times a second${from}${agents}`,
        at: shortest?.from ?? below(members[0].pool.place, 'name'),
        help: 'write a longer inter, or track: POOL/SERVER to share the check of another pool',
      };
    }
  },
};

function hasAgent({ server }: NodeMember): boolean {
  return server.check.agent !== undefined && server.agentCheck !== undefined;
}

/** The script answers the agent check too, as often as its own inter says, else that of the check. */
function asksPerSecond(member: NodeMember): number {
  const { check, agentCheck } = member.server;
  const agentInter = agentCheck?.inter?.value.ms ?? check.inter.value.ms;
  return 1000 / check.inter.value.ms + (hasAgent(member) ? 1000 / agentInter : 0);
}
