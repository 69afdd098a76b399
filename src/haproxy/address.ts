import { isIPv4, isIPv6 } from 'node:net';
import { quote } from '../source/characters.ts';
import type { Judged } from './judged.ts';

/** An IP address in its one spelling: dotted decimal, or compressed lower-case IPv6 without brackets. */
export interface Address {
  readonly family: 4 | 6;
  readonly text: string;
}

/** Reads an IP address. HAProxy itself takes much more, and reads some of it as another address. */
export function parseAddress(text: string): Judged<Address> {
  if (isIPv4(text)) return { value: { family: 4, text } };
  if (isIPv6(text)) return parseIPv6(text);
  if (/^\[.*\]$/.test(text) && isIPv6(text.slice(1, -1))) {
    const help = `write "${text.slice(1, -1)}"`;
    return { message: `${quote(text)} has brackets, which belong before a port only`, help };
  }
  return refuseAddress(text);
}

function parseIPv6(text: string): Judged<Address> {
  if (text.includes('%')) {
    const message = `${quote(text)} names a zone, which HAProxy does not take`;
    return { message, help: 'write the address without "%" and what follows' };
  }
  const canonical = new URL(`http://[${text}]`).hostname.slice(1, -1);
  const mapped = /^::ffff:([0-9a-f]+):([0-9a-f]+)$/.exec(canonical);
  if (mapped !== null) {
    const [, high = '0', low = '0'] = mapped;
    const bits = Number.parseInt(high, 16) * 65536 + Number.parseInt(low, 16);
    const help = `write ${dotted(bits)}`;
    return { message: `${quote(text)} is an IPv4 address in IPv6's clothes`, help };
  }
  return { value: { family: 6, text: canonical } };
}

function refuseAddress(text: string): Judged<never> {
  const message = `${quote(text)} is not an IP address`;
  if (/^[0-9]+(\.[0-9]+){3}$/.test(text)) {
    const octets = text.split('.');
    const large = octets.find((octet) => Number(octet) > 255);
    if (large !== undefined) return { message: `${message}: ${large} is more than 255` };
    const read = octets.map((octet) => Number.parseInt(octet, octet.startsWith('0') ? 8 : 10));
    const plain = octets.map(Number).join('.');
    if (read.some(Number.isNaN)) return { message, help: `write ${plain}` };
    return {
      message: `${quote(text)} has a leading zero, and HAProxy reads octal: ${read.join('.')}`,
      help: `write ${plain}`,
    };
  }
  if (/^[0-9.]+$/.test(text)) return { message, help: 'write four numbers, for example 10.0.0.1' };
  if (/^[a-z]+:\/\//i.test(text)) return { message: `${quote(text)} is a URL`, help: onlyAddress };
  if (text.includes('/')) return { message, help: 'write one address, without a network or path' };
  const port = /^(.+):([0-9]+)$/.exec(text);
  if (port !== null && isIPv4(port[1] ?? '')) {
    return {
      message: `${quote(text)} holds a port`,
      help: `write address: ${port[1]} and port: ${port[2]}`,
    };
  }
  const bracketed = /^\[(.+)\]:([0-9]+)$/.exec(text);
  if (bracketed !== null && isIPv6(bracketed[1] ?? '')) {
    const help = `write address: "${bracketed[1]}" and port: ${bracketed[2]}`;
    return { message: `${quote(text)} holds a port`, help };
  }
  return { message };
}

const onlyAddress = 'write the address alone, for example 10.0.0.101';

/** A 32-bit number as an IPv4 address. */
function dotted(bits: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(bits / 2 ** shift) % 256).join('.');
}

/** Whether an address is that of every interface, which no server can have. */
export function isAny({ text }: Address): boolean {
  return text === '0.0.0.0' || text === '::';
}

/** Whether packets to an address reach one machine. */
export function isUnicast({ family, text }: Address): boolean {
  if (family === 6) return !text.startsWith('ff') && text !== '::';
  const first = Number(text.slice(0, text.indexOf('.')));
  return first > 0 && first < 224;
}

/** An address as HAProxy reads it before a port: IPv6 in brackets. */
export function bracket({ family, text }: Address): string {
  return family === 6 ? `[${text}]` : text;
}
