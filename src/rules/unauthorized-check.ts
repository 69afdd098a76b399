import { kindOf } from '../inventory/check-kinds.ts';
import { isPuppetServer } from '../inventory/roles.ts';
import { quote } from '../text/characters.ts';
import type { Rule } from './rule.ts';

/** HAProxy asks a Puppet that lets nobody ask without a rule. */
export const unauthorizedCheck: Rule = {
  code: 'PUP410',
  name: 'unauthorized-check',
  severity: 'info',
  summary: 'Puppet answers the check only with a rule in auth.conf.',
  why: 'Puppet 3 and 4 answer 403 to a status request without a certificate, unless auth.conf has a rule for it. Puppet Server 5 and later need no rule for /status/v1/simple.',
  *check({ pools, puppet }) {
    const { version } = puppet;
    if (version.value >= 5) return;
    for (const { check, role } of pools) {
      if (!kindOf(check).asksPuppet || !isPuppetServer(role.value)) continue;
      yield {
        message: `Puppet ${quote(String(version.value))} answers the check only with a rule in auth.conf`,
        at: check.kind.from,
        help: 'add a rule for the status path to auth.conf on every master, or write kind: node, whose installer adds it',
        related: [{ at: version.from, note: 'declared here' }],
      };
    }
  },
};
