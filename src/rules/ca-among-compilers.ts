import type { Server } from '../inventory/model.ts';
import type { Rule } from './rule.ts';
import { addressText, serverName, serverPlace } from './shared/places.ts';

/** The CA compiles catalogs beside other masters. */
export const caAmongCompilers: Rule = {
  code: 'PUP404',
  name: 'ca-among-compilers',
  severity: 'info',
  comparesPools: true,
  summary: 'The CA compiles no catalogs where others can.',
  why: 'There is one CA: when catalogs wear it out or it is drained with the others, no new agent gets a certificate.',
  *check({ pools }) {
    const authorities = new Map<string | undefined, Server>();
    for (const { role, servers } of pools) {
      if (role.value !== 'ca') continue;
      for (const server of servers) authorities.set(addressText(server), server);
    }
    for (const { role, servers } of pools) {
      if (role.value !== 'compile' || servers.length < 2) continue;
      for (const server of servers) {
        const authority = authorities.get(addressText(server));
        if (authority?.address === undefined || server.backup?.value === true) continue;
        yield {
          message: `${serverName(server)} is the CA, and compiles catalogs too`,
          at: serverPlace(server),
          help: 'leave it out here, or make it a backup',
          related: [{ at: serverPlace(authority), note: 'the CA' }],
        };
      }
    }
  },
};
