import type { Rule } from './rule.ts';
import { membersOf } from './shared/places.ts';

/** A server that does not read the PROXY protocol is sent its header. */
export const proxyHeader: Rule = {
  code: 'PUP407',
  name: 'proxy-header',
  severity: 'warning',
  summary: 'HAProxy sends a PROXY header to Puppet Server.',
  why: "Puppet's services expect TLS from the first byte and disconnect at a PROXY header; the check, which goes to another port, stays green. Only a web server in front of Puppet can remove the header.",
  *check({ pools }) {
    for (const { server } of membersOf(pools)) {
      const { 'send-proxy': sendProxy, isValid } = server;
      if (sendProxy === undefined || sendProxy.value === false || !isValid) continue;
      yield {
        message: 'Puppet cannot read the PROXY header of "send-proxy"',
        at: sendProxy.from,
        part: 'key',
        help: 'remove send-proxy, unless a web server in front of Puppet reads the header',
      };
    }
  },
};
