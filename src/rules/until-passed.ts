import type { Rule } from './rule.ts';
import { membersOf, serverName } from './shared/places.ts';
import { isOut } from './shared/rotation.ts';

/** The day until which a server is out has passed. */
export const untilPassed: Rule = {
  code: 'OPS505',
  name: 'until-passed',
  severity: 'warning',
  summary: 'A server is out of rotation after its "until" date.',
  why: 'A drain that nobody ends is one master less. Dates are ignored unless you pass --today.',
  *check({ pools }, today) {
    if (today === undefined) return;
    for (const { server } of membersOf(pools)) {
      const { until, state, isValid } = server;
      if (until === undefined || !isOut(server) || !isValid || until.value >= today) continue;
      yield {
        message: `${serverName(server)} is still out of rotation after ${until.value}`,
        at: until.from,
        help: 'write state: ready, or a later date',
        related: [{ at: state?.from, note: 'out of rotation here' }],
      };
    }
  },
};
