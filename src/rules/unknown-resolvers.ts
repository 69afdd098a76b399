import { isOlder } from '../haproxy/facts/versions.ts';
import { isOff } from '../inventory/suggest-off.ts';
import { quote } from '../text/characters.ts';
import { toNearest } from '../text/nearest.ts';
import type { Rule } from './rule.ts';
import { sectionsBeside } from './shared/beside.ts';
import { membersOf } from './shared/places.ts';
import { writtenSections } from './shared/sections.ts';

/** From here on HAProxy makes resolvers "default" of /etc/resolv.conf (seen in 2.6, 3.0 and 3.2; 2.2 has none). */
const builtIn = { major: 2, minor: 6 };

/** A server names resolvers that no section defines. */
export const unknownResolvers: Rule = {
  code: 'HAP313',
  name: 'unknown-resolvers',
  severity: 'error',
  summary: 'A server names resolvers that do not exist.',
  why: 'HAProxy refuses a server whose resolvers it does not find. From 2.6 on it creates resolvers "default" itself if /etc/resolv.conf names a nameserver.',
  *check(inventory) {
    const { pools, haproxy } = inventory;
    if (!haproxy.isValid) return;
    const all = [...sectionsBeside(inventory), ...writtenSections(inventory)];
    const sections = all.filter(({ words }) => words[0] === 'resolvers');
    const known = new Set(sections.flatMap(({ words: [, name] }) => name ?? []));
    if (!isOlder(haproxy.version.value, builtIn)) known.add('default');
    const nearest = toNearest();
    for (const { server } of membersOf(pools)) {
      const { resolvers } = server;
      if (resolvers === undefined || known.has(resolvers.value)) continue;
      const near = nearest(resolvers.value, known);
      const write = `add a section "resolvers ${resolvers.value}" to haproxy.sections`;
      const help = near === undefined ? write : `did you mean "${near}"?`;
      yield {
        message: `there are no resolvers ${quote(resolvers.value)}`,
        at: resolvers.from,
        help: isOff(resolvers.value) ? 'remove the line' : help,
      };
    }
  },
};
