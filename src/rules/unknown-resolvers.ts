import { quote } from '../text/characters.ts';
import { toNearest } from '../text/nearest.ts';
import type { Rule } from './rule.ts';

/** A server names resolvers that no section defines. */
export const unknownResolvers: Rule = {
  code: 'HAP313',
  name: 'unknown-resolvers',
  severity: 'error',
  summary: 'Resolvers that a server names are a section in "haproxy.sections".',
  why: 'HAProxy refuses a server whose resolvers it does not find.',
  *check({ pools, haproxy }) {
    if (!haproxy.isValid) return;
    const known = new Set(
      haproxy.sections?.sections.flatMap(({ words: [keyword, name] }) =>
        keyword === 'resolvers' && name !== undefined ? [name] : [],
      ),
    );
    const nearest = toNearest();
    for (const { resolvers } of pools.flatMap((pool) => pool.servers)) {
      if (resolvers === undefined || known.has(resolvers.value)) continue;
      const near = nearest(resolvers.value, known);
      const write = `write a section "resolvers ${resolvers.value}" in haproxy.sections`;
      yield {
        message: `there are no resolvers ${quote(resolvers.value)}`,
        at: resolvers.from,
        help: near === undefined ? write : `did you mean "${near}"?`,
      };
    }
  },
};
