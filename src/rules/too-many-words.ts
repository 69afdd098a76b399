import type { Rule } from './rule.ts';
import { membersOf, serverName } from './shared/places.ts';

/** With every property of a server written, so many words are left of the 64 that HAProxy reads. */
const most = 14;

/** A server has more further words than its line has room for. */
export const tooManyWords: Rule = {
  code: 'HAP316',
  name: 'too-many-words',
  severity: 'error',
  summary: 'A server has more than 14 words in "extra", its own and those of default-server.',
  why: 'HAProxy reads 64 words of a line and refuses a longer line. Name, address, check and all properties of the inventory can take 50 of them.',
  *check({ pools }) {
    for (const { server } of membersOf(pools)) {
      const { extra = [] } = server;
      const count = extra.flatMap(({ value }) => value).length;
      const last = extra.at(-1);
      if (count <= most || last === undefined) continue;
      const message = `${serverName(server)} has ${count} words in "extra", more than ${most}`;
      yield { message, at: last.from, help: `remove words from "extra", until ${most} are left` };
    }
  },
};
