import type { Rule } from './rule.ts';
import { namesOf } from './shared/places.ts';

/** The most characters of a label of DNS (RFC 1035, 2.3.4). */
const most = 63;

/** A name is longer than tables and logs take well. */
export const longName: Rule = {
  code: 'INV109',
  name: 'long-name',
  severity: 'info',
  summary: `A name has more than ${most} characters.`,
  why: 'HAProxy writes the names of the pool and the server into every line of its log and of its statistics.',
  *check({ pools }) {
    for (const { name, at } of namesOf(pools)) {
      if (name.length <= most) continue;
      const message = `the name has ${name.length} characters, more than ${most}`;
      yield {
        message,
        at,
        help: `write a name of at most ${most} characters; "address" can hold the full host name`,
      };
    }
  },
};
