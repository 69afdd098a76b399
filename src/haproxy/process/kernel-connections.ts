import { canonicalIPv6, mappedIPv4 } from '../facts/ip.ts';

/** A TCP connection to somewhere. */
export interface KernelConnection {
  /** Where it leads: canonical, IPv4 in IPv6 as IPv4. */
  readonly address: string;
  readonly port: number;
  readonly inode: string;
}

/** TIME_WAIT belongs to nobody any more; the others are a listener, and none. */
const ended: ReadonlySet<string> = new Set(['06', '07', '0A']);

/** Reads which connections /proc/net/tcp or tcp6 lists; undefined where it is neither. */
export function readConnections(text: string): KernelConnection[] | undefined {
  const [head = '', ...lines] = text.split('\n');
  if (!/^\s*sl\s+local_address\s/.test(head)) return undefined;
  return lines.flatMap((line) => {
    const [, , remote = '', state = '06', , , , , , inode] = line.trim().split(/\s+/);
    const [address = '', port = ''] = remote.split(':');
    if (ended.has(state) || inode === undefined) return [];
    return { address: readKernelAddress(address), port: Number.parseInt(port, 16), inode };
  });
}

/** Reads an address as the kernel lists it: four bytes at a time, the least one first. */
export function readKernelAddress(hex: string): string {
  const bytes = (hex.match(/.{8}/g) ?? []).flatMap((word) => (word.match(/../g) ?? []).reverse());
  if (bytes.length === 4) return bytes.map((byte) => Number.parseInt(byte, 16)).join('.');
  const text = (bytes.join('').match(/.{4}/g) ?? []).join(':');
  return mappedIPv4(text) ?? canonicalIPv6(text);
}
