import type { Rule } from './rule.ts';
import { addressText, membersOf, serverName, serverPlace } from './shared/places.ts';

/** The CA compiles catalogs beside other masters. */
export const caAmongCompilers: Rule = {
  code: 'PUP404',
  name: 'ca-among-compilers',
  severity: 'info',
  comparesPools: true,
  summary: 'The CA compiles no catalogs where others can.',
  why: 'There is one CA: when catalogs wear it out or it is drained with the others, no new agent gets a certificate.',
  *check({ pools }) {
    const all = [...membersOf(pools)];
    const ofCas = all.filter(({ pool, server }) => pool.role.value === 'ca' && server.address);
    const authorities = new Map(ofCas.map(({ server }) => [addressText(server), server]));
    for (const { pool, server } of all) {
      if (pool.role.value !== 'compile' || pool.servers.length < 2) continue;
      const authority = authorities.get(addressText(server));
      if (authority === undefined || server.backup?.value === true) continue;
      yield {
        message: `${serverName(server)} is the CA, and compiles catalogs too`,
        at: serverPlace(server),
        help: 'leave it out here, or make it a backup',
        related: [{ at: serverPlace(authority), note: 'the CA' }],
      };
    }
  },
};
