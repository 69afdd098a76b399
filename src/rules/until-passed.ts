import type { Rule } from './rule.ts';
import { membersOf, serverName } from './shared/places.ts';
import { isOut } from './shared/rotation.ts';

/** The day until which a server is out has passed. */
export const untilPassed: Rule = {
  code: 'OPS505',
  name: 'until-passed',
  severity: 'warning',
  summary: 'A server that is out until a day is back in rotation after it.',
  why: 'A drain that nobody ends is a master less. It is asked only with --today: nothing turns red because a day has passed.',
  *check({ pools }, today) {
    if (today === undefined) return;
    for (const { server } of membersOf(pools)) {
      const { until, state, isValid } = server;
      if (until === undefined || !isOut(server) || !isValid || until.value >= today) continue;
      yield {
        message: `${serverName(server)} was to be out until ${until.value}`,
        at: until.from,
        help: 'set it back to state: ready, or write a later day',
        related: [{ at: state?.from, note: 'it is out here' }],
      };
    }
  },
};
