import { isIPv6 } from 'node:net';
import { quote } from '../source/characters.ts';
import { type Address, bracket, parseAddress } from './address.ts';
import { isRefusal, type Judged } from './judged.ts';

/** An address, or every one of the machine, and a port. */
export interface Endpoint {
  readonly address: Address | '*';
  readonly port: number;
}

/** Reads what HAProxy listens on: ADDRESS:PORT, [IPV6]:PORT, or *:PORT. */
export function parseEndpoint(text: string): Judged<Endpoint> {
  if (isIPv6(text)) return bareIPv6(text);
  const match = /^(\[[^\]]*\]|[^:[\]]*):(.*)$/s.exec(text);
  if (match === null) return withoutPort(text);
  const [, host = '', written = ''] = match;
  const port = parsePort(written);
  if (isRefusal(port)) return port;
  if (host === '*' || host === '') return { value: { address: '*', port: port.value } };
  const inner = host.startsWith('[') ? host.slice(1, -1) : host;
  const address = parseAddress(inner);
  if (isRefusal(address)) return address;
  if (host.startsWith('[') && address.value.family === 4) {
    const help = `write ${inner}:${port.value}`;
    return { message: `${quote(text)} has brackets, which belong around IPv6 only`, help };
  }
  return { value: { address: address.value, port: port.value } };
}

function bareIPv6(text: string): Judged<never> {
  const last = text.lastIndexOf(':');
  const help = `write "[${text}]:8140", or "[${text.slice(0, last)}]:${text.slice(last + 1)}" if that is the port`;
  return { message: `${quote(text)} has no brackets, so the port cannot be told`, help };
}

function withoutPort(text: string): Judged<never> {
  const colons = /^(.*:.*):([0-9]+)$/.exec(text);
  if (colons !== null && isIPv6(colons[1] ?? '')) {
    const help = `write "[${colons[1]}]:${colons[2]}"`;
    return { message: `${quote(text)} needs brackets around the IPv6 address`, help };
  }
  const address = parseAddress(text);
  if (isRefusal(address) && text.includes(':')) return address;
  return { message: `${quote(text)} has no port`, help: `write ${showAddress(text)}:8140` };
}

function showAddress(text: string): string {
  return isIPv6(text) ? `[${text}]` : text;
}

/** Reads a port in plain decimal digits, 1 to 65535; HAProxy up to 2.8 reads "8e3" as port 8. */
export function parsePort(text: string): Judged<number> {
  if (/^[0-9]{1,5}-[0-9]{1,5}$/.test(text)) {
    return { message: `${quote(text)} is a range of ports`, help: 'write a bind for each port' };
  }
  if (/^0[0-9]+$/.test(text)) {
    const help = `write ${Number(text)}`;
    return { message: `port ${quote(text)} has a leading zero`, help };
  }
  if (!/^[0-9]+$/.test(text)) {
    const help = 'write a whole number from 1 to 65535 in plain digits';
    return { message: text === '' ? 'the port is missing' : `${quote(text)} is not a port`, help };
  }
  const port = Number(text);
  if (port < 1 || port > 65535) {
    return { message: `port ${text} is out of range`, help: 'ports go from 1 to 65535' };
  }
  return { value: port };
}

/** An endpoint as HAProxy reads it. */
export function formatEndpoint({ address, port }: Endpoint): string {
  return `${address === '*' ? '*' : bracket(address)}:${port}`;
}
