import { kindOf } from '../inventory/check-kinds.ts';
import { answerTime } from '../inventory/node-limits.ts';
import type { Rule } from './rule.ts';

/** The script on a node may take longer than HAProxy waits for it. */
export const slowScript: Rule = {
  code: 'CHK204',
  name: 'slow-script',
  severity: 'warning',
  summary: 'The script on a node answers before HAProxy stops waiting.',
  why: 'When Puppet Server hangs, the script answers 503 and the reason just before its time is over; later than "timeout check" nobody hears it, and HAProxy only says that there was no answer.',
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
        message: `the script may take ${timeout.value.text}, and HAProxy waits ${time}`,
        at: timeout.from,
        help: 'leave it out, or write less than HAProxy waits',
        related: [{ at: waits?.from, note: 'HAProxy waits this long' }],
      };
    }
  },
};
