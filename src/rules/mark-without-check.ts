import { kindOf } from '../inventory/check-kinds.ts';
import type { Server } from '../inventory/model.ts';
import type { Rule } from './rule.ts';

/** A server says what happens when it goes down, and nothing finds out. */
export const markWithoutCheck: Rule = {
  code: 'CHK211',
  name: 'mark-without-check',
  severity: 'warning',
  summary: '"on-marked-down" is set on a server that is not checked.',
  why: 'HAProxy accepts "on-marked-down" without a check. The server is never marked DOWN, so nothing happens.',
  *check({ pools }) {
    const servers = pools.filter(({ isValid }) => isValid).flatMap((pool) => pool.servers);
    const found = new Set(servers.filter(isWatched).map((one) => one['on-marked-down']?.from));
    for (const { 'on-marked-down': onMarkedDown, check, isValid } of servers) {
      if (onMarkedDown === undefined || found.has(onMarkedDown.from) || !isValid) continue;
      yield {
        message: '"on-marked-down" has no effect without a check',
        at: onMarkedDown.from,
        part: 'key',
        help: 'remove on-marked-down, or write a check, for example check: tcp',
        related: [{ at: check.kind.from, note: 'not checked' }],
      };
    }
  },
};

/** Whether anything finds out that a server is down; one that may do so for others speaks for the default they share. */
function isWatched({ check, agentCheck, track, isValid }: Server): boolean {
  const isChecked = kindOf(check).isChecked || agentCheck !== undefined;
  return isChecked || track !== undefined || !isValid;
}
