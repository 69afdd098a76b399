import { isCheckedByScript } from '../inventory/nodes.ts';
import type { Rule } from './rule.ts';
import { membersOf, serverName } from './shared/places.ts';
import { isOut } from './shared/rotation.ts';

/** A server is out in the inventory, and its agent brings it in. */
export const agentLiftsState: Rule = {
  code: 'CHK223',
  name: 'agent-lifts-state',
  severity: 'warning',
  summary: 'The inventory drains a server, and its agent check puts it back into rotation.',
  why: 'The agent of a node without a state file answers "ready". HAProxy then ends every drain and maintenance, also "disabled" in the file: the server is in rotation after the first answer (seen in HAProxy 2.6).',
  *check({ pools }) {
    for (const { pool, server } of membersOf(pools)) {
      const { agent } = pool.check;
      const { state, reason } = server;
      if (agent === undefined || !state || !isOut(server) || !isCheckedByScript(server)) continue;
      yield {
        message: `state ${state.value} of ${serverName(server)} ends at the first answer of its agent check`,
        at: state.from,
        help: `write "${state.value} ${reason?.value ?? 'REASON'}" to /etc/puppetmastercheck/state on the node`,
        related: [{ at: agent.place, part: 'key', note: 'the agent check' }],
      };
    }
  },
};
