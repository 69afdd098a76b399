import { kindOf } from '../inventory/check-kinds.ts';
import type { Rule } from './rule.ts';
import { poolName } from './shared/places.ts';
import { inRotation } from './shared/rotation.ts';

/** A broker without its orchestrator draws all agents. */
export const deadBroker: Rule = {
  code: 'PUP412',
  name: 'dead-broker',
  severity: 'warning',
  summary: 'A PCP pool with balance leastconn is checked by a connection alone.',
  why: 'A broker that lost its orchestrator still accepts connections and closes them soon: it has the fewest, and leastconn sends everybody there. The status of Puppet Server tells it.',
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
        message: `a broker of ${poolName(pool)} that lost its orchestrator draws all agents: check ${blind.check.kind.value}, leastconn`,
        at: blind.check.kind.from,
        help: 'write check: puppet, or check: node',
        related: [{ at: balance.from, note: 'the balance' }],
      };
    }
  },
};
