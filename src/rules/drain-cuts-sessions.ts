import type { Rule } from './rule.ts';
import { membersOf } from './shared/places.ts';

/** A drain by the state file ends the open sessions that the agent would leave alone. */
export const drainCutsSessions: Rule = {
  code: 'CHK224',
  name: 'drain-cuts-sessions',
  severity: 'warning',
  summary: 'A drain by the state file ends open sessions because of "on-marked-down".',
  why: 'A node that is drained by its state file also answers 503. HAProxy then marks the server DOWN, and "on-marked-down: shutdown-sessions" ends the agent runs that the drain should let finish.',
  *check({ pools }) {
    for (const { pool, server } of membersOf(pools)) {
      const { agent } = pool.check;
      const { 'on-marked-down': onMarkedDown, track } = server;
      if (agent === undefined || onMarkedDown === undefined || track !== undefined) continue;
      yield {
        message: '"on-marked-down" ends open sessions when the state file drains the node',
        at: onMarkedDown.from,
        help: 'remove "on-marked-down"',
        related: [{ at: agent.place, part: 'key', note: 'the agent check' }],
      };
    }
  },
};
