import { readKernelAddress } from './kernel-connections.ts';

/** A socket that the kernel lists as listening, or as bound where there is no listening. */
export interface KernelSocket {
  /** Canonical; IPv4 in IPv6 as IPv4. */
  readonly address: string;
  readonly port: number;
  readonly inode: string;
}

const listening = '0A';
const unconnected = '07';

/** Reads /proc/net/tcp, tcp6, udp or udp6. */
export function readKernelSockets(text: string): KernelSocket[] {
  return text.split('\n').flatMap((line) => {
    const [, local = '', , state, , , , , , inode] = line.trim().split(/\s+/);
    const [address = '', port = ''] = local.split(':');
    if ((state !== listening && state !== unconnected) || inode === undefined) return [];
    return { address: readKernelAddress(address), port: Number.parseInt(port, 16), inode };
  });
}

/** Reads of /proc/net/unix which abstract names there are: name and inode. */
export function readAbstractNames(text: string): (readonly [name: string, inode: string])[] {
  return text.split('\n').flatMap((line) => {
    const [, inode = '', name = ''] = /^\S+ \S+ \S+ \S+ \S+ \S+ +(\d+) @(.*)$/.exec(line) ?? [];
    return inode === '' ? [] : [[name.replace(/@+$/, ''), inode] as const];
  });
}

/** The most files of /proc/PID/limits; undefined where the line is missing. */
export function readFileLimit(text: string): number | undefined {
  const hard = /^Max open files\s+\S+\s+(\d+|unlimited)/m.exec(text)?.[1];
  return hard === undefined
    ? undefined
    : hard === 'unlimited'
      ? Number.MAX_SAFE_INTEGER
      : Number(hard);
}

/** The capabilities by which HAProxy raises its limits and binds low ports. */
export interface Capabilities {
  readonly mayRaiseLimits: boolean;
  readonly mayBindLowPorts: boolean;
}

/** Reads /proc/PID/status. */
export function readCapabilities(text: string): Capabilities {
  const mask = BigInt(`0x${/^CapEff:\s*([0-9a-f]+)$/m.exec(text)?.[1] ?? '0'}`);
  const has = (bit: bigint) => (mask & (1n << bit)) !== 0n;
  return { mayRaiseLimits: has(24n), mayBindLowPorts: has(10n) };
}

/** Reads the process above another one, of /proc/PID/stat. */
export function readParent(text: string): number {
  return Number(/^\d+ \(.*\) \S (\d+)/s.exec(text)?.[1] ?? 0);
}

/** The limits of a unit that does not run, as `systemctl show` prints them; undefined where it knows no such unit. */
export function readUnitLimits(
  text: string,
): (Capabilities & { readonly files: number | undefined }) | undefined {
  const values = new Map(
    text.split('\n').map((line) => [line.split('=', 1)[0], line.replace(/^[^=]*=/, '')]),
  );
  const files = values.get('LimitNOFILE');
  if (values.get('LoadState') !== 'loaded' || files === undefined) return undefined;
  const isRoot = ['', 'root', '0'].includes(values.get('User') ?? '');
  const bounding = values.get('CapabilityBoundingSet') ?? '';
  const ambient = values.get('AmbientCapabilities') ?? '';
  const may = (name: string) => (isRoot ? bounding : ambient).split(' ').includes(name);
  return {
    files: files === 'infinity' ? undefined : Number(files),
    mayRaiseLimits: may('cap_sys_resource'),
    mayBindLowPorts: may('cap_net_bind_service'),
  };
}
