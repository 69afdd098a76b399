import { type Address, isAny, parseAddress } from './address.ts';
import { mappedIPv4 } from './ip.ts';
import { isRefusal } from './judged.ts';
import { isPort } from './port.ts';

/** What one address of a bind line listens on: a port, or all of a range. */
export interface Listening {
  readonly address: Address | '*';
  readonly firstPort: number;
  readonly lastPort: number;
  readonly interface: string | undefined;
  /** Whether a socket of every IPv6 address leaves IPv4 to others. */
  readonly isV6Only: boolean;
}

/**
 * Reads what a bind line listens on (configuration manual 4.2, "bind", and 11.1): a list with commas of
 * addresses with a port or a range of ports. Sockets, variables and what HAProxy refuses are left out.
 */
export function readBindLine(words: readonly string[]): Listening[] {
  const [, list = '', ...options] = words;
  const device = options.indexOf('interface');
  const shared = {
    interface: device === -1 ? undefined : options[device + 1],
    isV6Only: options.includes('v6only'),
  };
  return list.split(',').flatMap((text) => {
    const [, family, host = '', first = '', last = first] =
      /^(?:(?:ipv|tcp)([46])@|tcp@)?(.*):([0-9]+)(?:-([0-9]+))?$/.exec(text) ?? [];
    const address = readHost(host, family === '6');
    if (address === undefined || !isPort(first) || !isPort(last)) return [];
    return { address, firstPort: Number(first), lastPort: Number(last), ...shared };
  });
}

function readHost(host: string, isIPv6: boolean): Listening['address'] | undefined {
  if (host === '' || host === '*') return isIPv6 ? { family: 6, text: '::' } : '*';
  const bare = host.replace(/^\[(.*)\]$/, '$1');
  const address = parseAddress(mappedIPv4(bare) ?? bare);
  if (isRefusal(address)) return undefined;
  return isAny(address.value) && address.value.family === 4 ? '*' : address.value;
}
