import { kindOf } from '../inventory/check-kinds.ts';
import { answerTime } from '../inventory/node-limits.ts';
import type { Rule } from './rule.ts';

/** The script on a node may take longer than HAProxy waits for it. */
export const slowScript: Rule = {
  code: 'CHK204',
  name: 'slow-script',
  severity: 'warning',
  summary: 'The script on a node may answer after HAProxy has stopped waiting.',
  why: 'When Puppet Server hangs, the script answers 503 and the reason just before its own timeout ends. After "timeout check" HAProxy no longer reads the answer, and only reports that there was none.',
  *check({ pools, haproxy }) {
    for (const pool of pools) {
      const { timeout } = pool.check;
      if (timeout === undefined || !kindOf(pool.check).asksScript) continue;
      if (!pool.isValid || !haproxy.isValid) continue;
      const server = pool.servers.find((one) => timeout.value.ms >= answerTime(one, pool, haproxy));
      if (server === undefined) continue;
      const waits = { ...haproxy.timeouts, ...pool.timeouts }.check;
      const time = waits?.value.text ?? server.check.inter.value.text;
      yield {
        message: `the script may take ${timeout.value.text}, but HAProxy waits only ${time}`,
        at: timeout.from,
        help: `remove timeout, or write less than ${time}`,
        related: [{ at: waits?.from, note: 'HAProxy waits this long' }],
      };
    }
  },
};
