import { kindOf } from '../inventory/check-kinds.ts';
import { isPuppetServer } from '../inventory/roles.ts';
import { quote } from '../text/characters.ts';
import type { Rule } from './rule.ts';
import { leaveOut } from './shared/leave-out.ts';

/** A path, and the first and last major versions of Puppet that may answer it. */
interface Answered {
  readonly path: RegExp;
  readonly first: number;
  readonly last: number;
}

/**
 * What Puppet Server answers, by its routes; where only a minor version decides, the whole major
 * counts. Puppet Server 7.9.5 was asked, the others were read (Puppet Server, legacy routes and
 * status service).
 */
const answered: readonly Answered[] = [
  { path: /^\/puppet\/v3\/status\//, first: 4, last: 6 },
  { path: /^\/(?!puppet\/|puppet-ca\/|status\/)[^/]+\/status\//, first: 3, last: 6 },
  { path: /^\/status\/v1\/simple\/server\b/, first: 6, last: 8 },
  { path: /^\/status\/v1\/simple\/master\b/, first: 5, last: 8 },
  { path: /^\/status\/v1\/(simple|services)\b/, first: 4, last: 8 },
];

/** HAProxy asks Puppet for a path that its version does not have. */
export const unansweredPath: Rule = {
  code: 'PUP402',
  name: 'unanswered-path',
  severity: 'error',
  summary: 'The declared Puppet does not answer the path of a check.',
  why: 'Puppet answers 404 for a path that it does not have, and all servers of the pool are DOWN. Puppet 7 no longer has the path of Puppet 3; /status/v1 came with Puppet Server 2.6.',
  *check({ pools, puppet }) {
    const { value: version, from } = puppet.version;
    for (const { check, role } of pools) {
      const { path } = check;
      if (path === undefined || !kindOf(check).asksPuppet || !isPuppetServer(role.value)) continue;
      const known = answered.find((one) => one.path.test(path.value));
      if (known === undefined || (known.first <= version && version <= known.last)) continue;
      yield {
        message: `Puppet ${version} has no path ${quote(path.value)}`,
        at: path.from,
        help: 'remove path; the default is the path of the declared Puppet version',
        related: [{ at: from, note: 'declared here' }],
        fix: leaveOut('path', path.from, true),
      };
    }
  },
};
