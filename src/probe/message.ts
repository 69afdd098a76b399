import type { Socket } from 'node:net';
import type { CheckRequest } from '../compile/check.ts';

/** A request as HAProxy writes it: header names in lower case (2.6, `option httpchk`). */
export function formatRequest({ method, path, version, headers }: CheckRequest): string {
  const fields = headers.map(([name, value]) => `${name.toLowerCase()}: ${value}\r\n`);
  return `${method} ${path} ${version}\r\n${fields.join('')}\r\n`;
}

/**
 * The PROXY header of a check: version 1 names both ends, version 2 says LOCAL and names none (PROXY
 * protocol 2.1 and 2.2; seen of HAProxy 2.6).
 */
export function formatProxyHeader(
  version: 'v1' | 'v2',
  { localAddress, localPort }: Socket,
  to: { readonly ip: string; readonly port: number },
): Uint8Array {
  if (version === 'v2') {
    return Uint8Array.from([13, 10, 13, 10, 0, 13, 10, 81, 85, 73, 84, 10, 0x20, 0, 0, 0]);
  }
  const family = to.ip.includes(':') ? 'TCP6' : 'TCP4';
  return Buffer.from(`PROXY ${family} ${localAddress} ${to.ip} ${localPort} ${to.port}\r\n`);
}
