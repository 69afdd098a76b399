import { isKnown, type NodeMember, nodesOf } from '../inventory/nodes.ts';
import type { Origin } from '../inventory/place.ts';
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
  summary: 'All balancers and pools together check a node at most 25 times a second.',
  why: 'Each check starts the script and a TLS connection, about 25 ms of processor time: 25 a second keep more than half a processor from compiling catalogs, and when it is busy checks fail.',
  *check(inventory) {
    const { balancers, isWhole } = inventory.haproxy;
    if (!isWhole) return;
    const askers = Math.max(1, balancers.length);
    for (const { name, members } of nodesOf(inventory)) {
      for (const [port, asking] of byPort(members)) {
        const rate = askers * asking.reduce((sum, member) => sum + checksPerSecond(member), 0);
        const [first] = asking;
        if (rate <= mostChecks || first === undefined || !asking.every(isKnown)) continue;
        const from = askers === 1 ? '' : ` from ${askers} balancers`;
        yield {
          message: `port ${port} of "${name}" is checked ${Math.round(rate)} times a second${from}`,
          at: placeOf(asking),
          help: 'write a longer "inter", or "track" the server of another pool',
        };
      }
    }
  },
};

function byPort(members: readonly NodeMember[]): Map<number, NodeMember[]> {
  const found = new Map<number, NodeMember[]>();
  for (const member of members) {
    const port = member.server.check.port?.value ?? member.server.port.value;
    const others = found.get(port);
    if (others === undefined) found.set(port, [member]);
    else others.push(member);
  }
  return found;
}

function checksPerSecond({ server }: NodeMember): number {
  return 1000 / server.check.inter.value.ms;
}

/** The shortest inter that somebody wrote, else the servers of the first pool. */
function placeOf(members: readonly NodeMember[]): Origin {
  const written = members.filter(({ server }) => server.check.inter.from !== 'builtin');
  const [shortest] = written.sort((a, b) => checksPerSecond(b) - checksPerSecond(a));
  const [first] = members;
  if (shortest !== undefined) return shortest.server.check.inter.from;
  return first === undefined ? 'builtin' : below(first.pool.place, 'name');
}
