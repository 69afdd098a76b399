import type { Rule } from './rule.ts';
import { membersOf } from './shared/places.ts';

/** A server that does not read the PROXY protocol is sent its header. */
export const proxyHeader: Rule = {
  code: 'PUP407',
  name: 'proxy-header',
  severity: 'warning',
  summary: 'Puppet Server is not sent a PROXY header.',
  why: "Puppet's services read TLS from the first byte on and break off at a PROXY header; the check, which goes to another port, stays green. Only a web server in front of Puppet can take it off.",
  *check({ pools }) {
    for (const { server } of membersOf(pools)) {
      const { 'send-proxy': sendProxy, isValid } = server;
      if (sendProxy === undefined || sendProxy.value === false || !isValid) continue;
      yield {
        message: "Puppet's services do not read the PROXY protocol",
        at: sendProxy.from,
        part: 'key',
        help: 'leave it out, unless a web server before Puppet reads it',
      };
    }
  },
};
