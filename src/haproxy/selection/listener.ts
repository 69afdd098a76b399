/** How clients come in by one address of a bind, as far as the hash sees it. */
export interface ClientListener {
  /** The address and port as they are written. */
  readonly text: string;
  /** How an IPv4 client is seen: by its address, as ::ffff:a.b.c.d, or not at all. */
  readonly ipv4: 'plain' | 'mapped' | undefined;
  readonly ipv6: boolean;
  /** Whether it is bound to every address of a family, and which. */
  readonly every: 'ipv4' | 'ipv6' | undefined;
  readonly interface: string | undefined;
}

/**
 * The listeners of a bind line, by its words. `::` takes IPv4 as well unless `v6only` is said, as on
 * Linux with the usual net.ipv6.bindv6only=0; a client that a PROXY protocol header names is seen by
 * its own address (each seen in 2.2 and later).
 */
export function readListeners([, addresses = '', ...options]: readonly string[]): ClientListener[] {
  const isProxied = options.includes('accept-proxy');
  const isSole6 = options.includes('v6only');
  const device = options.indexOf('interface');
  return addresses.split(',').map((text) => {
    const families = familiesOf(text, isSole6);
    const seen = isProxied ? ({ ipv4: 'plain', ipv6: true } as const) : {};
    const bound = device === -1 ? undefined : options[device + 1];
    return { text, interface: bound, ...families, ...seen };
  });
}

function familiesOf(
  text: string,
  isSole6: boolean,
): Pick<ClientListener, 'ipv4' | 'ipv6' | 'every'> {
  if (/^(\/|unix@|uxst@|abns@|abnsz@|fd@|sockpair@)/.test(text)) {
    return { ipv4: undefined, ipv6: false, every: undefined };
  }
  const [, prefix, host = ''] = /^(?:(ipv4|ipv6|tcp4|tcp6|tcp)@)?(.*):[^:]*$/.exec(text) ?? [];
  const address = host.replace(/^\[(.*)\]$/, '$1');
  const isIn6 = prefix?.endsWith('6') ?? address.includes(':');
  const isAny = address === '::' || address === '*' || address === '';
  if (!isIn6) {
    const every = isAny || address === '0.0.0.0' ? 'ipv4' : undefined;
    return { ipv4: 'plain', ipv6: false, every };
  }
  const every = isAny ? 'ipv6' : undefined;
  return { ipv4: isAny && !isSole6 ? 'mapped' : undefined, ipv6: true, every };
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
  const [one, other] = [portsOf(taker), portsOf(listener)];
  if (one === undefined || other === undefined) return false;
  return isSeen && one.first <= other.first && other.last <= one.last;
}

function portsOf({ text }: ClientListener): { first: number; last: number } | undefined {
  const [, first, last = first] = /:([0-9]+)(?:-([0-9]+))?$/.exec(text) ?? [];
  return first === undefined ? undefined : { first: Number(first), last: Number(last) };
}
