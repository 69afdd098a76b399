import { isIPv4, isIPv6 } from '../../haproxy/facts/ip.ts';
import { isError } from '../../text/result.ts';
import { isAny, isUnicast, parseAddress } from './address.ts';
import { suggestAddress } from './explain-address.ts';
import { isPort } from './port.ts';
import { bare } from './suggest.ts';

/** The address and port that a text evidently means, the usual port where it has none; else undefined. */
export function suggestEndpoint(text: string, usualPort: number): string | undefined {
  const written = bare(text)
    .replace(/^[a-z][a-z0-9+.-]*:\/\/([^/?#]*).*$/is, '$1')
    .replace(/^[a-z0-9+]+@/i, '')
    .replace(/^localhost(?=:|$)/i, '127.0.0.1');
  const [host, port] = splitEndpoint(written);
  return joinEndpoint(host, suggestPort(port) ?? `${usualPort}`);
}

/** An address and a port as HAProxy reads them; undefined where the address is open. */
export function joinEndpoint(host: string, port: string): string | undefined {
  const inner = host.replace(/^\[(.*)\]$/s, '$1');
  const isPlain = inner === '*' || isIPv4(inner);
  const address = isPlain ? inner : (suggestAddress(inner) ?? inner);
  if (address === '*') return `*:${port}`;
  const result = parseAddress(address);
  const isReached = !isError(result) && (isAny(result.value) || isUnicast(result.value));
  if (!isReached) return undefined;
  return `${isIPv6(address) ? `[${address}]` : address}:${port}`;
}

/** The end of an IPv6 address without brackets, where it is rather a port, and what is before it. */
export function splitIPv6(text: string): readonly [string, string] | undefined {
  const [, before = '', port = ''] = /^(.*):([0-9]{3,5})$/.exec(text) ?? [];
  const host = before === ':' ? '::' : before;
  return isPort(port) && isIPv6(host) ? [host, port] : undefined;
}

/** What stands before and after the last ":", or what was written in its place. */
function splitEndpoint(text: string): readonly [string, string] {
  if (isIPv6(text)) return splitIPv6(text) ?? [text, ''];
  const [, bracketed, afterBracket = ''] = /^\[([^\]]*)\]:?(.*)$/s.exec(text) ?? [];
  if (bracketed !== undefined) return [bracketed, afterBracket];
  const [, host, port = ''] =
    /^(.*):([^:]*)$/s.exec(text) ??
    /^([0-9]+(?:\.[0-9]+){3})[\s.;,#/-]+([0-9]{3,5})$/.exec(text) ??
    [];
  const outside = (host ?? text).replace(/^\[|\]$/g, '').trim();
  return [outside, port.trim()];
}

function suggestPort(text: string): string | undefined {
  const digits = text.replace(/^0+/, '');
  if (isPort(digits)) return digits;
  const begun = /^([0-9]{3,5})[^0-9]/.exec(text)?.[1] ?? '';
  return isPort(begun) ? begun : undefined;
}
