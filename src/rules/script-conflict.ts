import { isKnown, nodesOf } from '../inventory/nodes.ts';
import { quote } from '../text/characters.ts';
import type { Rule } from './rule.ts';

/** Pools start the script of one node in two ways. */
export const scriptConflict: Rule = {
  code: 'CHK220',
  name: 'script-conflict',
  severity: 'error',
  summary: 'All pools start the script of a node in the same way.',
  why: 'xinetd and systemd cannot both listen on the port of the check; the second one would not start.',
  *check(inventory) {
    for (const { name, members } of nodesOf(inventory)) {
      const first = members[0].pool.check.transport;
      for (const { pool } of members.every(isKnown) ? members : []) {
        const { transport, kind } = pool.check;
        if (transport === undefined || transport.value === first?.value) continue;
        yield {
          message: `${quote(name)} is reached by ${transport.value} here, and by ${first?.value} in another pool`,
          at: transport.from === 'builtin' ? kind.from : transport.from,
          help: 'write "transport" once, in defaults',
          related: [{ at: first?.from, note: 'another pool says this' }],
        };
      }
    }
  },
};
