import { type Identity, type Pair, pairUp } from './pair.ts';
import type { ProxyServer } from './proxies.ts';
import type { Service } from './services.ts';

const identity: Identity<ProxyServer> = {
  nameOf: ({ name }) => name,
  traitsOf: ({ point: { host, port, offset } }) => [JSON.stringify([host, port, offset])],
};

/** The servers of a pool side by side; one that has another name and the same address is the same. */
export function pairServers(before: Service, after: Service): Pair<ProxyServer>[] {
  return pairUp(before.back.servers, after.back.servers, identity);
}
