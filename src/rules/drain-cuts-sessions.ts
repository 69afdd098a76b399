import type { Rule } from './rule.ts';
import { membersOf } from './shared/places.ts';

/** A drain by the state file ends the open sessions that the agent would leave alone. */
export const drainCutsSessions: Rule = {
  code: 'CHK224',
  name: 'drain-cuts-sessions',
  severity: 'warning',
  summary: 'A drain leaves open sessions alone where the script is the agent too.',
  why: 'A node that is drained by its state file also answers 503; the server is then marked down, and on-marked-down: shutdown-sessions ends the agent runs that the drain should let finish.',
  *check({ pools }) {
    for (const { pool, server } of membersOf(pools)) {
      const { agent } = pool.check;
      const { 'on-marked-down': onMarkedDown, track } = server;
      if (agent === undefined || onMarkedDown === undefined || track !== undefined) continue;
      yield {
        message: 'a drain by the state file ends the open sessions',
        at: onMarkedDown.from,
        help: 'leave "on-marked-down" out',
        related: [{ at: agent.place, part: 'key', note: 'the agent' }],
      };
    }
  },
};
