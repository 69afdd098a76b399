import type { Server } from '../inventory/model.ts';
import { quote } from '../text/characters.ts';
import type { Rule } from './rule.ts';
import { membersOf } from './shared/places.ts';

/** A host name has to resolve when HAProxy starts. */
export const hostNameAtStart: Rule = {
  code: 'HAP312',
  name: 'host-name-at-start',
  severity: 'warning',
  summary: 'A server or a bind has a host name that HAProxy resolves only when it starts.',
  why: 'Without resolvers HAProxy looks the name up once, when it starts or reloads: it does not start while DNS does not answer, and it keeps the address until the next start. With resolvers it starts without an address and asks DNS while it runs.',
  *check({ pools }) {
    for (const { endpoint } of pools.flatMap(({ binds }) => binds)) {
      const { address, port } = endpoint.value;
      if (address === '*' || !('hostName' in address)) continue;
      yield {
        message: noStart(address.hostName),
        at: endpoint.from,
        help: `write the IP address, for example 10.0.0.100:${port}`,
      };
    }
    for (const { server } of membersOf(pools.filter(({ isValid }) => isValid))) {
      const { address, resolvers, isValid } = server;
      const message = isValid ? problemOf(server) : undefined;
      if (message === undefined || address === undefined) continue;
      // Resolvers alone make a host name safe, unless init-addr says otherwise.
      const other = resolvers ? 'write init-addr: "last,libc,none"' : 'add resolvers: NAME';
      yield { message, at: address.from, help: `write the IP address, or ${other}` };
    }
  },
};

function noStart(name: string): string {
  return `HAProxy does not start while host name ${quote(name)} does not resolve`;
}

function problemOf(server: Server): string | undefined {
  const address = server.address?.value;
  if (address === undefined || !('hostName' in address)) return undefined;
  const methods = methodsOf(server);
  // A method that always finds something ends the search, whatever DNS says.
  const isSafe = methods.some((method) => method !== 'last' && method !== 'libc');
  if (isSafe && server.resolvers !== undefined) return undefined;
  const name = quote(address.hostName);
  if (!isSafe) return noStart(address.hostName);
  return methods.includes('libc')
    ? `HAProxy looks up host name ${name} only once, when it starts`
    : `HAProxy never looks up host name ${name}`;
}

/** The methods in force; `resolvers` alone adds `none` (seen in 2.2, 2.6, 3.0 and 3.2). */
function methodsOf({ 'init-addr': initAddr, resolvers }: Server): readonly string[] {
  const byDefault = resolvers === undefined ? 'last,libc' : 'last,libc,none';
  return (initAddr?.value ?? byDefault).split(',');
}
