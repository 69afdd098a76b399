import type { Server } from '../inventory/model.ts';
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
    for (const pool of pools) {
      for (const server of pool.servers) {
        const problem = pool.isWhole && server.isWhole ? problemOf(server) : undefined;
        if (problem === undefined) continue;
        yield {
          message: problem,
          at: server.address?.from ?? server.place,
          help: 'write the IP address; or name "resolvers" and set init-addr: "last,libc,none"',
        };
      }
    }
  },
};

function problemOf(server: Server): string | undefined {
  const address = server.address?.value;
  if (address === undefined || !('hostName' in address)) return undefined;
  const starts = startsWithoutDns(server);
  if (starts && server.resolvers !== undefined) return undefined;
  const isAskedOnce = server.initAddr?.value.split(',').includes('libc') === true;
  const never = isAskedOnce ? 'looks up once, when it starts' : 'never looks up';
  const what = starts ? never : 'must resolve to start';
  return `${quote(address.hostName)} is a host name that HAProxy ${what}`;
}

/** Whether a method that always finds something ends the search, whatever DNS says. */
function startsWithoutDns({ initAddr }: Server): boolean {
  const methods = initAddr?.value.split(',') ?? [];
  return methods.some((method) => method !== 'last' && method !== 'libc');
}
