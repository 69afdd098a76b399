import { isOlder } from '../haproxy/facts/versions.ts';
import { isOff } from '../inventory/suggest-off.ts';
import { quote } from '../text/characters.ts';
import { toNearest } from '../text/nearest.ts';
import type { Rule } from './rule.ts';

/** From here on HAProxy makes resolvers "default" of /etc/resolv.conf (seen in 2.6, 3.0 and 3.2; 2.2 has none). */
const builtIn = { major: 2, minor: 6 };

/** A server names resolvers that no section defines. */
export const unknownResolvers: Rule = {
  code: 'HAP313',
  name: 'unknown-resolvers',
  severity: 'error',
  summary: 'Resolvers that a server names are a section in "haproxy.sections".',
  why: 'HAProxy refuses a server whose resolvers it does not find. From 2.6 it makes resolvers "default" itself where /etc/resolv.conf names a nameserver.',
  *check({ pools, haproxy }) {
    if (!haproxy.isValid) return;
    const known = new Set(
      haproxy.sections?.sections.flatMap(({ words: [keyword, name] }) =>
        keyword === 'resolvers' && name !== undefined ? [name] : [],
      ),
    );
    const isBuiltIn = !isOlder(haproxy.version.value, builtIn);
    if (isBuiltIn) known.add('default');
    const nearest = toNearest();
    for (const { resolvers } of pools.flatMap((pool) => pool.servers)) {
      if (resolvers === undefined || known.has(resolvers.value)) continue;
      const near = nearest(resolvers.value, known);
      const write = isOff(resolvers.value)
        ? 'remove the line'
        : `write a section "resolvers ${resolvers.value}" in haproxy.sections`;
      yield {
        message: `there are no resolvers ${quote(resolvers.value)}`,
        at: resolvers.from,
        help: near === undefined || isOff(resolvers.value) ? write : `did you mean "${near}"?`,
      };
    }
  },
};
