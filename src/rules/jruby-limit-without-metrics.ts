import { quote } from '../text/characters.ts';
import type { Rule } from './rule.ts';
import { leaveOut } from './shared/leave-out.ts';
import { poolName } from './shared/places.ts';

/** The script is to look at JRubies where nothing tells of them. */
export const jrubyLimitWithoutMetrics: Rule = {
  code: 'CHK221',
  name: 'jruby-limit-without-metrics',
  severity: 'error',
  summary: 'JRubies are looked at where the status API tells of them.',
  why: 'Puppet Server tells of its JRubies from version 5 on, PuppetDB has none; the node would fail every check.',
  *check({ pools, puppet: { version } }) {
    for (const pool of pools) {
      const { role, check, ownCheck } = pool;
      const isPuppetDb = role.value === 'puppetdb';
      const { jrubyLimit } = isPuppetDb ? ownCheck : check;
      if (jrubyLimit === undefined || (!isPuppetDb && version.value >= 5)) continue;
      const place = { at: jrubyLimit.from, part: 'key' } as const;
      if (isPuppetDb) {
        yield {
          message: `${poolName(pool)} is of role puppetdb, which has no JRubies`,
          ...place,
          help: 'leave "jruby-limit" out',
          related: [{ at: role.from, note: 'the role' }],
          fix: leaveOut('jruby-limit', jrubyLimit.from, true),
        };
      } else {
        yield {
          message: `Puppet ${quote(String(version.value))} says nothing of its JRubies`,
          ...place,
          help: 'leave "jruby-limit" out, or write a later version',
          related: [{ at: version.from, note: 'declared here' }],
        };
      }
    }
  },
};
