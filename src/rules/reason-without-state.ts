import type { Rule } from './rule.ts';
import { membersOf, serverName } from './shared/places.ts';
import { isOut } from './shared/rotation.ts';

/** A server says why or until when it is out, and is not out. */
export const reasonWithoutState: Rule = {
  code: 'OPS503',
  name: 'reason-without-state',
  severity: 'warning',
  summary: 'A server has a reason or a date, but no state drain or maint.',
  why: 'If somebody removed the state and left the reason, a master that is being upgraded gets agents again.',
  *check({ pools }) {
    for (const { server } of membersOf(pools)) {
      const { reason, until } = server;
      const left = reason ?? until;
      if (left === undefined || isOut(server) || !server.isValid) continue;
      const name = reason === undefined ? '"until"' : '"reason"';
      yield {
        message: `${serverName(server)} has a ${name} but no state drain or maint`,
        at: left.from,
        part: 'key',
        help: `write state: drain or state: maint, or remove ${name}`,
      };
    }
  },
};
