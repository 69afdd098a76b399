import type { Rule } from './rule.ts';
import { serverName } from './shared/places.ts';

/** A server says why or until when it is out, and is not out. */
export const reasonWithoutState: Rule = {
  code: 'OPS503',
  name: 'reason-without-state',
  severity: 'warning',
  summary: 'A reason or a date belongs to a server that is drained or in maintenance.',
  why: 'Where the state was deleted and the reason left, a master that is being upgraded takes agents again.',
  *check({ pools }) {
    for (const server of pools.flatMap((pool) => pool.servers)) {
      const { state, reason, until } = server;
      const left = reason ?? until;
      const isOut = state !== undefined && state.value !== 'ready';
      if (left === undefined || isOut || !server.isValid) continue;
      yield {
        message: `${serverName(server)} is ready, and has ${reason === undefined ? 'a date' : 'a reason'} not to be`,
        at: left.from,
        part: 'key',
        help: 'write state: drain or state: maint, or leave it out',
      };
    }
  },
};
