import { kindOf } from '../inventory/check-kinds.ts';
import type { Server, Timeouts } from '../inventory/model.ts';
import type { Rule } from './rule.ts';
import { membersOf } from './shared/places.ts';

/** A minute; agents run every half an hour, so that few meet a master that is gone for less. */
const most = 60_000;

/** HAProxy notices late that a server is gone. */
export const lateNotice: Rule = {
  code: 'CHK208',
  name: 'late-notice',
  severity: 'info',
  summary: 'HAProxy takes more than a minute to notice that a master is down.',
  why: 'Until "fall" checks have failed, HAProxy sends agents to this master, and their runs fail. With balance source and map-based hashing every retry fails too.',
  *check({ pools, haproxy }) {
    if (!haproxy.isValid) return;
    for (const { pool, server } of membersOf(pools.filter(({ isValid }) => isValid))) {
      const { inter, fall } = server.check;
      const ms = noticed(server, { ...haproxy.timeouts, ...pool.timeouts });
      if (!server.isValid || ms === undefined || ms <= most) continue;
      yield {
        message: `HAProxy notices only after ${words(ms)} that a server is down`,
        at: inter.from,
        help: 'write a shorter inter, a fastinter, or a smaller fall',
        related: [{ at: fall.from, note: `after ${fall.value} failed checks` }],
      };
    }
  },
};

/** How long it takes at most: the wait for the next check, those that must fail, and the last one's timeout. */
function noticed({ check, track }: Server, timeouts: Timeouts): number | undefined {
  if (!kindOf(check).isChecked || track !== undefined) return undefined;
  const { inter, fastinter = inter, fall } = check;
  return inter.value.ms + fastinter.value.ms * (fall.value - 1) + (timeouts.check?.value.ms ?? 0);
}

function words(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`;
}
