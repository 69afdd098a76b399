import type { Rule } from './rule.ts';
import { addressText, membersOf, serverName, serverPlace } from './shared/places.ts';

/** The CA compiles catalogs beside other masters. */
export const caAmongCompilers: Rule = {
  code: 'PUP404',
  name: 'ca-among-compilers',
  severity: 'info',
  comparesPools: true,
  summary: 'The CA server also compiles catalogs.',
  why: 'There is only one CA. If catalogs overload it, or if it is drained with the other compilers, no new agent gets a certificate.',
  *check({ pools }) {
    const all = [...membersOf(pools)];
    const ofCas = all.filter(({ pool, server }) => pool.role.value === 'ca' && server.address);
    const authorities = new Map(ofCas.map(({ server }) => [addressText(server), server]));
    for (const { pool, server } of all) {
      if (pool.role.value !== 'compile' || pool.servers.length < 2) continue;
      const authority = authorities.get(addressText(server));
      if (authority === undefined || server.backup?.value === true) continue;
      yield {
        message: `CA server ${serverName(server)} also compiles catalogs`,
        at: serverPlace(server),
        help: 'remove it from this pool, or write backup: true',
        related: [{ at: serverPlace(authority), note: 'the CA server' }],
      };
    }
  },
};
