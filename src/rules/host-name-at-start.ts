import { quote } from '../source/characters.ts';
import type { Rule } from './rule.ts';

/** A host name has to resolve when HAProxy starts. */
export const hostNameAtStart: Rule = {
  code: 'HAP312',
  name: 'host-name-at-start',
  severity: 'error',
  summary: 'A host name does not have to resolve when HAProxy starts.',
  why: 'HAProxy does not start, and so does not reload, while DNS does not answer; it looks the name up once and never again.',
  *check({ pools }) {
    for (const server of pools.flatMap((pool) => pool.servers)) {
      const address = server.address?.value;
      if (address === undefined || !('hostName' in address)) continue;
      const methods = server.initAddr?.value.split(',') ?? ['last', 'libc'];
      const isLookedUp = server.resolvers !== undefined && !methods.includes('libc');
      if (isLookedUp && methods.at(-1) !== 'last') continue;
      yield {
        message: `${quote(address.hostName)} is a host name that HAProxy resolves once, at its start`,
        at: server.address?.from ?? server.place,
        help: 'write the IP address; or name "resolvers" and set "init-addr: none"',
      };
    }
  },
};
