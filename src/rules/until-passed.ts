import type { Rule } from './rule.ts';
import { serverName } from './shared/places.ts';

/** The day until which a server is out has passed. */
export const untilPassed: Rule = {
  code: 'OPS505',
  name: 'until-passed',
  severity: 'warning',
  summary: 'A server that is out until a day is back in rotation after it.',
  why: 'A drain that nobody ends is a master less. It is asked only with --today: nothing turns red because a day has passed.',
  *check({ pools }, today) {
    if (today === undefined) return;
    for (const server of pools.flatMap((pool) => pool.servers)) {
      const { until, state, isValid } = server;
      if (until === undefined || state === undefined || state.value === 'ready' || !isValid)
        continue;
      if (until.value >= today) continue;
      yield {
        message: `${serverName(server)} was to be out until ${until.value}`,
        at: until.from,
        help: 'set it back to state: ready, or write a later day',
        related: [{ at: state.from, note: 'it is out here' }],
      };
    }
  },
};
