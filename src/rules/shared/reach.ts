import type { Inventory, ServerAddress } from '../../inventory/model.ts';
import type { Address } from '../../inventory/values/address.ts';
import { groupBy } from '../../text/group-by.ts';
import { type BindListener, covers, findListeners, isEverywhere } from './listeners.ts';
import { once } from './once.ts';
import { indexPorts, type PortRanges } from './port-ranges.ts';

/** Finds what listens where a connection of the balancer to a server goes, if it is the balancer itself. */
export type Reach = (address: ServerAddress, port: number) => BindListener | undefined;

/** Prepares an inventory's listeners for that question. */
export const reachOf: (inventory: Inventory) => Reach = once(prepareReach);

function prepareReach(inventory: Inventory): Reach {
  const listeners = findListeners(inventory);
  const specific = groupBy(listeners, ({ address }) => (address === '*' ? '*' : address.text));
  const byAddress = new Map<string, PortRanges>(
    [...specific].map(([address, own]) => [address, indexPorts(own)]),
  );
  const everywhere = listeners.filter(isEverywhere);
  const sole4 = indexPorts(everywhere.filter(({ address }) => address === '*'));
  const ipv4 = indexPorts(everywhere.filter((one) => covers(one, { family: 4, text: '' })));
  const ipv6 = indexPorts(everywhere.filter((one) => covers(one, { family: 6, text: '' })));
  const balancers = new Set(inventory.haproxy.balancers.map(({ value }) => value));
  return (server, port) => {
    const address = toAddress(server);
    if (address === undefined) return undefined;
    const ports = { firstPort: port, lastPort: port };
    const found = byAddress.get(address.text)?.find(ports);
    if (found !== undefined) return found;
    const isOwn = isLoopback(address) || balancers.has(address.text) || byAddress.has(address.text);
    if (!isOwn) return undefined;
    if (address.family === 6) return ipv6.find(ports);
    return sole4.find(ports) ?? ipv4.find(ports);
  };
}

function toAddress(server: ServerAddress): Address | undefined {
  if (!('hostName' in server)) return server;
  return server.hostName === 'localhost' ? { family: 4, text: '127.0.0.1' } : undefined;
}

/** Whether an address is that of the machine itself. */
export function isLoopback({ text }: Address): boolean {
  return text.startsWith('127.') || text === '::1';
}
