import { isKnown, nodesOf } from '../inventory/nodes.ts';
import { quote } from '../text/characters.ts';
import type { Rule } from './rule.ts';

/** Pools start the script of one node in two ways. */
export const scriptConflict: Rule = {
  code: 'CHK220',
  name: 'script-conflict',
  severity: 'error',
  summary: 'Two pools start the script of one node in different ways.',
  why: 'xinetd and systemd cannot both listen on the port of the check. The second one does not start.',
  *check(inventory) {
    for (const { name, members } of nodesOf(inventory)) {
      const first = members[0].pool.check.transport;
      for (const { pool } of members.every(isKnown) ? members : []) {
        const { transport, kind } = pool.check;
        if (transport === undefined || transport.value === first?.value) continue;
        yield {
          message: `${quote(name)} has transport ${transport.value} here, but ${first?.value} in another pool`,
          at: transport.from === 'builtin' ? kind.from : transport.from,
          help: 'write transport only once, in "defaults"',
          related: [{ at: first?.from, note: 'the other pool' }],
        };
      }
    }
  },
};
