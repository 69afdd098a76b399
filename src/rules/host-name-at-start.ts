import type { Server } from '../inventory/model.ts';
import { quote } from '../text/characters.ts';
import type { Rule } from './rule.ts';

/** A host name has to resolve when HAProxy starts. */
export const hostNameAtStart: Rule = {
  code: 'HAP312',
  name: 'host-name-at-start',
  severity: 'warning',
  summary: "A server's address is a host name that HAProxy resolves only when it starts.",
  why: 'Without resolvers HAProxy looks the name up once, when it starts or reloads: it does not start while DNS does not answer, and keeps that address until the next start. With resolvers it starts without an address and asks DNS while it runs.',
  *check({ pools }) {
    for (const pool of pools) {
      for (const server of pool.servers) {
        const problem = pool.isValid && server.isValid ? problemOf(server) : undefined;
        if (problem === undefined) continue;
        yield {
          message: problem,
          at: server.address?.from ?? server.place,
          help: helpFor(server),
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
  const methods = methodsOf(server);
  const name = quote(address.hostName);
  if (!starts) return `HAProxy does not start while the host name ${name} does not resolve`;
  return methods.includes('libc')
    ? `HAProxy looks up the host name ${name} once, when it starts`
    : `HAProxy never looks up the host name ${name}`;
}

/** What makes a host name safe; resolvers alone do, unless init-addr says otherwise. */
function helpFor(server: Server): string {
  if (server.resolvers === undefined) return 'write the IP address, or add resolvers: NAME';
  return 'write the IP address, or init-addr: "last,libc,none"';
}

/** Whether a method that always finds something ends the search, whatever DNS says. */
function startsWithoutDns(server: Server): boolean {
  return methodsOf(server).some((method) => method !== 'last' && method !== 'libc');
}

/** The methods in force; `resolvers` alone adds `none` (seen in 2.2, 2.6, 3.0 and 3.2). */
function methodsOf({ 'init-addr': initAddr, resolvers }: Server): readonly string[] {
  const byDefault = resolvers === undefined ? 'last,libc' : 'last,libc,none';
  return (initAddr?.value ?? byDefault).split(',');
}
