import { quote } from '../text/characters.ts';
import type { Rule } from './rule.ts';
import { leaveOut } from './shared/leave-out.ts';
import { poolName } from './shared/places.ts';

/** The script is to look at JRubies where nothing tells of them. */
export const jrubyLimitWithoutMetrics: Rule = {
  code: 'CHK221',
  name: 'jruby-limit-without-metrics',
  severity: 'error',
  summary: '"jruby-limit" is set where Puppet does not report its JRubies.',
  why: 'Puppet Server reports its JRubies from version 5 on, and PuppetDB has none. With a limit the node would fail every check.',
  *check({ pools, puppet: { version } }) {
    for (const pool of pools) {
      const { role, check, ownCheck } = pool;
      const isPuppetDb = role.value === 'puppetdb';
      const { jrubyLimit } = isPuppetDb ? ownCheck : check;
      if (jrubyLimit === undefined || (!isPuppetDb && version.value >= 5)) continue;
      const place = { at: jrubyLimit.from, part: 'key' } as const;
      if (isPuppetDb) {
        yield {
          message: `${poolName(pool)} has role puppetdb, which has no JRubies`,
          ...place,
          help: 'remove jruby-limit',
          related: [{ at: role.from, note: 'the role' }],
          fix: leaveOut('jruby-limit', jrubyLimit.from, true),
        };
      } else {
        yield {
          message: `Puppet ${quote(String(version.value))} does not report its JRubies`,
          ...place,
          help: 'remove jruby-limit, or write a later version of Puppet',
          related: [{ at: version.from, note: 'declared here' }],
        };
      }
    }
  },
};
