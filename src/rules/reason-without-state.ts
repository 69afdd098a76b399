import type { Rule } from './rule.ts';
import { membersOf, serverName } from './shared/places.ts';
import { isOut } from './shared/rotation.ts';

/** A server says why or until when it is out, and is not out. */
export const reasonWithoutState: Rule = {
  code: 'OPS503',
  name: 'reason-without-state',
  severity: 'warning',
  summary: 'A reason or a date belongs to a server that is drained or in maintenance.',
  why: 'Where the state was deleted and the reason left, a master that is being upgraded takes agents again.',
  *check({ pools }) {
    for (const { server } of membersOf(pools)) {
      const { reason, until } = server;
      const left = reason ?? until;
      if (left === undefined || isOut(server) || !server.isValid) continue;
      yield {
        message: `${serverName(server)} is ready, and has ${reason === undefined ? 'a date' : 'a reason'} not to be`,
        at: left.from,
        part: 'key',
        help: 'write state: drain or state: maint, or leave it out',
      };
    }
  },
};
