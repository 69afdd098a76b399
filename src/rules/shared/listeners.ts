import { canonicalIPv6, mappedIPv4 } from '../../haproxy/facts/ip.ts';
import type { ReadHost } from '../../haproxy/model/address.ts';
import { readBind } from '../../haproxy/model/bind.ts';
import type { Bind, Inventory, Pool } from '../../inventory/model.ts';
import type { Origin } from '../../inventory/place.ts';
import { type Address, bracket } from '../../inventory/values/address.ts';
import { sectionsBeside } from './beside.ts';
import { once } from './once.ts';
import { poolName } from './places.ts';
import { type WrittenSection, writtenSections } from './sections.ts';

/** A pool, or a section that is written as it is. */
export type ListeningSection = Pool | WrittenSection;

/** What a pool, or a section that is written as it is, listens on: a port, or all of a range. */
export interface BindListener {
  readonly address: Address | '*';
  readonly firstPort: number;
  readonly lastPort: number;
  readonly interface: string | undefined;
  /** Whether a socket of every IPv6 address leaves IPv4 to others. */
  readonly isV6Only: boolean;
  readonly at: Origin;
  readonly by: ListeningSection;
}

/** Whether a proxy is a pool. */
export function isPool(proxy: ListeningSection): proxy is Pool {
  return 'binds' in proxy;
}

/** A proxy in words. */
export function proxyName(proxy: ListeningSection): string {
  return isPool(proxy) ? poolName(proxy) : proxy.words.slice(0, 2).join(' ');
}

/** Everything that listens: the sections that are written as they are, then the pools. */
export const findListeners: (inventory: Inventory) => readonly BindListener[] = once(listListeners);

/** Everything that listens on a balancer: what other people own, but is not built here, comes first. */
export const findAllListeners: (inventory: Inventory) => readonly BindListener[] = once(
  (inventory) => [
    ...inSections(sectionsBeside(inventory).filter(({ isMoved }) => !isMoved)),
    ...findListeners(inventory),
  ],
);

function inSections(sections: readonly WrittenSection[]): BindListener[] {
  return sections.flatMap((by) =>
    by.lines.flatMap(({ words, at }) =>
      words[0] === 'bind' ? listeningOf(words).map((listening) => ({ ...listening, at, by })) : [],
    ),
  );
}

function listListeners(inventory: Inventory): readonly BindListener[] {
  return [
    ...inSections(writtenSections(inventory)),
    ...inventory.pools.flatMap((pool) => pool.binds.flatMap((bind) => fromBind(bind, pool) ?? [])),
  ];
}

/** What a bind line listens on; sockets and variables are left out. */
function listeningOf(words: readonly string[]): Omit<BindListener, 'at' | 'by'>[] {
  const bind = readBind(words);
  return bind.addresses.flatMap(({ host, first, last }) => {
    const address = readHost(host);
    if (address === undefined || first === 0) return [];
    const { interface: device, isV6Only } = bind;
    return { address, firstPort: first, lastPort: last, interface: device, isV6Only };
  });
}

function readHost(host: ReadHost): BindListener['address'] | undefined {
  if (host.kind !== 'ip') return undefined;
  if (host.text === '0.0.0.0') return '*';
  const mapped = mappedIPv4(host.text);
  if (mapped === '0.0.0.0') return '*';
  if (mapped !== undefined) return { family: 4, text: mapped };
  return host.family === 4 ? host : { family: 6, text: canonicalIPv6(host.text) };
}

function fromBind(bind: Bind, by: Pool): BindListener | undefined {
  const { endpoint, interface: device, v6only } = bind;
  const { address, port, lastPort } = endpoint.value;
  if (address !== '*' && 'hostName' in address) return undefined;
  const host = address === '*' ? '*' : readHost({ kind: 'ip', ...address });
  return {
    address: host ?? address,
    firstPort: port,
    lastPort,
    interface: device === undefined ? undefined : String(device.value),
    isV6Only: v6only?.value === true,
    at: endpoint.from,
    by,
  };
}

/** Whether a listener takes connections to every address. */
export function isEverywhere({ address }: BindListener): boolean {
  return address === '*' || address.text === '::';
}

/** Whether a listener on every address takes connections to an address. */
export function covers(everywhere: BindListener, address: Address | '*'): boolean {
  if (everywhere.address === '*') return address === '*' || address.family === 4;
  return !everywhere.isV6Only || (address !== '*' && address.family === 6);
}

/** What a listener is bound to, as HAProxy reads it. */
export function formatListener({ address, firstPort, lastPort }: BindListener): string {
  const ports = firstPort === lastPort ? firstPort : `${firstPort}-${lastPort}`;
  return `${address === '*' ? '*' : bracket(address)}:${ports}`;
}
