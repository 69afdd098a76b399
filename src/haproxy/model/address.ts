import { canonicalIPv6, isIPv4, isIPv6, mappedIPv4, readLoosely } from '../facts/ip.ts';
import { readNumber } from './number.ts';

/** A host as HAProxy reads it. */
export type ReadHost =
  | { readonly kind: 'ip'; readonly family: 4 | 6; readonly text: string }
  | { readonly kind: 'name'; readonly text: string }
  /** A Unix socket, a descriptor or another family that is written with "@". */
  | { readonly kind: 'socket'; readonly text: string };

/** Where a server is. */
export interface ServerPoint {
  readonly host: ReadHost;
  /** Undefined where HAProxy takes the port that the client connected to. */
  readonly port: number | undefined;
  /** A number that is added to the port of the client. */
  readonly offset: number | undefined;
  readonly text: string;
}

/** One address of a bind line; a range of ports has a first and a last one. */
export interface ListenAddress {
  readonly host: ReadHost;
  readonly first: number;
  readonly last: number;
  readonly text: string;
}

const families: Readonly<Record<string, 4 | 6 | undefined>> = {
  ipv4: 4,
  tcp4: 4,
  ipv6: 6,
  tcp6: 6,
  tcp: undefined,
  ip: undefined,
};

/** Reads the address of a server as HAProxy's str2sa_range does. */
export function readServerPoint(text: string): ServerPoint {
  const { host, port } = split(text);
  if (port === '') return { host, port: undefined, offset: undefined, text };
  const number = readNumber(port);
  const isOffset = /^[+-]/.test(port);
  if (isOffset) return { host, port: undefined, offset: number, text };
  return { host, port: number === 0 ? undefined : number, offset: undefined, text };
}

/** Reads the addresses of a bind line, which commas separate. */
export function readListenAddresses(text: string): ListenAddress[] {
  return text
    .split(',')
    .filter((part) => part !== '')
    .map((part) => {
      const { host, port } = split(part);
      const [first = '', last = first] = port.split('-');
      return { host, first: readNumber(first), last: readNumber(last), text: part };
    });
}

function split(text: string): { host: ReadHost; port: string } {
  const [, prefix] = /^([a-z0-9]+)@/i.exec(text) ?? [];
  const isKnown = prefix !== undefined && Object.hasOwn(families, prefix);
  if (text.startsWith('/') || (prefix !== undefined && !isKnown)) {
    return { host: { kind: 'socket', text }, port: '' };
  }
  const rest = isKnown ? text.slice(prefix.length + 1) : text;
  const at = Math.max(rest.lastIndexOf(':'), rest.lastIndexOf(']'));
  const isPort = at !== -1 && rest.charAt(at) === ':';
  const host = isPort ? rest.slice(0, at) : rest;
  const family = prefix === undefined ? undefined : families[prefix];
  return { host: readHost(host, family), port: isPort ? rest.slice(at + 1) : '' };
}

function readHost(text: string, family: 4 | 6 | undefined): ReadHost {
  const bare = text.replace(/^\[(.*)\]$/, '$1');
  if (bare === '' || bare === '*') {
    return { kind: 'ip', family: family ?? 4, text: family === 6 ? '::' : '0.0.0.0' };
  }
  if (isIPv4(bare)) return { kind: 'ip', family: 4, text: bare };
  if (isIPv6(bare)) return { kind: 'ip', family: 6, text: spellIPv6(bare) };
  const old = readLoosely(bare);
  return old === undefined ? { kind: 'name', text: bare } : { kind: 'ip', family: 4, text: old };
}

function spellIPv6(text: string): string {
  const mapped = mappedIPv4(text);
  return mapped === undefined ? canonicalIPv6(text) : `::ffff:${mapped}`;
}

/** An address, IPv6 in brackets, and a port behind it where there is one. */
export function endpointText(host: string, port: number | string | undefined): string {
  const shown = isIPv6(host) ? `[${host}]` : host;
  return port === undefined ? shown : `${shown}:${port}`;
}

/** Where a server is, without variables. */
export function pointText({ host, port, offset }: Omit<ServerPoint, 'text'>): string {
  return endpointText(host.text, port ?? (offset === undefined ? undefined : `+${offset}`));
}

/** An address that is listened on. */
export function listenText({ text, first, last }: Omit<ListenAddress, 'host'>): string {
  if (first === 0) return text;
  const host = text.includes(':') && !text.startsWith('/') ? `[${text}]` : text;
  return first === last ? `${host}:${first}` : `${host}:${first}-${last}`;
}
