/** How clients come in by one address of a bind, as far as the hash sees it. */
export interface Listener {
  /** The address and port as they are written. */
  readonly text: string;
  /** How an IPv4 client is seen: by its address, as ::ffff:a.b.c.d, or not at all. */
  readonly ipv4: 'plain' | 'mapped' | undefined;
  readonly ipv6: boolean;
}

/**
 * The listeners of a bind line, by its words. `::` takes IPv4 as well unless `v6only` is said, as on
 * Linux with the usual net.ipv6.bindv6only=0; a client that a PROXY protocol header names is seen by
 * its own address (each seen in 2.2 to 3.4).
 */
export function readListeners([, addresses = '', ...options]: readonly string[]): Listener[] {
  const isProxied = options.includes('accept-proxy');
  const isSole6 = options.includes('v6only');
  return addresses.split(',').map((text) => {
    if (isProxied) return { text, ipv4: 'plain', ipv6: true };
    return { text, ...familiesOf(text, isSole6) };
  });
}

function familiesOf(text: string, isSole6: boolean): Pick<Listener, 'ipv4' | 'ipv6'> {
  if (/^(\/|unix@|uxst@|abns@|abnsz@|fd@|sockpair@)/.test(text)) {
    return { ipv4: undefined, ipv6: false };
  }
  const [, prefix, host = ''] = /^(?:(ipv4|ipv6|tcp4|tcp6|tcp)@)?(.*):[^:]*$/.exec(text) ?? [];
  const address = host.replace(/^\[(.*)\]$/, '$1');
  const isIn6 = prefix?.endsWith('6') ?? address.includes(':');
  if (!isIn6) return { ipv4: 'plain', ipv6: false };
  const isAny = address === '::' || address === '*' || address === '';
  return { ipv4: isAny && !isSole6 ? 'mapped' : undefined, ipv6: true };
}
