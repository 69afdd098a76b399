import { isCheckedByScript } from '../inventory/nodes.ts';
import type { Rule } from './rule.ts';
import { membersOf, serverName } from './shared/places.ts';
import { isOut } from './shared/rotation.ts';

/** A server is out in the inventory, and its agent brings it in. */
export const agentLiftsState: Rule = {
  code: 'CHK223',
  name: 'agent-lifts-state',
  severity: 'warning',
  summary: 'Where the script is the agent, its state file takes a node out, not the inventory.',
  why: 'The agent of a node without a state file says "ready", and HAProxy then lifts every drain and maintenance, also "disabled" in the file: the server takes clients at the first answer (seen in HAProxy 2.6).',
  *check({ pools }) {
    for (const { pool, server } of membersOf(pools)) {
      const { agent } = pool.check;
      const { state, reason } = server;
      if (agent === undefined || !state || !isOut(server) || !isCheckedByScript(server)) continue;
      yield {
        message: `${serverName(server)} is in ${state.value} until its agent says "ready"`,
        at: state.from,
        help: `write "${state.value} ${reason?.value ?? 'REASON'}" into /etc/puppetmastercheck/state on the node`,
        related: [{ at: agent.place, part: 'key', note: 'the agent' }],
      };
    }
  },
};
