import { canonicalIPv6, isIPv4, isIPv6, mappedIPv4 } from '../../haproxy/facts/ip.ts';
import { quote } from '../../text/characters.ts';
import { isError, type Result } from '../../text/result.ts';
import { explainAddress } from './explain-address.ts';

/** An IP address in its one spelling: dotted decimal, or compressed lower-case IPv6 without brackets. */
export interface Address {
  readonly family: 4 | 6;
  readonly text: string;
}

/** Reads an IP address. HAProxy itself accepts more, and reads some of it as a different address. */
export function parseAddress(text: string): Result<Address> {
  if (isIPv4(text)) return { value: { family: 4, text } };
  if (isIPv6(text) && mappedIPv4(text) === undefined) {
    return { value: { family: 6, text: canonicalIPv6(text) } };
  }
  return explainAddress(text);
}

/** Reads an IP address that a connection can go to. */
export function parseUnicast(text: string): Result<Address> {
  const address = parseAddress(text);
  if (isError(address) || isUnicast(address.value)) return address;
  const help = 'write the address of one machine, for example 10.0.0.101';
  return { message: `${quote(text)} ${describe(address.value)}`, help };
}

function describe(address: Address): string {
  const { family, text } = address;
  if (isAny(address)) return 'means every address, not one machine';
  if (isLinkLocal(address))
    return 'is a link-local address; HAProxy does not support the zone it needs';
  if (text === '255.255.255.255') return 'is the broadcast address';
  const isMulticast = family === 6 || /^2(2[4-9]|3[0-9])\./.test(text);
  return isMulticast
    ? 'is a multicast address, not the address of a machine'
    : 'is not the address of a machine';
}

/** Whether an address is that of every interface, which no server can have. */
export function isAny({ text }: Address): boolean {
  return text === '0.0.0.0' || text === '::';
}

/** Whether an IPv6 address is link-local, and so has no meaning without a zone. */
function isLinkLocal({ family, text }: Address): boolean {
  return family === 6 && /^fe[89ab][0-9a-f]:/.test(text);
}

/** Whether packets to an address reach one machine. */
export function isUnicast(address: Address): boolean {
  const { family, text } = address;
  if (family === 6) return !text.startsWith('ff') && text !== '::' && !isLinkLocal(address);
  const first = Number(text.slice(0, text.indexOf('.')));
  return first > 0 && first < 224;
}

/** An address as HAProxy reads it before a port: IPv6 in brackets. */
export function bracket({ family, text }: Address): string {
  return family === 6 ? `[${text}]` : text;
}
