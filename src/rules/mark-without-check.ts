import type { Rule } from './rule.ts';

/** A server says what happens when it goes down, and nothing finds out. */
export const markWithoutCheck: Rule = {
  code: 'CHK211',
  name: 'mark-without-check',
  severity: 'warning',
  summary: 'What shall happen when a server goes down has a check that finds it out.',
  why: 'HAProxy takes "on-marked-down" without a check; the server is never marked down, and nothing ever happens.',
  *check({ pools }) {
    for (const pool of pools) {
      if (!pool.isWhole) continue;
      for (const { onMarkedDown, check, agentCheck, track, isWhole } of pool.servers) {
        const isFound =
          check.kind.value !== 'none' || agentCheck !== undefined || track !== undefined;
        if (onMarkedDown === undefined || isFound || !isWhole) continue;
        yield {
          message: '"on-marked-down" has no effect without a check',
          at: onMarkedDown.from,
          part: 'key',
          help: 'check the server, or leave it out',
          related: [{ at: check.kind.from, note: 'it is not checked' }],
        };
      }
    }
  },
};
