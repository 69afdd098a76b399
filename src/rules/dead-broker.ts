import { kindOf } from '../inventory/check-kinds.ts';
import type { Rule } from './rule.ts';
import { poolName } from './shared/places.ts';
import { inRotation } from './shared/rotation.ts';

/** A broker without its orchestrator draws all agents. */
export const deadBroker: Rule = {
  code: 'PUP412',
  name: 'dead-broker',
  severity: 'warning',
  summary:
    'The check of a PCP pool with balance leastconn does not ask for the status of the brokers.',
  why: 'A broker that lost its orchestrator still accepts connections, and closes them soon. It then has the fewest connections, and leastconn sends all agents there; the status of Puppet Server shows the fault.',
  *check({ pools }) {
    for (const pool of pools) {
      const { role, balance, isValid } = pool;
      if (role.value !== 'pcp' || balance.value.algorithm !== 'leastconn' || !isValid) continue;
      const rotation = inRotation(pool);
      const blind = rotation.find(
        ({ check, track }) =>
          kindOf(check).isChecked && !kindOf(check).isHttp && track === undefined,
      );
      if (blind === undefined || rotation.length < 2) continue;
      yield {
        message: `check ${blind.check.kind.value} with leastconn sends all agents of ${poolName(pool)} to a broken broker`,
        at: blind.check.kind.from,
        help: 'write check: puppet, or check: node',
        related: [{ at: balance.from, note: 'the balance' }],
      };
    }
  },
};
