import { mappedIPv4 } from '../facts/ip.ts';
import type { ListenAddress } from '../model/address.ts';
import type { ProxyBind } from '../model/proxies.ts';

/** How clients come in by one address of a bind, as far as the hash sees it. */
export interface ClientListener extends ListenAddress {
  /** How an IPv4 client is seen: by its address, as ::ffff:a.b.c.d, or not at all. */
  readonly ipv4: 'plain' | 'mapped' | undefined;
  readonly ipv6: boolean;
  /** Whether it is bound to every address of a family, and which. */
  readonly every: 'ipv4' | 'ipv6' | undefined;
  readonly interface: string | undefined;
}

/**
 * The listeners of a bind line. `::` takes IPv4 as well unless `v6only` is said, as on Linux with the
 * usual net.ipv6.bindv6only=0; a client that a PROXY protocol header names is seen by its own address
 * (each seen in 2.2 and later).
 */
export function listenersOf(bind: ProxyBind): ClientListener[] {
  return bind.addresses.map((address) => {
    const seen = seenAt(address, bind);
    const proxied = bind.isProxied ? ({ ipv4: 'plain', ipv6: true } as const) : {};
    return { ...address, interface: bind.interface, ...seen, ...proxied };
  });
}

function seenAt(
  { host }: ListenAddress,
  { isV6Only }: ProxyBind,
): Pick<ClientListener, 'ipv4' | 'ipv6' | 'every'> {
  if (host.kind === 'socket') return { ipv4: undefined, ipv6: false, every: undefined };
  if (host.kind === 'name' || host.family === 4) {
    return { ipv4: 'plain', ipv6: false, every: host.text === '0.0.0.0' ? 'ipv4' : undefined };
  }
  const mapped = mappedIPv4(host.text);
  if (mapped !== undefined) {
    return { ipv4: 'mapped', ipv6: false, every: mapped === '0.0.0.0' ? 'ipv4' : undefined };
  }
  if (host.text !== '::') return { ipv4: undefined, ipv6: true, every: undefined };
  return { ipv4: isV6Only ? undefined : 'mapped', ipv6: true, every: 'ipv6' };
}

/**
 * Takes IPv4 from each `::` whose ports one of `others` has on every IPv4 address: the kernel prefers
 * that one, in whatever order they are bound (seen in 2.2, 2.6, 3.0 and 3.2).
 */
export function withoutTakenIpv4(
  listeners: readonly ClientListener[],
  others: readonly ClientListener[],
): ClientListener[] {
  const takers = others.filter(({ every }) => every === 'ipv4');
  return listeners.map((listener) => {
    if (listener.every !== 'ipv6' || listener.ipv4 !== 'mapped') return listener;
    const isTaken = takers.some((taker) => takesIpv4Of(taker, listener));
    return isTaken ? { ...listener, ipv4: undefined } : listener;
  });
}

function takesIpv4Of(taker: ClientListener, listener: ClientListener): boolean {
  const isSeen = taker.interface === undefined || taker.interface === listener.interface;
  return isSeen && taker.first <= listener.first && listener.last <= taker.last;
}
